import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { linesOfJournal } from "../../../reports/record/journal.ts";
import { environmentOf, inProcess, startTime } from "../../proof/in-process.ts";
import type { Job, JobResult } from "../../proof/job.ts";
import { runJobs } from "../../proof/workers.ts";
import { faults } from "../../reference/faults/all-faults.ts";
import { createService } from "../../reference/service/service.ts";
import { createVirtualClock } from "../../runtime/virtual-clock.ts";
import { root } from "../processes/package-root.ts";
import { runProgram, say } from "../processes/program.ts";

const usage = `Usage: npm run order

Writes properties/case-order.json: the order of cases that catches the faults of the bank for the fewest requests.
`;

await runProgram(usage, {}, async () => {
  const jobs = faults.map(({ name }): Job => ({ kind: "fault", name, effort: "standard", whole: true }));
  const results = await runJobs(jobs);
  const catchers = results.map((result) => result.catchers);
  const order = caseOrder(catchers, await requestsByCase());
  writeFileSync(join(root, "properties", "case-order.json"), `${JSON.stringify(order, undefined, 2)}\n`);
  say(`${String(order.length)} cases catch ${String(results.filter(({ caught }) => caught).length)} of ${String(faults.length)} faults`);
  return 0;
});

/**
 * The order that catches faults for the fewest requests: each time the case that catches the most remaining faults per request. Generated cases are left
 * out, since their ids depend on the seed. A case costs the requests of a pass, since it passes until a later one catches the fault.
 */
function caseOrder(
  catchers: readonly JobResult["catchers"][],
  passing: ReadonlyMap<string, number>,
): readonly { readonly id: string; readonly requests: number }[] {
  const requests = new Map(catchers.flat().map(([id, count]) => [id, Math.max(1, passing.get(id) ?? count)]));
  const sets = catchers.map((cases) => new Set(cases.map(([id]) => id).filter((id) => !/#\d+\.\d+$/u.test(id))));
  const order: { readonly id: string; readonly requests: number }[] = [];
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

/** How many requests each case takes, by its id, in a default run against the reference service. */
async function requestsByCase(): Promise<ReadonlyMap<string, number>> {
  const clock = createVirtualClock(startTime);
  const counts = new Map<string, number>();
  const journal = (lines: Buffer): void => {
    for (const line of linesOfJournal(lines)) {
      const isExchange = line.kind === "exchange" && line.purpose === "properties";
      const id = isExchange ? line.case : line.kind === "case" && line.part === "properties" ? line.case : undefined;
      if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + (isExchange ? 1 : 0));
    }
  };
  await inProcess(createService(environmentOf(clock, 1)), {}, clock, { journal });
  return counts;
}
