import { closeSync, existsSync, lstatSync, mkdtempSync, openSync, readdirSync, readSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { FormatContext } from "../../reports/text/format-context.ts";
import { formats } from "../../reports/formats/formats.ts";
import type { RunRecord } from "../../reports/record/run-record.ts";
import { messageOf, optionError } from "../runtime/harness-error.ts";
import { makeFolder } from "../files/make-folder.ts";
import { requirementNotesOf } from "../config/requirement-note.ts";

/** What `run` writes by default; `terminal` is printed. */
export const defaultFormats: readonly string[] = ["terminal", "json", "html", "junit"];

/** Throws a usage error for an unknown format. */
export function checkFormats(names: readonly string[]): void {
  const known = ["terminal", ...formats.map(({ name }) => name)];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw optionError(["format"], `--format names ${JSON.stringify(unknown)}; there are ${known.join(", ")}.`);
}

/** Paths of the named reports beside the record, as the user can open them. */
export function readableReports(names: readonly string[], out: string): readonly string[] {
  return formats.flatMap(({ name, file }) => (name !== "json" && names.includes(name) ? [join(out, file)] : []));
}

/** Where reports go, and what they may draw on beside the record. */
export interface Destination {
  /** The folder that they are written to. */
  readonly out: string;
  /** The journal of the run; without one the one in `out`. */
  readonly journal?: string;
  /** Its text, where it is in no file. */
  readonly journalText?: string;
  readonly page?: string;
}

/**
 * Writes the named reports, `run.json` first. One that cannot be rendered or written keeps no other from being written; what went wrong is
 * returned, one sentence each. One that has no place in its folder is written to a folder for temporary files, and the sentence says where it is.
 */
export async function writeReports(record: RunRecord, names: readonly string[], { out, journal, journalText, page }: Destination): Promise<readonly string[]> {
  const context: FormatContext = {
    requirementOf: requirementNotesOf(record),
    journal: (maxBytes) => journalText ?? readIfThere(journal ?? join(out, "exchanges.jsonl"), maxBytes),
    ...(page === undefined ? {} : { page }),
  };
  const problems: string[] = [];
  let elsewhere: string | undefined;
  for (const { name, file, render } of formats) {
    if (!names.includes(name)) continue;
    const path = join(out, file);
    try {
      const report = await render(record, context);
      const lack = writeWhole(path, report);
      if (lack === undefined) continue;
      elsewhere ??= temporaryFolder();
      const other = elsewhere === undefined ? undefined : join(elsewhere, file);
      const isKept = other !== undefined && writeWhole(other, report) === undefined;
      problems.push(`${path} could not be written: ${lack}${isKept ? `; it is ${other}` : ""}`);
    } catch (error) {
      problems.push(`${path} could not be made: ${messageOf(error)}`);
    }
  }
  if (elsewhere !== undefined && readdirSync(elsewhere).length === 0) rmdirSync(elsewhere);
  return problems;
}

/** Writes a file; the reason where it cannot be written. */
function writeWhole(path: string, content: string | Uint8Array): string | undefined {
  try {
    // Its folder may have been removed since it was made.
    makeFolder(resolve(dirname(path)));
    writeFileSync(path, content, { mode: 0o640 });
    return undefined;
  } catch (error) {
    // Half a report is worse than none. A device stays.
    if (existsSync(path) && lstatSync(path).isFile()) rmSync(path, { force: true });
    return messageOf(error);
  }
}

function temporaryFolder(): string | undefined {
  try {
    return mkdtempSync(join(tmpdir(), "glue-conformance-"));
  } catch {
    return undefined;
  }
}

function readIfThere(path: string, maxBytes = Infinity): string {
  if (!existsSync(path)) return "";
  const bytes = Buffer.alloc(Math.min(maxBytes, statSync(path).size));
  const file = openSync(path, "r");
  try {
    return bytes.toString("utf8", 0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}
