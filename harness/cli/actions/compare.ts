import { compareRuns } from "../../../reports/compare/comparison.ts";
import { comparisonFormats } from "../../../reports/compare/comparison-formats.ts";
import { refusalOf } from "../../../reports/compare/comparison-warnings.ts";
import { pairReportOf } from "../../../reports/compare/comparison-report.ts";
import { renderPair } from "../../../reports/compare/pair-terminal.ts";
import { escapeText } from "../../../reports/encoding/escape.ts";
import { checkOutput, writeOutput } from "../../files/write-output.ts";
import { HarnessError } from "../../runtime/harness-error.ts";
import { readRun } from "../../storage/read-run.ts";
import { requirementNotesOf } from "../../config/requirement-note.ts";
import { terminalLayout } from "../terminal/terminal-layout.ts";

export interface CompareOptions {
  readonly strict?: boolean;
  readonly format?: readonly string[];
  readonly out?: string;
  readonly verbose?: boolean;
  readonly color: boolean;
}

/** Compares two stored runs and prints the changes; the exit status is 1 on a regression. */
export async function compareStoredRuns(oldPath: string, newPath: string, options: CompareOptions): Promise<number> {
  const { strict = false, format = ["terminal"], out, verbose = false } = options;
  const delivery = { format, ...(out === undefined ? {} : { out }) };
  checkOutput([{ name: "terminal" }, ...comparisonFormats], delivery);
  const [old, now] = [readRun(oldPath), readRun(newPath)];
  const refusal = refusalOf(old.record, now.record);
  if (refusal !== undefined)
    throw new HarnessError("input", `${escapeText(old.file)} (OLD) and ${escapeText(now.file)} (NEW) cannot be compared. ${escapeText(refusal)}`);
  const comparison = compareRuns(old.record, now.record, { strict });
  const layout = { ...terminalLayout(options), verbose };
  await writeOutput(
    [
      { name: "terminal", render: () => renderPair(pairReportOf(comparison), layout) },
      ...comparisonFormats.map(({ name, file, render }) => ({
        name,
        file,
        render: () => render(comparison, { requirementOf: requirementNotesOf(now.record) }),
      })),
    ],
    delivery,
  );
  return comparison.regression ? 1 : 0;
}
