import type { OutcomeChange, ChangeKind } from "./outcome-change.ts";
import { counted } from "../encoding/layout.ts";
import type { RunRecord, Verdict } from "../record/run-record.ts";
import { withRuling } from "../verdict/verdict.ts";

/** The recorded verdicts, and whether the new one is worse for the properties that both runs selected. */
export interface VerdictChange {
  readonly old: Verdict;
  readonly new: Verdict;
  readonly worse: boolean;
}

const ranks: Readonly<Record<Verdict, number>> = { conforms: 2, incomplete: 1, fails: 0 };

/** The verdicts of two runs over the properties that both selected: a property in only one of them makes neither look better or worse. */
export function verdictChangeOf(old: RunRecord, now: RunRecord, common: ReadonlySet<string>, strict: boolean): VerdictChange {
  const over = (record: RunRecord): Verdict => {
    const checks = record.checks.filter(({ id }) => common.has(id));
    const { target, meta } = record;
    const asked = { ...record, checks, target: { ...target, state: "create" as const }, meta: { ...meta, strict, narrowedBy: [] } };
    return withRuling(asked).ruling.verdict;
  };
  const isWorse = (before: Verdict, after: Verdict): boolean => ranks[after] < ranks[before];
  const isWhole = [old, now].every(({ checks }) => checks.every(({ id, status }) => status === "skipped" || common.has(id)));
  const worse = isWorse(over(old), over(now)) || (isWhole && !strict && isWorse(old.verdict, now.verdict));
  return { old: old.verdict, new: now.verdict, worse };
}

/** Whether a run was strict. An old record does not say; there, a run that failed only because of `should` properties was. */
export function isStrict(record: RunRecord): boolean {
  return record.meta.strict ?? (record.verdict === "fails" && withRuling(record).ruling.verdict !== "fails");
}

/** The sentence that explains a comparison's result. */
export function becauseOf(changes: readonly OutcomeChange[], verdict: VerdictChange, compared: number): string {
  const worse = changes.filter(({ regression }) => regression !== undefined);
  const reasons = [...new Set(worse.map(({ regression = "" }) => regression))].map((reason) => {
    const ids = worse.filter(({ regression }) => regression === reason).map(({ id, level }) => `${level} ${id}`);
    const more = ids.length > 3 ? ` and ${String(ids.length - 3)} more` : "";
    return `${reason}: ${ids.slice(0, 3).join(", ")}${more}`;
  });
  if (verdict.worse) reasons.push(`the verdict is worse: it was ${verdict.old}, now it is ${verdict.new}`);
  const [first = "", ...others] = reasons;
  if (reasons.length > 0) return `${[`${(first[0] ?? "").toUpperCase()}${first.slice(1)}`, ...others].join("; ")}.`;
  const number = (kinds: readonly ChangeKind[]): number => changes.filter(({ kind }) => kinds.includes(kind)).length;
  const counts = [
    [number(["newly-passing"]), "newly passing"] as const,
    [number(["newly-failing"]), "newly failing, none of them a must that the baseline does not accept"] as const,
    [number(["still-failing", "changed-violation"]), "failing as before"] as const,
    [number(["no-longer-exercised"]), "no longer exercised, none of them a must"] as const,
  ].flatMap(([many, what]) => (many === 0 ? [] : [`${String(many)} ${what}`]));
  const isSame = changes.every(({ kind, differs }) => kind === "still-failing" && differs.length === 0);
  return `No regression: ${[...(isSame ? ["nothing changed"] : []), `${counted(compared, "property", "properties")} compared`, ...counts].join(", ")}.`;
}
