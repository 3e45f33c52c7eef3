import { compareRuns } from "../../../reports/compare/comparison.ts";
import { pairReportOf } from "../../../reports/compare/comparison-report.ts";
import { renderPair } from "../../../reports/compare/pair-terminal.ts";
import { escapeText } from "../../../reports/encoding/escape.ts";
import { safeJson } from "../../../reports/encoding/safe-json.ts";
import { writeOutputFile } from "../../files/write-output.ts";
import { readJournalOf } from "../../storage/read-journal.ts";
import { readRun } from "../../storage/read-run.ts";
import { rejudge } from "../../replay/rejudge-run.ts";
import { terminalLayout } from "../terminal/terminal-layout.ts";

/** Options of `rejudge`. */
interface RejudgeOptions {
  readonly out?: string;
  readonly verbose?: boolean;
  readonly color: boolean;
}

/** Judges a stored run again and prints the changes; the exit status is 1 where the verdict changes. */
export async function rejudgeRun(run: string, options: RejudgeOptions): Promise<number> {
  const stored = readRun(run);
  const { record: old } = stored;
  const { record, unsettled } = await rejudge(old, readJournalOf(stored));
  if (options.out !== undefined) writeOutputFile(options.out, safeJson(record));
  process.stdout.write(
    renderPair(pairReportOf(compareRuns(old, record)), { ...terminalLayout(options), ...(options.verbose === true ? { verbose: true } : {}) }),
  );
  for (const [id, reason] of unsettled) process.stdout.write(`not rejudged ${escapeText(id)}: ${escapeText(reason)}; its old outcome is kept\n`);
  const changed = old.verdict !== record.verdict;
  process.stdout.write(
    changed ? `The verdict changes from ${old.verdict} to ${record.verdict}: exit 1\n` : `The verdict is unchanged: ${record.verdict}, exit 0\n`,
  );
  return changed ? 1 : 0;
}
