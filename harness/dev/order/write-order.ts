import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { faults } from "../../reference/faults/all-faults.ts";
import { requestsByCase } from "./requests-of-cases.ts";
import type { Job } from "../../proof/job.ts";
import { runJobs } from "../../proof/workers.ts";
import { root } from "../processes/package-root.ts";

/** For each fault, the cases that catch it and the requests that each takes. */
type Catchers = readonly (readonly (readonly [caseId: string, sends: number])[])[];

/** A case and the requests that it usually takes. */
interface OrderedCase {
  readonly id: string;
  readonly requests: number;
}

/**
 * The order that catches faults for the fewest requests: each time the case that catches the most remaining faults per request. Generated cases are left
 * out, since their ids depend on the seed. A case costs the requests of a pass, since it passes until a later one catches the fault.
 */
export function caseOrder(catchers: Catchers, passing: ReadonlyMap<string, number>): readonly OrderedCase[] {
  const requests = new Map(catchers.flat().map(([id, count]) => [id, Math.max(1, passing.get(id) ?? count)]));
  const sets = catchers.map((cases) => new Set(cases.map(([id]) => id).filter((id) => !/#\d+\.\d+$/u.test(id))));
  const order: OrderedCase[] = [];
  for (let left = sets.filter(({ size }) => size > 0); left.length > 0;) {
    const best = mostWorth(left, requests);
    order.push({ id: best, requests: requests.get(best) ?? 1 });
    left = left.filter((cases) => !cases.has(best));
  }
  return order;
}

/** The case that catches the most per request; among equals the first by id. */
function mostWorth(left: readonly ReadonlySet<string>[], requests: ReadonlyMap<string, number>): string {
  const worth = (id: string): number => left.filter((cases) => cases.has(id)).length / (requests.get(id) ?? 1);
  return [...new Set(left.flatMap((cases) => [...cases]))].toSorted().reduce((one, other) => (worth(other) > worth(one) ? other : one));
}

const jobs = faults.map(({ name }): Job => ({ kind: "fault", name, effort: "standard", whole: true }));
const results = await runJobs(jobs);
const byCase = await requestsByCase();
const order = caseOrder(
  results.map(({ catchers }) => catchers),
  byCase,
);
writeFileSync(join(root, "properties", "case-order.json"), `${JSON.stringify(order, undefined, 2)}\n`);
process.stdout.write(`${String(order.length)} cases catch ${String(results.filter(({ caught }) => caught).length)} of ${String(faults.length)} faults\n`);
