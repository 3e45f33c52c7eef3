import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseRunRecord } from "../../../reports/documents/parse-run-record.ts";
import type { RunRecord } from "../../../reports/record/run-record.ts";
import { root } from "../processes/package-root.ts";
import { emulators } from "./emulators.ts";

/** Where the records of judged emulators are checked in, each in a folder of its own. */
export const records = join(root, "reports", "emulators");

/** The record in a folder of a run; undefined where there is none. */
export function recordIn(folder: string): RunRecord | undefined {
  const file = join(folder, "run.json");
  return existsSync(file) ? parseRunRecord(readFileSync(file, "utf8")) : undefined;
}

/** The checked-in records of judged emulators, in the order of the table. */
export function judgedRecords(): readonly { readonly name: string; readonly record: RunRecord }[] {
  return emulators.flatMap(({ name }) => {
    const record = recordIn(join(records, name));
    return record === undefined ? [] : [{ name, record }];
  });
}

/** The known results of a run against one version of an emulator. */
export interface EmulatorFindings {
  readonly version: string;
  /** How the preflight ends. Only what `works` is judged. */
  readonly preflight: RunRecord["meta"]["preflight"]["outcome"];
  /**
   * The properties that fail, of any level, sorted by id: each with the codes of its violations, sorted, and the evidence for the breach that was `read` in
   * the emulator's source or in its answer.
   */
  readonly breaches: readonly { readonly property: string; readonly codes: readonly string[]; readonly read: string }[];
}

/** The known results of judging an emulator. */
export function findingsOf(name: string): EmulatorFindings {
  return dataOf("findings", `${name}.json`) as EmulatorFindings;
}

/** The emulators that are not judged, sorted by name: where the package would come from, which version was tried on which day, and what was seen. */
export function notJudged(): readonly Readonly<Record<"name" | "from" | "date" | "seen", string>>[] {
  return dataOf("not-judged.json") as ReturnType<typeof notJudged>;
}

function dataOf(...names: readonly string[]): unknown {
  return JSON.parse(readFileSync(join(root, "harness", "dev", "emulators", ...names), "utf8"));
}

/**
 * The unexpected results of a run against an emulator, one a line; empty where it found the known failures and no other `must` failed. A `should` that fails
 * and is not in the list is fine. A known failure that the user's own options exclude is not required.
 */
export function unexpectedOf(exit: number, record: RunRecord | undefined, { version, preflight, breaches }: EmulatorFindings): readonly string[] {
  if (record === undefined) return [`The run ended with exit ${exit} and left no run.json. Its own message says why.`];
  const { outcome } = record.meta.preflight;
  if (outcome !== preflight) return [`The preflight of version ${version} should end with ${preflight}, but ended with ${outcome}.`];
  if (preflight !== "works") return [];
  const checks = new Map(record.checks.map((check) => [check.id, check]));
  const isNarrowed = record.meta.narrowedBy.length > 0;
  const known = new Set(breaches.map(({ property }) => property));
  return [
    ...(exit === 1 && record.verdict === "fails" ? [] : [`The run ended with exit ${exit} and verdict ${record.verdict}. Expected exit 1 and verdict fails.`]),
    ...breaches.flatMap(({ property, codes }) => {
      const { status, violations } = checks.get(property) ?? { status: undefined, violations: [] };
      const others = new Set(violations.map(({ code }) => code).filter((code) => !codes.includes(code)));
      if (status === "failed")
        return others.size === 0 ? [] : [`${property} is known to fail with ${codes.join(", ")}, but fails with ${[...others].toSorted().join(", ")} too.`];
      if (isNarrowed && status === "skipped") return [];
      return [`${property} is known to fail with version ${version}, but ${status === undefined ? "is not in the run" : `is ${status}`}.`];
    }),
    ...record.checks
      .filter(({ id, level, status }) => level === "must" && status === "failed" && !known.has(id))
      .map(({ id }) => `${id} failed and is not known to: either the emulator changed or the suite accuses unfairly.`),
  ];
}
