import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { propertiesOf } from "../../properties/table.ts";
import { faults } from "../reference/faults/all-faults.ts";
import { idleServers } from "../reference/stubs/all-stubs.ts";
import { provenOperations } from "../reference/operations/operation-bank.ts";
import { variants } from "../reference/variants/all-variants.ts";
import type { ProofFigures } from "../../reports/record/proof-figures.ts";
import { type Job, type JobResult, passes, resultsOf } from "./job.ts";
import { otherJobs, othersProofOf, type OthersProof, shortfallsOfOthers } from "./others-proof.ts";
import { jobsOf, type OperationProof, operationProofsOf, shortfallsOfOperation } from "./operations-proof.ts";
import { runJobs } from "./workers.ts";

/** How well the suite judges. Requests are first sends for properties at a concurrency of 1. */
export interface Proof {
  readonly faults: { readonly all: number; readonly caught: number; readonly survivors: readonly string[] };
  readonly quick: { readonly all: number; readonly caught: number; readonly survivors: readonly string[]; readonly requests: number };
  readonly variants: {
    readonly all: number;
    readonly seeds: number;
    readonly accused: readonly { readonly name: string; readonly seed: number; readonly of: readonly string[] }[];
    /** Properties that a variant may fail but never failed. */
    readonly needless: readonly { readonly name: string; readonly id: string }[];
  };
  readonly idle: {
    readonly all: number;
    readonly passed: readonly string[];
    readonly endings: readonly { readonly name: string; readonly state: string; readonly exit: number; readonly because: string }[];
  };
  readonly reference: { readonly seeds: number; readonly failed: readonly number[]; readonly requests: number };
  /** `must` and `should` properties that no fault of the bank makes fail. */
  readonly unprovable: readonly string[];
  /** Requests until a fault is caught. */
  readonly cost: ProofFigures["cost"];
  /** Faults that others really made; they count in none of the figures above. */
  readonly others: OthersProof;
  /** The same for other operations, which have fewer faults and idle servers. */
  readonly operations: readonly OperationProof[];
  readonly seconds: number;
}

/** How much is run. */
export interface ProofScope {
  /** Seeds that each variant is run with. */
  readonly variantSeeds: number;
  readonly referenceSeeds: number;
  readonly onDone?: (done: number, total: number) => void;
}

/** Properties of random cases, which find a breach or not depending on the seed. */
const random: ReadonlySet<string> = new Set(
  propertiesOf(contractOf("ListSessions")).flatMap((property) => (property.kind === "probing" && property.phase === "random" ? [property.id] : [])),
);

/** Runs the suite against every fault, variant and idle server, on all processors. */
export async function prove({ variantSeeds, referenceSeeds, onDone }: ProofScope): Promise<Proof> {
  const start = performance.now();
  const seedsTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);
  // Slow ones first, so that none of them is the last to run while other processors are idle.
  const jobs: readonly Job[] = [
    ...provenOperations.flatMap(jobsOf),
    ...variants
      .toSorted((a, b) => Number(b.onWire ?? false) - Number(a.onWire ?? false))
      .flatMap(({ name }) => seedsTo(variantSeeds).map((seed): Job => ({ kind: "variant", name, seed }))),
    ...seedsTo(referenceSeeds).map((seed): Job => ({ kind: "reference", seed, effort: "standard" })),
    { kind: "reference", seed: 1, effort: "quick" },
    ...idleServers.flatMap(({ name }) => (["create", "observe"] as const).map((state): Job => ({ kind: "idle", name, state }))),
    ...otherJobs(),
    ...faults.flatMap(({ name }) => (["standard", "quick"] as const).map((effort): Job => ({ kind: "fault", name, effort, whole: false }))),
  ];
  const results = await runJobs(jobs, onDone);
  return proofOf(results, { variantSeeds, referenceSeeds }, (performance.now() - start) / 1_000);
}

function proofOf(results: readonly JobResult[], scope: ProofScope, seconds: number): Proof {
  const of = <K extends "fault" | "variant" | "idle">(kind: K): ReturnType<typeof resultsOf<K>> => resultsOf(results, kind);
  const reference = results.flatMap(({ job, ...reported }) => (job.kind === "reference" ? [{ job, ...reported }] : []));
  const caughtAt = (effort: string): Proof["faults"] & { readonly requests: readonly number[] } => {
    const runs = of("fault").filter(({ job }) => job.effort === effort);
    const caught = runs.filter((run) => run.caught);
    return {
      all: runs.length,
      caught: caught.length,
      survivors: runs.filter((run) => !run.caught).map(({ job }) => job.name),
      requests: caught.map(({ requests }) => requests).toSorted((a, b) => a - b),
    };
  };
  const { requests, ...standard } = caughtAt("standard");
  const { requests: _, ...quick } = caughtAt("quick");
  const within = (limit: number): number => requests.filter((count) => count <= limit).length;
  const idle = of("idle");
  const proved = new Set(of("fault").flatMap((run) => (run.caught ? [faults.find(({ name }) => name === run.job.name)?.caughtBy] : [])));
  return {
    faults: standard,
    quick: { ...quick, requests: reference.find(({ job }) => job.effort === "quick")?.requests ?? 0 },
    variants: {
      all: variants.length,
      seeds: scope.variantSeeds,
      accused: of("variant")
        .filter(({ accusations }) => accusations.length > 0)
        .map(({ job, accusations }) => ({ name: job.name, seed: job.seed, of: accusations })),
      needless: variants.flatMap(({ name, mayFail }) => {
        const failed = new Set(of("variant").flatMap(({ job, excused }) => (job.name === name ? excused : [])));
        return mayFail.filter((id) => !failed.has(id) && !random.has(id)).map((id) => ({ name, id }));
      }),
    },
    idle: {
      all: idleServers.length,
      passed: idle.filter(passes).map(({ job }) => `${job.name} (${job.state})`),
      endings: idle.flatMap(({ job, ending }) =>
        ending === undefined ? [] : [{ name: job.name, state: job.state, exit: ending.exit, because: ending.because }],
      ),
    },
    reference: {
      seeds: scope.referenceSeeds,
      failed: reference.filter(({ ending }) => ending?.verdict !== "conforms").map(({ job }) => job.seed),
      requests: reference.find(({ job }) => job.effort === "standard")?.requests ?? 0,
    },
    unprovable: propertiesOf(contractOf("ListSessions"))
      .filter(({ level, id }) => level !== "may" && !proved.has(id))
      .map(({ id }) => id),
    cost: {
      median: requests[Math.floor(requests.length / 2)] ?? 0,
      p90: requests[Math.floor(requests.length * 0.9)] ?? 0,
      within: { 40: within(40), 50: within(50), 100: within(100), 200: within(200), 250: within(250), 400: within(400) },
    },
    others: othersProofOf(results),
    operations: operationProofsOf(results),
    seconds: Math.round(seconds * 10) / 10,
  };
}

/** Shares of the faults that a release must catch at least. */
const floors = { quick: 0.88, within: { 40: 0.5, 400: 0.95 } };

/** The shortfalls that block a release; empty where there are none. */
export function proofShortfalls({ faults: bank, quick, variants: legal, idle, reference, unprovable, cost, others, operations }: Proof): readonly string[] {
  const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;
  const unless = (isMet: boolean, shortfall: string): readonly string[] => (isMet ? [] : [shortfall]);
  return [
    ...bank.survivors.map((name) => `fault not caught: ${name}`),
    ...legal.accused.map(({ name, seed, of }) => `variant accused: ${name} (seed ${String(seed)}) of ${of.join("; ")}`),
    ...legal.needless.map(({ name, id }) => `variant excused for what it does not fail: ${name}, ${id}`),
    ...idle.passed.map((name) => `idle server passed: ${name}`),
    ...unprovable.map((id) => `property that no fault makes fail: ${id}`),
    ...reference.failed.map((seed) => `the reference service does not conform with seed ${String(seed)}`),
    ...unless(reference.requests <= 900, `a default run needs ${String(reference.requests)} requests, more than 900`),
    ...unless(quick.requests <= 450, `a quick run needs ${String(quick.requests)} requests, more than 450`),
    ...unless(
      quick.caught >= floors.quick * quick.all,
      `a quick run catches ${percent(quick.caught / quick.all)} of the faults, less than ${percent(floors.quick)}`,
    ),
    ...Object.entries(floors.within).flatMap(([limit, floor]) => {
      const share = cost.within[Number(limit) as keyof typeof floors.within] / bank.all;
      return unless(share >= floor, `${percent(share)} of the faults are caught within ${limit} requests, less than ${percent(floor)}`);
    }),
    ...shortfallsOfOthers(others),
    ...operations.flatMap(shortfallsOfOperation),
  ];
}
