import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { escapeText } from "../reports/escape.ts";
import { JournalError, parseJournal, type StoredRun } from "../reports/parse-journal.ts";
import type { RunRecord } from "../reports/run-record.ts";
import { HarnessError, messageOf } from "./harness-error.ts";
import { journalName } from "./journal-file.ts";
import { readRun } from "./read-run.ts";

/** A journal ends at 64 MiB, but for a few lines: what is much larger is none. */
const mostBytes = 128 * 1_024 * 1_024;

/** The journal of a run: `run` is its directory, its `run.json`, the journal itself, or an evidence archive. Throws a HarnessError that names the file, the place and what to do. */
export function readJournal(run: string): StoredRun {
  const isArchive = run.endsWith(".zip");
  const file = isArchive ? run : journalOf(run);
  try {
    return parseJournal(isArchive ? textInArchive(run) : textOf(file));
  } catch (error) {
    if (error instanceof JournalError) throw new HarnessError("input", `${escapeText(file)}: ${error.message}`, error);
    throw error;
  }
}

/** The journal of the run that a record tells of. Throws a HarnessError where it is another run's. */
export function readJournalOf(run: string, { meta }: RunRecord): StoredRun {
  const stored = readJournal(run);
  if (stored.header.runId === meta.runId) return stored;
  throw new HarnessError(
    "input",
    `${escapeText(run)}: run.json is of run ${escapeText(meta.runId)}, exchanges.jsonl of run ${stored.header.runId}. Give a folder with both files of one run.`,
  );
}

function journalOf(run: string): string {
  if (run.endsWith(".jsonl")) return run;
  return join(run.endsWith(".json") ? dirname(run) : run, journalName);
}

function textInArchive(file: string): string {
  const { journal = "" } = readRun(file);
  if (journal !== "") return journal;
  throw new HarnessError("input", `${escapeText(file)} holds no exchanges: the run that it was made of had no exchanges.jsonl. Give the folder of the run.`);
}

function textOf(file: string): string {
  const advice = "Give a folder that `glue-conformance run` wrote, with its exchanges.jsonl.";
  try {
    const { size } = statSync(file);
    if (size > mostBytes) throw new Error(`it has ${String(size)} bytes, which no journal has`);
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    throw new HarnessError("input", `${escapeText(file)} cannot be read: ${escapeText(messageOf(error))}. ${advice}`, error);
  }
}
