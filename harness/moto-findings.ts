import type { RunRecord } from "../reports/run-record.ts";

/** What a run against moto is known to find. */
export interface MotoFindings {
  /** The version of moto that this is true of, and that is installed where none is found. */
  readonly moto: string;
  /** Ids of the properties that fail, of any level, sorted. */
  readonly failing: readonly string[];
}

/** How a run against moto ended: its exit status, and its record where there is one. */
export interface MotoRun {
  readonly exit: number;
  readonly record: RunRecord | undefined;
}

/**
 * What is wrong with a run against moto, a line each; empty where it found what is known and accused moto of nothing else. A `should` that fails and is not
 * in the list is fine. A known failure that the user's own options left out is not asked for.
 */
export function unexpectedOf({ exit, record }: MotoRun, { moto, failing }: MotoFindings): readonly string[] {
  if (record === undefined) return [`The run ended with exit ${exit} and left no run.json. Its own message says why.`];
  const lines: string[] = [];
  if (exit !== 1 || record.verdict !== "fails")
    lines.push(`The run ended with exit ${exit} and verdict ${record.verdict}. Wanted is exit 1 and verdict fails.`);
  const checks = new Map(record.checks.map((check) => [check.id, check]));
  const isNarrowed = record.meta.narrowedBy.length > 0;
  for (const id of failing) {
    const status = checks.get(id)?.status;
    if (status === "failed" || (isNarrowed && status === "skipped")) continue;
    lines.push(`${id} is known to fail with moto ${moto}, but ${status === undefined ? "is not in the run" : `is ${status}`}.`);
  }
  for (const { id, level, status } of record.checks) {
    if (level !== "must" || status !== "failed" || failing.includes(id)) continue;
    lines.push(`${id} failed and is not known to: either moto changed or the suite accuses unfairly.`);
  }
  return lines;
}
