import { existsSync, lstatSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { formats, type FormatContext } from "../reports/formats.ts";
import type { RunRecord } from "../reports/run-record.ts";
import { HarnessError, messageOf } from "./harness-error.ts";
import { makeFolder } from "./make-folder.ts";
import { requirementNotesOf } from "./requirement-note.ts";

/** What `run` writes unless it is told otherwise; `terminal` is printed. */
export const defaultFormats: readonly string[] = ["terminal", "json", "html", "junit"];

/** Throws a usage error where a name is no format's. */
export function checkFormats(names: readonly string[]): void {
  const known = ["terminal", ...formats.map(({ name }) => name)];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new HarnessError("usage", `--format names ${JSON.stringify(unknown)}; there are ${known.join(", ")}.`);
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
 * returned, one sentence each.
 */
export async function writeReports(record: RunRecord, names: readonly string[], { out, journal, journalText, page }: Destination): Promise<readonly string[]> {
  const context: FormatContext = {
    requirementOf: requirementNotesOf(record),
    journal: () => journalText ?? readIfThere(journal ?? join(out, "exchanges.jsonl")),
    ...(page === undefined ? {} : { page }),
  };
  const troubles: string[] = [];
  for (const { name, file, render } of formats) {
    if (!names.includes(name)) continue;
    const path = join(out, file);
    try {
      // It may have been removed since it was made.
      makeFolder(resolve(out));
      writeFileSync(path, await render(record, context), { mode: 0o640 });
    } catch (error) {
      troubles.push(`${path} could not be written: ${messageOf(error)}`);
      // Half a report is worse than none. What is no file of its own, as a device, stays.
      if (existsSync(path) && lstatSync(path).isFile()) rmSync(path, { force: true });
    }
  }
  return troubles;
}

function readIfThere(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
