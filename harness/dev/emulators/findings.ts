import type { RunRecord } from "../../../reports/record/run-record.ts";

/** The known results of a run against one version of an emulator. */
export interface EmulatorFindings {
  readonly version: string;
  /** How the preflight ends. Only what `works` is judged. */
  readonly preflight: RunRecord["meta"]["preflight"]["outcome"];
  /** The properties that fail, of any level, sorted by id. */
  readonly breaches: readonly KnownBreach[];
}

export interface KnownBreach {
  readonly property: string;
  /** Codes of its violations, sorted. */
  readonly codes: readonly string[];
  /** The evidence for the breach in the emulator's source or in its answer. */
  readonly read: string;
}

/** How a run ended: its exit status, and its record where there is one. */
export interface EndedRun {
  readonly exit: number;
  readonly record: RunRecord | undefined;
}

/**
 * The unexpected results of a run against an emulator, one a line; empty where it found the known failures and no other `must` failed. A `should` that fails
 * and is not in the list is fine. A known failure that the user's own options exclude is not required.
 */
export function unexpectedOf({ exit, record }: EndedRun, { version, preflight, breaches }: EmulatorFindings): readonly string[] {
  if (record === undefined) return [`The run ended with exit ${exit} and left no run.json. Its own message says why.`];
  const { outcome } = record.meta.preflight;
  if (outcome !== preflight) return [`The preflight of version ${version} should end with ${preflight}, but ended with ${outcome}.`];
  if (preflight !== "works") return [];
  const lines: string[] = [];
  if (exit !== 1 || record.verdict !== "fails") lines.push(`The run ended with exit ${exit} and verdict ${record.verdict}. Expected exit 1 and verdict fails.`);
  const checks = new Map(record.checks.map((check) => [check.id, check]));
  const isNarrowed = record.meta.narrowedBy.length > 0;
  for (const { property, codes } of breaches) {
    const check = checks.get(property);
    if (check?.status === "failed") {
      const others = new Set(check.violations.map(({ code }) => code).filter((code) => !codes.includes(code)));
      if (others.size > 0) lines.push(`${property} is known to fail with ${codes.join(", ")}, but fails with ${[...others].toSorted().join(", ")} too.`);
    } else if (!isNarrowed || check?.status !== "skipped") {
      lines.push(`${property} is known to fail with version ${version}, but ${check === undefined ? "is not in the run" : `is ${check.status}`}.`);
    }
  }
  const known = new Set(breaches.map(({ property }) => property));
  for (const { id, level, status } of record.checks) {
    if (level !== "must" || status !== "failed" || known.has(id)) continue;
    lines.push(`${id} failed and is not known to: either the emulator changed or the suite accuses unfairly.`);
  }
  return lines;
}
