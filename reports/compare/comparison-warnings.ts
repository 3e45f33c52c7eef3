import { type OutcomeChange, isIntermittent } from "./outcome-change.ts";
import { counted } from "../encoding/layout.ts";
import type { RunRecord } from "../record/run-record.ts";
import { selectionOf } from "./pair-report.ts";
import { stopsTheRun } from "../verdict/verdict.ts";

/** Why two runs cannot be compared, and what to do about it; undefined if they can. */
export function refusalOf(old: RunRecord, now: RunRecord): string | undefined {
  const differ = operationsDiffer(old, now);
  if (differ !== undefined) return differ;
  for (const [which, { meta }] of [["OLD", old] as const, ["NEW", now] as const]) {
    if (meta.interrupted) return `${which} was interrupted: what it did not judge would look like a change. Run it again to completion.`;
  }
  const { preflight } = old.meta;
  if (stopsTheRun(preflight)) {
    const message = preflight.message === "" ? "" : ` ${preflight.message}`;
    return `OLD judged nothing: its preflight ended the run (${preflight.outcome}).${message} Give a run that judged its target.`;
  }
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
  return [...aboutTargets(old, now), ...aboutCauses(old, now, changes), ...aboutParts(old, now, changes), ...aboutFailedRuns(old, now)];
}

function aboutTargets(old: RunRecord, now: RunRecord): readonly string[] {
  if (old.target.name === now.target.name) return [];
  return [`The targets differ: OLD is ${old.target.name}, NEW is ${now.target.name}. Changes may be differences between the two rather than between releases.`];
}

/** Causes other than the target that may have changed an outcome. */
function aboutCauses(old: RunRecord, now: RunRecord, changes: readonly OutcomeChange[]): readonly string[] {
  const remarks: string[] = [];
  if (old.suite.version !== now.suite.version)
    remarks.push(
      `The suite changed from ${old.suite.version} to ${now.suite.version}: an outcome may have changed because its property did. The changelog lists such properties.`,
    );
  const [before, after] = [old.suite.contract.sha256.slice(0, 12), now.suite.contract.sha256.slice(0, 12)];
  if (old.suite.contract.sha256 !== now.suite.contract.sha256)
    remarks.push(`The contract changed (${before} to ${after}): an outcome may have changed because other values are valid now.`);
  if (old.seed !== now.seed) remarks.push(`The seeds differ (${String(old.seed)} and ${String(now.seed)}): the random cases were different.`);
  if (old.effort !== now.effort) remarks.push(`The effort differs (${old.effort} and ${now.effort}): one run sent cases that the other did not.`);
  const shaky = changes.filter(({ new: check }) => check?.status === "failed" && isIntermittent(check));
  if (shaky.length > 0)
    remarks.push(`${counted(shaky.length, "failure is", "failures are")} intermittent in NEW: the same request did not fail every time it was sent.`);
  return remarks;
}

/** Which part of the two runs is compared. */
function aboutParts(old: RunRecord, now: RunRecord, changes: readonly OutcomeChange[]): readonly string[] {
  const left = changes.filter(({ kind }) => kind === "not-compared");
  const failing = left.filter(({ new: check }) => check?.status === "failed" && !check.baselined).length;
  const remarks: string[] = [];
  if (selectionOf(old) !== selectionOf(now) || left.length > 0) {
    const unasked = failing === 0 ? "" : ` Of these, ${String(failing)} fail in NEW; OLD did not select them.`;
    remarks.push(
      `Selected properties: OLD ${selectionOf(old)}, NEW ${selectionOf(now)}. Only those in both are compared; ${counted(left.length, "property is", "properties are")} not.${unasked}`,
    );
  }
  const added = changes.filter(({ kind }) => kind === "added");
  const broken = added.filter(({ new: check }) => check?.status === "failed" && !check.baselined).length;
  if (added.length > 0)
    remarks.push(
      `${counted(added.length, "property is", "properties are")} in NEW only, ${String(broken)} of them failing: not a regression, because OLD did not have it.`,
    );
  return remarks;
}

function aboutFailedRuns(old: RunRecord, now: RunRecord): readonly string[] {
  const { preflight } = now.meta;
  const stopped = stopsTheRun(preflight) ? [`NEW judged nothing: its preflight ended the run (${preflight.outcome}). ${preflight.message}`.trimEnd()] : [];
  const faults = [["OLD", old] as const, ["NEW", now] as const].flatMap(([which, { meta }]) =>
    meta.suiteErrors.length === 0 ? [] : [`The suite itself had an error in ${which}: ${meta.suiteErrors[0] ?? ""}`],
  );
  return [...stopped, ...faults];
}
