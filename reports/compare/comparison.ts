import { counted } from "../encoding/layout.ts";
import { levels } from "../record/levels.ts";
import type { RunRecord, Verdict } from "../record/run-record.ts";
import { withRuling } from "../verdict/verdict.ts";
import { remarksOf } from "./comparison-warnings.ts";
import { type ChangeKind, changeKinds, changeOf, isCommon, type OutcomeChange } from "./outcome-change.ts";

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
  /** Number of properties that both runs selected, and how many of these passed in both. */
  readonly compared: number;
  readonly stillPassing: number;
  /** By kind, then level, then id. */
  readonly changes: readonly OutcomeChange[];
  /** The recorded verdicts, and whether the new one is worse for the properties that both runs selected. */
  readonly verdict: { readonly old: Verdict; readonly new: Verdict; readonly worse: boolean };
  readonly contractChanged: boolean;
}

/**
 * Compares two runs of one operation, property by property. With `strict` a `should` that newly fails is a regression, as it always is if the new run was
 * strict. Call `refusalOf` first: it says whether they can be compared.
 */
export function compareRuns(old: RunRecord, now: RunRecord, options: { readonly strict?: boolean } = {}): Comparison {
  // An old record does not say whether it was strict; there, a run that failed only because of `should` properties was.
  const wasStrict = now.meta.strict ?? (now.verdict === "fails" && withRuling(now).ruling.verdict !== "fails");
  const strict = options.strict === true || wasStrict;
  const sameCases = old.seed === now.seed && old.effort === now.effort;
  const [before, after] = [new Map(old.checks.map((check) => [check.id, check])), new Map(now.checks.map((check) => [check.id, check]))];
  const pairs = [...new Set([...before.keys(), ...after.keys()])].toSorted().map((id) => [before.get(id), after.get(id)] as const);
  const common = pairs.filter(([one, other]) => isCommon(one, other));
  const orderOf = ({ kind, level, regression }: OutcomeChange): number =>
    changeKinds.indexOf(kind) * 8 + levels.indexOf(level) * 2 + (regression === undefined ? 1 : 0);
  const changes = pairs.flatMap(([one, other]) => changeOf(one, other, { strict, sameCases }) ?? []).toSorted((a, b) => orderOf(a) - orderOf(b));
  const worse = isVerdictWorse(old, now, new Set(common.flatMap(([, check]) => check?.id ?? [])), strict);
  const verdict = { old: old.verdict, new: now.verdict, worse };
  const because = becauseOf(changes, verdict, common.length);
  const remarks = remarksOf(old, now, changes);
  const regression = worse || changes.some((change) => change.regression !== undefined);
  const stillPassing = common.filter((pair) => pair.every((check) => check?.status === "passed")).length;
  const contractChanged = old.suite.contract.sha256 !== now.suite.contract.sha256;
  return { old, new: now, regression, because, remarks, strict, compared: common.length, stillPassing, changes, verdict, contractChanged };
}

/** Over the properties that both runs selected: a property in only one of them makes neither verdict look better or worse. */
function isVerdictWorse(old: RunRecord, now: RunRecord, common: ReadonlySet<string>, strict: boolean): boolean {
  const over = (record: RunRecord): Verdict => {
    const target = { ...record.target, state: "create" as const };
    const checks = record.checks.filter(({ id }) => common.has(id));
    return withRuling({ ...record, checks, target, meta: { ...record.meta, strict, narrowedBy: [] } }).ruling.verdict;
  };
  const ranks: readonly Verdict[] = ["fails", "incomplete", "conforms"];
  const isWorse = (before: Verdict, after: Verdict): boolean => ranks.indexOf(after) < ranks.indexOf(before);
  const isWhole = [old, now].every(({ checks }) => checks.every(({ id, status }) => status === "skipped" || common.has(id)));
  return isWorse(over(old), over(now)) || (isWhole && !strict && isWorse(old.verdict, now.verdict));
}

/** The sentence that explains a comparison's result. */
function becauseOf(changes: readonly OutcomeChange[], verdict: Comparison["verdict"], compared: number): string {
  const worse = changes.filter(({ regression }) => regression !== undefined);
  const reasons = [...new Set(worse.map(({ regression = "" }) => regression))].map((reason) => {
    const ids = worse.filter(({ regression }) => regression === reason).map(({ id, level }) => `${level} ${id}`);
    return `${reason}: ${ids.slice(0, 3).join(", ")}${ids.length > 3 ? ` and ${ids.length - 3} more` : ""}`;
  });
  if (verdict.worse) reasons.push(`the verdict is worse: it was ${verdict.old}, now it is ${verdict.new}`);
  if (reasons.length > 0) return `${reasons.join("; ").replace(/^./u, (first) => first.toUpperCase())}.`;
  const number = (what: string, ...kinds: readonly ChangeKind[]): readonly string[] => {
    const many = changes.filter(({ kind }) => kinds.includes(kind)).length;
    return many === 0 ? [] : [`${many} ${what}`];
  };
  const counts = [
    ...number("newly passing", "newly-passing"),
    ...number("newly failing, none of them a must that the baseline does not accept", "newly-failing"),
    ...number("failing as before", "still-failing", "changed-violation"),
    ...number("no longer exercised, none of them a must", "no-longer-exercised"),
  ];
  const isSame = changes.every(({ kind, differs }) => kind === "still-failing" && differs.length === 0);
  return `No regression: ${[...(isSame ? ["nothing changed"] : []), `${counted(compared, "property", "properties")} compared`, ...counts].join(", ")}.`;
}
