import { levels } from "../record/levels.ts";
import { type OutcomeChange, changeKinds, changeOf, isCommon } from "./outcome-change.ts";
import { remarksOf } from "./comparison-warnings.ts";
import type { Check, RunRecord } from "../record/run-record.ts";
import { becauseOf, isStrict, type VerdictChange, verdictChangeOf } from "./verdict-change.ts";

/** What changed between two runs; every report of a comparison is rendered from it. */
export interface Comparison {
  readonly old: RunRecord;
  readonly new: RunRecord;
  /** Whether anything is worse: the reason for exit status 1. */
  readonly regression: boolean;
  /** The sentence that explains it. */
  readonly because: string;
  /** What a reader needs to know: different targets, seeds, versions, options. */
  readonly remarks: readonly string[];
  /** Whether a `should` that newly fails counts as a regression. */
  readonly strict: boolean;
  /** Number of properties that both runs selected. */
  readonly compared: number;
  /** How many of these passed in both runs. */
  readonly stillPassing: number;
  /** By kind, then level, then id. */
  readonly changes: readonly OutcomeChange[];
  readonly verdict: VerdictChange;
  readonly contractChanged: boolean;
}

export interface ComparisonOptions {
  /** A `should` that newly fails is a regression, as it always is if the new run was strict. */
  readonly strict?: boolean;
}

/** Compares two runs of one operation, property by property. Call `refusalOf` first: it says whether they can be compared. */
export function compareRuns(old: RunRecord, now: RunRecord, { strict: asked = false }: ComparisonOptions = {}): Comparison {
  const strict = asked || isStrict(now);
  const sameCases = old.seed === now.seed && old.effort === now.effort;
  const pairs = pairsOf(old.checks, now.checks);
  const common = pairs.filter(([before, after]) => isCommon(before, after));
  const changes = pairs
    .flatMap(([before, after]) => changeOf(before, after, { strict, sameCases }) ?? [])
    .toSorted((a, b) => orderOf(a) - orderOf(b) || (a.id < b.id ? -1 : 1));
  const verdict = verdictChangeOf(old, now, new Set(common.flatMap(([, after]) => after?.id ?? [])), strict);
  return {
    old,
    new: now,
    regression: verdict.worse || changes.some(({ regression }) => regression !== undefined),
    because: becauseOf(changes, verdict, common.length),
    remarks: remarksOf(old, now, changes),
    strict,
    compared: common.length,
    stillPassing: common.filter(([before, after]) => before?.status === "passed" && after?.status === "passed").length,
    changes,
    verdict,
    contractChanged: old.suite.contract.sha256 !== now.suite.contract.sha256,
  };
}

/** Old and new outcome of every property of either run, by id. */
function pairsOf(old: readonly Check[], now: readonly Check[]): readonly (readonly [Check | undefined, Check | undefined])[] {
  const [before, after] = [old, now].map((checks) => new Map(checks.map((check) => [check.id, check])));
  const ids = [...new Set([...old, ...now].map(({ id }) => id))].toSorted();
  return ids.map((id) => [before?.get(id), after?.get(id)]);
}

function orderOf({ kind, level, regression }: OutcomeChange): number {
  return changeKinds.indexOf(kind) * 8 + levels.indexOf(level) * 2 + (regression === undefined ? 1 : 0);
}
