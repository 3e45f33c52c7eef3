import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { parseRunRecord } from "../../../reports/documents/parse-run-record.ts";
import type { RunRecord } from "../../../reports/record/run-record.ts";
import type { EmulatorFindings } from "./findings.ts";

/** The folder of the package. */
export const root = dirname(createRequire(import.meta.url).resolve("glue-conformance/package.json"));

/** The command line, as it is built. */
export const commandLine = join(root, "dist", "harness", "cli", "cli.js");

/** The ignored folder that an emulator is installed into. */
export function emulatorFolder(name: string): string {
  return join(root, ".emulators", name);
}

/** Where the records of judged emulators are checked in, each in a folder of its own. */
export const records = join(root, "reports", "emulators");

/** The known results of judging an emulator. */
export function findingsOf(name: string): EmulatorFindings {
  return JSON.parse(readFileSync(join(root, "harness", "dev", "emulators", "findings", `${name}.json`), "utf8")) as EmulatorFindings;
}

/** The record in a folder of a run; undefined where there is none. */
export function recordIn(folder: string): RunRecord | undefined {
  let text: string;
  try {
    text = readFileSync(join(folder, "run.json"), "utf8");
  } catch {
    return undefined;
  }
  return parseRunRecord(text);
}
