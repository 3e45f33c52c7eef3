import { join } from "node:path";
import { decodeDocument } from "../../reports/documents/input-document.ts";
import { escapeText } from "../../reports/encoding/escape.ts";
import { parseJournal, type StoredRun } from "../../reports/documents/parse-journal.ts";
import { HarnessError } from "../runtime/harness-error.ts";
import { journalName } from "./journal-file.ts";
import { readBytes, understood } from "../files/read-document.ts";
import { runFolderOf, readRun, type RunOnDisk } from "./read-run.ts";

const topic = "files-of-a-run";

/** A journal ends soon after 64 MiB, so a much larger file is not one. */
export const maxJournalBytes = 128 * 1_024 * 1_024;

/**
 * The journal of a run, or those of its shards where it was joined: `run` is its directory, its `run.json`, the journal itself, or an evidence archive.
 * Throws a HarnessError that names the file, the place and what to do.
 */
export function readJournal(run: string): readonly StoredRun[] {
  const folder = runFolderOf(run);
  if (folder !== run && run.endsWith(".zip")) return inArchive(readRun(run));
  const file = folder !== run && run.endsWith(".jsonl") ? run : join(folder, journalName);
  return parsed(file, textOf(file)).map((stored) => ({ ...stored, folder }));
}

/** The journal of the run that was read, or those of its shards. Throws a HarnessError where it is another run's. */
export function readJournalOf(run: RunOnDisk): readonly StoredRun[] {
  const stored = run.journal === undefined ? readJournal(run.folder) : inArchive(run);
  const { runId, shards = [{ runId }] } = run.record.meta;
  const [wanted, seen] = [shards.map((shard) => shard.runId).join(", "), stored.map(({ header }) => header.runId).join(", ")];
  if (wanted === seen) return stored;
  const advice = "Give a folder with both files of one run.";
  throw unusable(`${escapeText(run.file)}: run.json is of run ${escapeText(wanted)}, exchanges.jsonl of run ${seen}. ${advice}`);
}

function inArchive({ file, journal = "" }: RunOnDisk): readonly StoredRun[] {
  if (journal !== "") return parsed(file, journal);
  throw unusable(`${escapeText(file)} holds no exchanges: the run that it was made of had no exchanges.jsonl. Give the folder of the run.`);
}

function unusable(message: string): HarnessError {
  return new HarnessError("input", message, undefined, topic);
}

function parsed(file: string, text: string): readonly StoredRun[] {
  return understood(file, () => parseJournal(text), topic);
}

function textOf(file: string): string {
  const advice = "Give a folder that `glue-conformance run` wrote, with its exchanges.jsonl; replay takes it with --run DIR.";
  const bytes = readBytes(file, { name: file, advice, topic, maxBytes: maxJournalBytes });
  // A run that was killed may have left half a line, cut in the middle of a character.
  const end = bytes.lastIndexOf(0x0a) + 1;
  return understood(file, () => decodeDocument(bytes.subarray(0, end)), topic) + (end === bytes.length ? "" : "{");
}
