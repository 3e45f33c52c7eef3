import type { RunRecord } from "../record/run-record.ts";
import { stopsTheRun } from "../verdict/verdict.ts";

/** A run as reports of several runs name it: `OLD`, `moto`. */
export interface NamedRun {
  readonly name: string;
  readonly record: RunRecord;
}

/** What makes outcomes of runs differ besides their targets. */
const causes: readonly (readonly [what: string, of: (record: RunRecord) => string, so: string])[] = [
  ["The suite differs", ({ suite }) => suite.version, "An outcome may differ because its property does; the changelog lists such properties."],
  ["The contract differs", ({ suite }) => suite.contract.sha256.slice(0, 12), "An outcome may differ because other values are valid."],
  ["The seed differs", ({ seed }) => String(seed), "The random cases are not the same."],
  ["The effort differs", ({ effort }) => effort, "One run sent cases that another did not."],
];

/** What a reader needs to know who sets runs beside each other: how they were made differently, and which of them judged nothing or found the suite at fault. */
export function runWarnings(runs: readonly NamedRun[]): readonly string[] {
  const differing = causes.flatMap(([what, of, so]) => {
    const values = runs.map(({ name, record }) => ({ name, value: of(record) }));
    return new Set(values.map(({ value }) => value)).size < 2 ? [] : [`${what}: ${values.map(({ name, value }) => `${name} ${value}`).join(", ")}. ${so}`];
  });
  const own = runs.flatMap(({ name, record: { meta } }) => [
    ...(stopsTheRun(meta.preflight) ? [judgedNothing(name, meta)] : []),
    ...(meta.suiteErrors.length > 0 ? [`The suite itself had an error in ${name}: ${meta.suiteErrors[0] ?? ""}`] : []),
  ]);
  return [...differing, ...own];
}

/** That a run was ended by its preflight, and why. */
export function judgedNothing(name: string, { preflight }: RunRecord["meta"]): string {
  return `${name} judged nothing: its preflight ended the run (${preflight.outcome}). ${preflight.message}`.trimEnd();
}
