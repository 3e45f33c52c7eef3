import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { JobResult } from "../../proof/job.ts";
import { root } from "../processes/package-root.ts";
import { describeMutant, entryOf, identityOf, type Mutant } from "./mutant.ts";

/** The least share of the mutants that a fair suite may judge, to be caught. */
const minCaughtShare = 0.95;

/** Mutants that survive for one reason. */
export interface Survivors {
  /**
   * `equivalent`: no request distinguishes it from the reference service. `legal`: it differs, but legally, and a fair suite may not fail it. `missed`: a fair suite ought to catch it, and this one does not; it counts against the suite.
   */
  readonly class: "equivalent" | "legal" | "missed";
  readonly reason: string;
  readonly mutants: readonly Mutant[];
}

/** The checked-in list of mutants that may survive, each with its reason. */
export function survivorList(): readonly Survivors[] {
  return JSON.parse(readFileSync(join(root, "harness", "dev", "mutants", "survivors.json"), "utf8")) as readonly Survivors[];
}

/** The results of a run over mutants. */
export interface MutantJudgement {
  /** Mutants that can be made, and those of them that were run. */
  readonly all: number;
  readonly judged: number;
  readonly caught: number;
  /** How many of them a failed `must` or `should` caught, and how many made a run end without a verdict. */
  readonly by: { readonly failure: number; readonly noVerdict: number };
  /** Requests until half of the caught ones were caught. */
  readonly medianRequests: number;
  /** How many of those that were run and survived the list explains. */
  readonly explained: Readonly<Record<Survivors["class"], number>>;
  /** Caught, of those that are neither equivalent nor legal. */
  readonly share: number;
  readonly seconds: number;
  /** Survivors that the list does not explain. */
  readonly unexplained: readonly Mutant[];
  /** Entries of mutants that the suite now catches, that can no longer be made, and that are there twice. */
  readonly nowCaught: readonly Mutant[];
  readonly gone: readonly Mutant[];
  readonly doubled: readonly Mutant[];
}

type Result = Pick<JobResult, "caught" | "ending" | "requests">;

/** A mutant is caught where `run --strict` does not say `conforms`: a `must` or a `should` failed, or the target could not be judged. */
export function isCaught({ caught, ending }: Pick<JobResult, "caught" | "ending">): boolean {
  return caught || ending?.exit !== 0;
}

/** Sums up the results of the mutants that were run, of all that can be made, against the list of those that may survive. */
export function judgementOf(all: readonly Mutant[], run: readonly (readonly [Mutant, Result])[], list: readonly Survivors[], seconds: number): MutantJudgement {
  const caught = run.filter(([, result]) => isCaught(result));
  const survived = run.filter(([, result]) => !isCaught(result)).map(([mutant]) => mutant);
  const identities = (mutants: readonly Mutant[]): ReadonlySet<string> => new Set(mutants.map(identityOf));
  const entries = list.flatMap(({ mutants }) => mutants);
  const [listed, makeable, caughtOnes, survivors] = [entries, all, caught.map(([mutant]) => mutant), survived].map(identities) as [
    ReadonlySet<string>,
    ReadonlySet<string>,
    ReadonlySet<string>,
    ReadonlySet<string>,
  ];
  const explainedBy = (of: Survivors["class"]): number =>
    list.flatMap((group) => (group.class === of ? group.mutants : [])).filter((entry) => survivors.has(identityOf(entry))).length;
  const explained = { equivalent: explainedBy("equivalent"), legal: explainedBy("legal"), missed: explainedBy("missed") };
  const failure = caught.filter(([, result]) => result.caught).length;
  return {
    all: all.length,
    judged: run.length,
    caught: caught.length,
    by: { failure, noVerdict: caught.length - failure },
    medianRequests: caught.map(([, { requests }]) => requests).toSorted((a, b) => a - b)[Math.floor(caught.length / 2)] ?? 0,
    explained,
    share: caught.length / Math.max(1, run.length - explained.equivalent - explained.legal),
    seconds: Math.round(seconds * 10) / 10,
    unexplained: survived.filter((mutant) => !listed.has(identityOf(mutant))).map(entryOf),
    nowCaught: entries.filter((entry) => caughtOnes.has(identityOf(entry))),
    gone: entries.filter((entry) => !makeable.has(identityOf(entry))),
    doubled: entries.filter((entry, index) => entries.findIndex((other) => identityOf(other) === identityOf(entry)) !== index),
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
  const [fair, different] = [judged - explained.equivalent - explained.legal, judged - explained.equivalent];
  const lines = [
    `mutants                 ${judged === all ? String(all) : `${String(judged)}, a sample of ${String(all)}`}`,
    `caught                  ${String(caught)} (${String(by.failure)} by a failed must or should, ${String(by.noVerdict)} because no verdict was possible)`,
    `survived, equivalent    ${String(explained.equivalent)}`,
    `survived, legal         ${String(explained.legal)}`,
    `survived, missed        ${String(explained.missed)}`,
    `caught of all that a fair suite may judge: ${String(caught)} of ${String(fair)} (${(share * 100).toFixed(1)} %)`,
    `caught of all that is no equivalent:       ${String(caught)} of ${String(different)} (${((100 * caught) / Math.max(1, different)).toFixed(1)} %)`,
    `requests to the catch   median ${String(medianRequests)}`,
    `seconds                 ${String(seconds)}`,
    "",
    ...(shortfalls.length === 0 ? ["Every figure is within its bound."] : shortfalls.map((one) => `MISSED ${one}`)),
  ];
  return `${lines.join("\n")}\n`;
}
