import { existsSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { escapeText } from "../../reports/encoding/escape.ts";
import { parseRunRecord } from "../../reports/documents/parse-run-record.ts";
import { readEvidence } from "../../reports/documents/read-evidence.ts";
import type { RunRecord } from "../../reports/record/run-record.ts";
import { HarnessError, messageOf } from "../runtime/harness-error.ts";
import { journalName } from "./journal-file.ts";
import { readBytes, readText, understood } from "../files/read-document.ts";

/** A run as it was left on disk. */
export interface RunOnDisk {
  readonly record: RunRecord;
  /** The folder that its reports and its journal are in. */
  readonly folder: string;
  /** The path of its record, or of the archive that holds it. */
  readonly file: string;
  /** The text of its journal where it came in an archive: what else lies in the folder is then not of this run. */
  readonly journal?: string;
}

/** The folder of a run that is named by itself or by a file in it. */
export function runFolderOf(run: string): string {
  return statSync(run, { throwIfNoEntry: false })?.isDirectory() === false ? dirname(run) : run;
}

/** A larger file is not a record: the largest that a run writes is a few megabytes. */
const maxBytes = 128 * 1024 * 1024;

/** Reads what the command line calls RUN: a run directory, its `run.json`, or an evidence archive. Throws a `HarnessError` that names the file, the place and what to do. */
export function readRun(path: string): RunOnDisk {
  const file = recordFile(path);
  const reading = { name: file, advice, topic, maxBytes } as const;
  if (!file.endsWith(".zip")) return { record: understood(file, () => parseRunRecord(readText(file, reading)), topic), folder: dirname(file), file };
  const { record, journal } = understood(`${file} cannot be read`, () => readEvidence(readBytes(file, reading)), topic);
  return { record, journal, folder: dirname(resolve(file)), file };
}

function recordFile(path: string): string {
  try {
    if (!statSync(path).isDirectory()) return path;
    const file = join(path, "run.json");
    statSync(file);
    return file;
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    const place = escapeText(path);
    const recovery = `Make the record of what had been judged with: glue-conformance report --from-journal ${place}`;
    const isKilled = isMissing && existsSync(join(path, journalName));
    const why = isMissing && basename(path) !== "run.json" ? "there is no run.json there" : escapeText(messageOf(error));
    const message = isKilled
      ? `${place} holds a journal and no run.json: its run is under way, or was killed. ${recovery}`
      : `${place} cannot be read: ${why}. ${advice}`;
    throw new HarnessError("input", message, error, topic);
  }
}

const topic = "files-of-a-run";
const advice = "Give a folder that `glue-conformance run` wrote, or the run.json in it.";
