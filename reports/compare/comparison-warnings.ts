import { counted } from "../encoding/layout.ts";
import type { RunRecord } from "../record/run-record.ts";
import { stopsTheRun } from "../verdict/verdict.ts";
import { type ChangeKind, type OutcomeChange, isIntermittent } from "./outcome-change.ts";
import { selectionOf } from "./pair-report.ts";

/** A run as reports of several runs name it: `OLD`, `moto`. */
export type NamedRun = { readonly name: string; readonly record: RunRecord };

/** What makes outcomes of runs differ besides their targets. */
const causes: readonly (readonly [what: string, of: (record: RunRecord) => string, so: string])[] = [
  ["suite", ({ suite }) => suite.version, "An outcome may differ because its property does; the changelog lists such properties."],
  ["contract", ({ suite }) => suite.contract.sha256.slice(0, 12), "An outcome may differ because other values are valid."],
  ["seed", ({ seed }) => String(seed), "The random cases are not the same."],
  ["effort", ({ effort }) => effort, "One run sent cases that another did not."],
];

/** What a reader needs to know who sets runs beside each other: how they were made differently, and which of them judged nothing or found the suite at fault. */
export function runWarnings(runs: readonly NamedRun[]): readonly string[] {
  const differing = causes.flatMap(([what, of, so]) => {
    if (new Set(runs.map(({ record }) => of(record))).size < 2) return [];
    return [`The ${what} differs: ${runs.map(({ name, record }) => `${name} ${of(record)}`).join(", ")}. ${so}`];
  });
  const own = runs.flatMap(({ name, record: { meta } }) => [
    ...(stopsTheRun(meta.preflight) ? [judgedNothing(name, meta)] : []),
    ...meta.suiteErrors.slice(0, 1).map((error) => `The suite itself had an error in ${name}: ${error}`),
  ]);
  return [...differing, ...own];
}

/** That a run was ended by its preflight, and why. */
export function judgedNothing(name: string, { preflight }: RunRecord["meta"]): string {
  return `${name} judged nothing: its preflight ended the run (${preflight.outcome}). ${preflight.message}`.trimEnd();
}

/** Why two runs cannot be compared, and what to do about it; undefined if they can. */
export function refusalOf(old: RunRecord, now: RunRecord): string | undefined {
  const differ = operationsDiffer(old, now);
  if (differ !== undefined) return differ;
  const interrupted = old.meta.interrupted ? "OLD" : now.meta.interrupted ? "NEW" : undefined;
  if (interrupted !== undefined) return `${interrupted} was interrupted: what it did not judge would look like a change. Run it again to completion.`;
  if (stopsTheRun(old.meta.preflight)) return `${judgedNothing("OLD", old.meta)} Give a run that judged its target.`;
  const asked = ({ checks }: RunRecord): readonly string[] => checks.filter(({ status }) => status !== "skipped").map(({ id }) => id);
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
  const [before, after] = [old.target.name, now.target.name];
  const differ = `The targets differ: OLD is ${before}, NEW is ${after}. Changes may be differences between the two rather than between releases.`;
  const shaky = changes.filter(({ new: check }) => check?.status === "failed" && isIntermittent(check)).length;
  const intermittent = `${counted(shaky, "failure is", "failures are")} intermittent in NEW: the same request did not fail every time it was sent.`;
  const runs = [
    { name: "OLD", record: old },
    { name: "NEW", record: now },
  ];
  return [...(before === after ? [] : [differ]), ...(shaky === 0 ? [] : [intermittent]), ...runWarnings(runs), ...partsCompared(old, now, changes)];
}

/** Which part of the two runs is compared. */
function partsCompared(old: RunRecord, now: RunRecord, changes: readonly OutcomeChange[]): readonly string[] {
  const ofKind = (kind: ChangeKind): readonly [all: number, failing: number] => {
    const found = changes.filter((change) => change.kind === kind);
    return [found.length, found.filter(({ new: check }) => check?.status === "failed" && !check.baselined).length];
  };
  const [[left, leftFailing], [added, addedFailing]] = [ofKind("not-compared"), ofKind("added")];
  const [before, after] = [selectionOf(old), selectionOf(now)];
  const unasked = leftFailing === 0 ? "" : ` Of these, ${leftFailing} fail in NEW; OLD did not select them.`;
  const selected = `Selected properties: OLD ${before}, NEW ${after}. Only those in both are compared; ${counted(left, "property is", "properties are")} not.${unasked}`;
  const isNew = `${counted(added, "property is", "properties are")} in NEW only, ${addedFailing} of them failing: not a regression, because OLD did not have it.`;
  return [...(before !== after || left > 0 ? [selected] : []), ...(added > 0 ? [isNew] : [])];
}
