import {
  accessSync,
  appendFileSync,
  closeSync,
  constants,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { type JournalLine, writeJournalLine } from "../../reports/record/journal.ts";
import { sessionsLeftIn } from "../../reports/documents/parse-journal.ts";
import { lockFolder } from "../files/folder-lock.ts";
import { HarnessError, messageOf, optionError } from "../runtime/harness-error.ts";
import { makeFolder } from "../files/make-folder.ts";

/** The name of a run's journal in its folder. */
export const journalName = "exchanges.jsonl";

/** A journal that is being written. */
export interface JournalFile {
  /** Appends at once: what was handed over survives the process. The first call begins the file. */
  readonly append: (lines: string | Uint8Array) => void;
  readonly close: () => void;
}

/** The journal of an earlier run that is kept beside the new one, since sessions of it may still be on a target. */
export type KeptJournal = { readonly file: string; readonly sessions: number };

/**
 * Makes the folder of a run and takes it for this process. What an earlier run left there stays until the first line of the new one is written;
 * `onBegin` is called then. Throws a HarnessError where the folder cannot be made or written, or where another run uses it.
 */
export function openJournal(folder: string, onBegin: (kept: KeptJournal | undefined) => void): JournalFile {
  try {
    makeFolder(resolve(folder));
    const file = join(folder, journalName);
    if (existsSync(file)) accessSync(file, constants.W_OK);
    const release = lockFolder(`${file}.lock`, file);
    let handle: number | undefined;
    // A number that was given back may stand for another file.
    let isClosed = false;
    const begin = (): number => {
      onBegin(keepAside(folder, file));
      return openSync(file, "w", 0o640);
    };
    return {
      append: (lines) => {
        if (isClosed) throw new Error("the journal was closed already");
        handle ??= begin();
        const bytes = typeof lines === "string" ? Buffer.from(lines) : lines;
        // A write may take a part only.
        for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
      },
      close: () => {
        isClosed = true;
        if (handle !== undefined) closeSync(handle);
        release();
      },
    };
  } catch (error) {
    throw optionError(["out"], `--out ${folder} cannot be used: ${messageOf(error)}${error instanceof HarnessError ? "" : advice}`, { cause: error });
  }
}

const advice = ". Name a folder that can be made and written.";

/** The journals in a folder, the one of the last run first. */
export function journalsIn(folder: string): readonly string[] {
  const names = readdirSync(folder).filter((name) => /^exchanges(?:-[0-9a-f]{10})?\.jsonl$/u.test(name));
  return names.toSorted((a, b) => Number(b === journalName) - Number(a === journalName) || (a < b ? -1 : 1)).map((name) => join(folder, name));
}

/** Adds a line to a journal that is there; where it was cut in the middle of a line, in the place of that one. */
export function appendToJournal(file: string, line: JournalLine): void {
  const bytes = readFileSync(file);
  const end = bytes.lastIndexOf(0x0a) + 1;
  if (end < bytes.length) truncateSync(file, end);
  appendFileSync(file, writeJournalLine(line));
}

function keepAside(folder: string, file: string): KeptJournal | undefined {
  // A device has no end to read to.
  if (!existsSync(file) || !statSync(file).isFile()) return undefined;
  const { runId, left } = sessionsLeftIn(readFileSync(file));
  if (runId === undefined || left.length === 0) return undefined;
  const aside = join(folder, `exchanges-${runId}.jsonl`);
  renameSync(file, aside);
  return { file: aside, sessions: left.length };
}
