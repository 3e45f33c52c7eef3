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
  if (file.endsWith(".zip")) return readArchive(file);
  const text = readText(file, { name: file, advice, topic, maxBytes });
  return { record: understood(file, () => parseRunRecord(text), topic), folder: dirname(file), file };
}

function readArchive(file: string): RunOnDisk {
  const bytes = readBytes(file, { name: file, advice, topic, maxBytes });
  const { record, journal } = understood(`${file} cannot be read`, () => readEvidence(bytes), topic);
  return { record, journal, folder: dirname(resolve(file)), file };
}

function recordFile(path: string): string {
  try {
    const found = statSync(path);
    const file = found.isDirectory() ? join(path, "run.json") : path;
    if (found.isDirectory()) statSync(file);
    return file;
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): HarnessError {
  const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
  if (missing && existsSync(join(path, journalName))) {
    const place = escapeText(path);
    return new HarnessError(
      "input",
      `${place} holds a journal and no run.json: its run is under way, or was killed. Make the record of what had been judged with: glue-conformance report --from-journal ${place}`,
      error,
      topic,
    );
  }
  const why = missing && basename(path) !== "run.json" ? "there is no run.json there" : escapeText(messageOf(error));
  return new HarnessError("input", `${escapeText(path)} cannot be read: ${why}. ${advice}`, error, topic);
}

const topic = "files-of-a-run";
const advice = "Give a folder that `glue-conformance run` wrote, or the run.json in it.";
