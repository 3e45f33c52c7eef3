import { otherFaults } from "../reference/faults/others/all-others.ts";
import type { OtherFault } from "../reference/faults/others/other-fault.ts";
import type { ProofFigures } from "../../reports/record/proof-figures.ts";
import type { Job, JobResult } from "./job.ts";

/** How many faults of others are caught, and which are not. */
export interface OthersProof extends NonNullable<ProofFigures["others"]> {
  /** Those that name a property which does not catch them. */
  readonly survivors: readonly string[];
  /** Those that are marked as missed, as no property of their level catches them, each with the reason. */
  readonly missed: readonly { readonly name: string; readonly level: OtherFault["level"]; readonly because: string }[];
  /** Those that are marked as missed but are caught, each with the case that catches it. */
  readonly stale: readonly { readonly name: string; readonly by: string }[];
}

/** The runs that prove it. */
export function otherJobs(): readonly Job[] {
  return otherFaults.map(({ name }): Job => ({ kind: "other", name }));
}

/** The proof, from the results of these runs. */
export function othersProofOf(results: readonly JobResult[], bank: readonly OtherFault[] = otherFaults): OthersProof {
  const judged = bank.map((fault) => ({ ...fault, result: results.find(({ job }) => job.kind === "other" && job.name === fault.name) }));
  const share = (level: OtherFault["level"]): { readonly all: number; readonly caught: number } => {
    const those = judged.filter((fault) => fault.level === level);
    return { all: those.length, caught: those.filter(({ result }) => result?.caught === true).length };
  };
  return {
    must: share("must"),
    should: share("should"),
    survivors: judged.flatMap(({ name, missed, result }) => (missed === undefined && result?.caught !== true ? [name] : [])),
    missed: judged.flatMap(({ name, level, missed, result }) => (missed === undefined || result?.caught === true ? [] : [{ name, level, because: missed }])),
    stale: judged.flatMap(({ name, missed, result }) =>
      missed !== undefined && result?.caught === true ? [{ name, by: result.catchers[0]?.[0] ?? "a case without a name" }] : [],
    ),
  };
}

/** Where the bank and the measurement disagree. */
export function shortfallsOfOthers({ survivors, stale }: OthersProof): readonly string[] {
  return [
    ...survivors.map((name) => `fault of others not caught by the property that it names: ${name}`),
    ...stale.map(({ name, by }) => `fault of others marked as missed, but caught by ${by}: ${name}`),
  ];
}
