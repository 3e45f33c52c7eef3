import { type OutcomeChange, isIntermittent } from "./outcome-change.ts";
import { counted } from "../encoding/layout.ts";
import type { RunRecord } from "../record/run-record.ts";
import { selectionOf } from "./pair-report.ts";
import { judgedNothing, runWarnings } from "./run-warnings.ts";
import { stopsTheRun } from "../verdict/verdict.ts";

/** Why two runs cannot be compared, and what to do about it; undefined if they can. */
export function refusalOf(old: RunRecord, now: RunRecord): string | undefined {
  const differ = operationsDiffer(old, now);
  if (differ !== undefined) return differ;
  for (const [which, { meta }] of [["OLD", old] as const, ["NEW", now] as const]) {
    if (meta.interrupted) return `${which} was interrupted: what it did not judge would look like a change. Run it again to completion.`;
  }
  if (stopsTheRun(old.meta.preflight)) return `${judgedNothing("OLD", old.meta)} Give a run that judged its target.`;
  const asked = (record: RunRecord): readonly string[] => record.checks.filter(({ status }) => status !== "skipped").map(({ id }) => id);
  const before = new Set(asked(old));
  if (asked(now).some((id) => before.has(id))) return undefined;
  return "OLD and NEW have no selected property in common. Give two runs with the same --only and --skip.";
}

/** That two runs judged different operations, and what to do about it; undefined if they did not. */
export function operationsDiffer(old: RunRecord, now: RunRecord): string | undefined {
  const [one, other] = [old.suite.contract.operation, now.suite.contract.operation];
  if (one === other) return undefined;
  return `OLD judged ${one}, NEW judged ${other}: only runs of the same operation can be compared. Give two runs of one operation.`;
}

/** Sentences that a reader of the comparison needs to know. */
export function remarksOf(old: RunRecord, now: RunRecord, changes: readonly OutcomeChange[]): readonly string[] {
  const remarks: string[] = [];
  if (old.target.name !== now.target.name)
    remarks.push(
      `The targets differ: OLD is ${old.target.name}, NEW is ${now.target.name}. Changes may be differences between the two rather than between releases.`,
    );
  const shaky = changes.filter(({ new: check }) => check?.status === "failed" && isIntermittent(check)).length;
  if (shaky > 0) remarks.push(`${counted(shaky, "failure is", "failures are")} intermittent in NEW: the same request did not fail every time it was sent.`);
  const runs = [
    { name: "OLD", record: old },
    { name: "NEW", record: now },
  ];
  return [...remarks, ...runWarnings(runs), ...aboutParts(old, now, changes)];
}

/** Which part of the two runs is compared. */
function aboutParts(old: RunRecord, now: RunRecord, changes: readonly OutcomeChange[]): readonly string[] {
  const ofKind = (kind: OutcomeChange["kind"]): { readonly all: number; readonly failing: number } => {
    const found = changes.filter((change) => change.kind === kind);
    return { all: found.length, failing: found.filter(({ new: check }) => check?.status === "failed" && !check.baselined).length };
  };
  const [left, added] = [ofKind("not-compared"), ofKind("added")];
  const remarks: string[] = [];
  if (selectionOf(old) !== selectionOf(now) || left.all > 0) {
    const unasked = left.failing === 0 ? "" : ` Of these, ${String(left.failing)} fail in NEW; OLD did not select them.`;
    remarks.push(
      `Selected properties: OLD ${selectionOf(old)}, NEW ${selectionOf(now)}. Only those in both are compared; ${counted(left.all, "property is", "properties are")} not.${unasked}`,
    );
  }
  if (added.all > 0)
    remarks.push(
      `${counted(added.all, "property is", "properties are")} in NEW only, ${String(added.failing)} of them failing: not a regression, because OLD did not have it.`,
    );
  return remarks;
}
