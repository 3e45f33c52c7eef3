import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseRunRecord } from "../../../reports/documents/parse-run-record.ts";
import type { RunRecord } from "../../../reports/record/run-record.ts";
import { root } from "../processes/package-root.ts";
import { emulators } from "./emulators.ts";
import type { EmulatorFindings } from "./findings.ts";

/** Where the records of judged emulators are checked in, each in a folder of its own. */
export const records = join(root, "reports", "emulators");

/** An emulator that is not judged, and why. */
export interface NotJudged {
  readonly name: string;
  /** Where its package would come from, and which version was tried. */
  readonly from: string;
  /** The day it was tried, such as `2026-11-26`. */
  readonly date: string;
  readonly seen: string;
}

/** The emulators that are not judged, sorted by name. */
export function notJudged(): readonly NotJudged[] {
  return dataOf("not-judged.json") as readonly NotJudged[];
}

/** The known results of judging an emulator. */
export function findingsOf(name: string): EmulatorFindings {
  return dataOf("findings", `${name}.json`) as EmulatorFindings;
}

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

function dataOf(...names: readonly string[]): unknown {
  return JSON.parse(readFileSync(join(root, "harness", "dev", "emulators", ...names), "utf8"));
}
