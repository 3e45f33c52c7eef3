import { existsSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { escapeText } from "../../../reports/encoding/escape.ts";
import { mergeRecords } from "../../../reports/merge/merge.ts";
import { namedSafely } from "../../../reports/redaction/normalise.ts";
import type { RunRecord } from "../../../reports/record/run-record.ts";
import { renderTerminal } from "../../../reports/text/terminal.ts";
import { rulingOf } from "../../../reports/verdict/verdict.ts";
import { lockFolder } from "../../files/folder-lock.ts";
import { HarnessError, messageOf } from "../../runtime/harness-error.ts";
import { mergeJournals } from "../../replay/merge-journals.ts";
import { shardsOf } from "../../replay/shards-on-disk.ts";
import { journalName, openJournal } from "../../storage/journal-file.ts";
import { makeFolder } from "../../files/make-folder.ts";
import { readJournal } from "../../storage/read-journal.ts";
import { readPage } from "../../files/read-page.ts";
import { copyRunContract } from "../../storage/run-contract.ts";
import { runFolderOf, readRun } from "../../storage/read-run.ts";
import { requirementNotesOf } from "../../config/requirement-note.ts";
import { judgeStored } from "../../replay/stored-run.ts";
import { terminalLayout } from "../terminal/terminal-layout.ts";
import { checkFormats, defaultFormats, readableReports, writeReports } from "../../storage/write-reports.ts";

/** Options of `report`. */
interface ReportOptions {
  readonly fromJournal?: string;
  readonly merge?: readonly string[];
  readonly format?: readonly string[];
  readonly out?: string;
  readonly page?: string;
  readonly verbose?: boolean;
  readonly color: boolean;
}

interface Found {
  readonly record: RunRecord;
  readonly folder: string;
  /** The journal's text, where the folder holds no file of it. */
  readonly journal?: string;
}

/** Renders a run again; 0 where every report was written, whatever the verdict. With `--merge`, the exit status of the merged run. */
export async function reportRun(run: string | undefined, options: ReportOptions): Promise<number> {
  if (options.merge !== undefined) return mergeAndReport(run, options.merge, options);
  const { fromJournal, format = ["terminal"], page } = options;
  checkFormats(format);
  if ((run === undefined) === (fromJournal === undefined))
    throw new HarnessError("usage", "Name one run: a folder, a run.json or an evidence archive; or a folder with --from-journal.");
  const found = fromJournal === undefined ? readRun(run ?? "") : await recover(fromJournal);
  const out = options.out ?? found.folder;
  const text = page === undefined ? undefined : readPage(page);
  prepare(out);
  const names = fromJournal === undefined ? format : ["json", ...format];
  const destination = {
    out,
    ...(text === undefined ? {} : { page: text }),
    ...(found.journal === undefined ? { journal: join(found.folder, journalName) } : { journalText: found.journal }),
  };
  const problems = await writeReports(found.record, names, destination);
  if (format.includes("terminal")) print(found.record, join(out, "run.json"), options);
  for (const problem of problems) process.stderr.write(`glue-conformance: ${problem}\n`);
  return problems.length === 0 ? 0 : 2;
}

async function mergeAndReport(run: string | undefined, folders: readonly string[], options: ReportOptions): Promise<number> {
  const { fromJournal, format = defaultFormats, page, out = "conformance-report" } = options;
  checkFormats(format);
  if (run !== undefined || fromJournal !== undefined)
    throw new HarnessError("usage", "--merge takes all runs as its own values. Leave out --from-journal, and name the runs after --merge.");
  const text = page === undefined ? undefined : readPage(page);
  const shards = shardsOf(folders.map(readRun));
  const own = shards.find(({ folder, journal }) => journal === undefined && resolve(folder) === resolve(out));
  if (own !== undefined) throw new HarnessError("usage", `--out ${escapeText(out)} is the folder of a shard, which would be overwritten. Name another one.`);
  const { record: merged, ruling } = mergeRecords(shards.map((shard) => shard.record));
  const record = { ...merged, meta: { ...merged.meta, out } };
  const file = openJournal(out, () => rmSync(join(out, "run.json"), { force: true }));
  try {
    if (shards[0] !== undefined) copyRunContract(shards[0].folder, out);
    for (const notice of mergeJournals(shards, file.append)) process.stderr.write(`glue-conformance: ${notice}.\n`);
    const problems = await writeReports(record, ["json", ...format], { out, ...(text === undefined ? {} : { page: text }) });
    if (format.includes("terminal")) print(record, join(out, "run.json"), options);
    for (const problem of problems) process.stderr.write(`glue-conformance: ${problem}\n`);
    return problems.length > 0 && ruling.exit === 0 ? 2 : ruling.exit;
  } finally {
    file.close();
  }
}

async function recover(folder: string): Promise<Found> {
  const place = runFolderOf(folder);
  const release = existsSync(place) ? lockFolder(join(place, `${journalName}.lock`), join(place, journalName)) : undefined;
  try {
    const { record } = await judgeStored(readJournal(folder), { trusting: true });
    return { record: { ...record, meta: { ...record.meta, out: folder } }, folder: place };
  } finally {
    release?.();
  }
}

function prepare(out: string): void {
  try {
    makeFolder(resolve(out));
  } catch (error) {
    throw new HarnessError(
      "usage",
      `--out ${escapeText(out)} cannot be used: ${escapeText(messageOf(error))}. Name a folder that can be made and written.`,
      error,
    );
  }
}

function print(record: RunRecord, runFile: string, options: ReportOptions): void {
  const text = renderTerminal(record, {
    ...terminalLayout(options),
    ruling: rulingOf(record),
    runFile,
    opening: true,
    reports: readableReports(options.format ?? [], dirname(runFile)),
    requirementOf: requirementNotesOf(record),
    ...(options.verbose === true ? { verbose: true } : {}),
  });
  process.stdout.write(namedSafely(text, record));
}
