import type { JobResult } from "../../proof/job.ts";
import { describeMutant, type Mutant } from "./mutant.ts";
import { type Disagreement, disagreementOf, explainedBy, type JudgedMutant, type SurvivorClass, type Survivors } from "./survivors.ts";

/** The least share of the mutants that a fair suite may judge, to be caught. */
const minCaughtShare = 0.95;

/** The results of a run over mutants. */
export interface MutantJudgement extends Disagreement {
  /** Mutants that can be made, and those of them that were run. */
  readonly all: number;
  readonly judged: number;
  readonly caught: number;
  /** How many of them a failed `must` or `should` caught, and how many made a run end without a verdict. */
  readonly by: { readonly failure: number; readonly noVerdict: number };
  /** Requests until half of the caught ones were caught. */
  readonly medianRequests: number;
  readonly explained: Readonly<Record<SurvivorClass, number>>;
  /** Caught, of those that are neither equivalent nor legal. */
  readonly share: number;
  readonly seconds: number;
}

/** A mutant is caught where `run --strict` does not say `conforms`: a `must` or a `should` failed, or the target could not be judged. */
export function isCaught({ caught, ending }: Pick<JobResult, "caught" | "ending">): boolean {
  return caught || ending?.exit !== 0;
}

/** Sums up the results of the mutants that were run, against the list of those that may survive. */
export function judgementOf(
  all: readonly Mutant[],
  run: readonly (readonly [Mutant, Pick<JobResult, "caught" | "ending" | "requests">])[],
  list: readonly Survivors[],
  seconds: number,
): MutantJudgement {
  const judged = run.map(([mutant, result]): JudgedMutant => ({ mutant, caught: isCaught(result) }));
  const caught = run.map(([, result]) => result).filter(isCaught);
  const explained = explainedBy(list, judged);
  const failure = caught.filter((result) => result.caught).length;
  return {
    ...disagreementOf(list, all, judged),
    all: all.length,
    judged: judged.length,
    caught: caught.length,
    by: { failure, noVerdict: caught.length - failure },
    medianRequests: caught.map(({ requests }) => requests).toSorted((a, b) => a - b)[Math.floor(caught.length / 2)] ?? 0,
    explained,
    share: caught.length / Math.max(1, judged.length - explained.equivalent - explained.legal),
    seconds: Math.round(seconds * 10) / 10,
  };
}

/** The shortfalls, one a line; empty where there are none. */
export function mutantShortfalls({ unexplained, nowCaught, gone, doubled, share }: MutantJudgement): readonly string[] {
  const each = (what: string, mutants: readonly Mutant[]): readonly string[] => mutants.map((mutant) => `${what}: ${describeMutant(mutant)}`);
  return [
    ...each("survives, but the list does not say why", unexplained),
    ...each("is caught, but the list says that it survives", nowCaught),
    ...each("is in the list, but can no longer be made", gone),
    ...each("is in the list twice", doubled),
    ...(share >= minCaughtShare ? [] : [`${(share * 100).toFixed(1)} % of those that may be judged are caught, less than ${String(minCaughtShare * 100)} %`]),
  ];
}

/** The figures for people. */
export function judgementText({ all, judged, caught, by, medianRequests, explained, share, seconds }: MutantJudgement, shortfalls: readonly string[]): string {
  const lines = [
    `mutants                 ${judged === all ? String(all) : `${String(judged)}, a sample of ${String(all)}`}`,
    `caught                  ${String(caught)} (${String(by.failure)} by a failed must or should, ${String(by.noVerdict)} because no verdict was possible)`,
    `survived, equivalent    ${String(explained.equivalent)}`,
    `survived, legal         ${String(explained.legal)}`,
    `survived, missed        ${String(explained.missed)}`,
    `caught of all that a fair suite may judge: ${String(caught)} of ${String(judged - explained.equivalent - explained.legal)} (${(share * 100).toFixed(1)} %)`,
    `caught of all that is no equivalent:       ${String(caught)} of ${String(judged - explained.equivalent)} (${((100 * caught) / Math.max(1, judged - explained.equivalent)).toFixed(1)} %)`,
    `requests to the catch   median ${String(medianRequests)}`,
    `seconds                 ${String(seconds)}`,
    "",
    ...(shortfalls.length === 0 ? ["Every figure is within its bound."] : shortfalls.map((one) => `MISSED ${one}`)),
  ];
  return `${lines.join("\n")}\n`;
}
