import { answersReportOf, nothingCompared } from "../../../reports/answers/answers-report.ts";
import { compareAnswers } from "../../../reports/answers/compare-answers.ts";
import { compareRuns } from "../../../reports/compare/comparison.ts";
import { comparisonFormats, pairFormats } from "../../../reports/compare/comparison-formats.ts";
import { pairReportOf } from "../../../reports/compare/comparison-report.ts";
import { operationsDiffer, refusalOf } from "../../../reports/compare/comparison-warnings.ts";
import { renderPair } from "../../../reports/compare/pair-terminal.ts";
import { escapeText } from "../../../reports/encoding/escape.ts";
import { checkOutput, type OutputOptions, writeOutput } from "../../files/write-output.ts";
import { HarnessError } from "../../runtime/harness-error.ts";
import { readJournalOf } from "../../storage/read-journal.ts";
import { readRun, type RunOnDisk } from "../../storage/read-run.ts";
import { requirementNotesOf } from "../../config/requirement-note.ts";
import { terminalLayout } from "../terminal/terminal-layout.ts";

interface CompareOptions {
  readonly strict?: boolean;
  readonly answers?: boolean;
  readonly failOnDifference?: boolean;
  readonly format?: readonly string[];
  readonly out?: string;
  readonly verbose?: boolean;
  readonly color: boolean;
}

/** Compares two stored runs and prints the changes; the exit status is 1 on a regression. With `answers` it compares what was answered instead. */
export async function compareStoredRuns(oldPath: string, newPath: string, options: CompareOptions): Promise<number> {
  const { strict = false, answers = false, failOnDifference = false, format = ["terminal"], out } = options;
  if (answers && strict) throw new HarnessError("usage", "--strict is about properties, and --answers compares answers. Leave one of the two out.");
  if (failOnDifference && !answers) throw new HarnessError("usage", "--fail-on-difference is about answers. Give --answers too.");
  const output = { format, ...(out === undefined ? {} : { out }) };
  return answers ? printAnswers(oldPath, newPath, { ...options, failOnDifference }, output) : printComparison(oldPath, newPath, { ...options, strict }, output);
}

async function printComparison(
  oldPath: string,
  newPath: string,
  options: CompareOptions & { readonly strict: boolean },
  output: OutputOptions,
): Promise<number> {
  checkOutput([{ name: "terminal" }, ...comparisonFormats], output);
  const [old, now] = [readRun(oldPath), readRun(newPath)];
  refuse(old, now, refusalOf(old.record, now.record));
  const comparison = compareRuns(old.record, now.record, options);
  const context = { requirementOf: requirementNotesOf(now.record) };
  await writeOutput(
    [
      { name: "terminal", render: () => renderPair(pairReportOf(comparison), layoutOf(options)) },
      ...comparisonFormats.map(({ name, file, render }) => ({ name, file, render: () => render(comparison, context) })),
    ],
    output,
  );
  return comparison.regression ? 1 : 0;
}

async function printAnswers(
  oldPath: string,
  newPath: string,
  options: CompareOptions & { readonly failOnDifference: boolean },
  output: OutputOptions,
): Promise<number> {
  const formats = pairFormats("answers");
  checkOutput([{ name: "terminal" }, ...formats], output);
  const [old, now] = [readRun(oldPath), readRun(newPath)];
  refuse(old, now, operationsDiffer(old.record, now.record));
  const [before, after] = [old, now].map((run) => ({ record: run.record, journals: readJournalOf(run) })) as [Stored, Stored];
  const comparison = compareAnswers(before, after);
  refuse(old, now, nothingCompared(comparison));
  const report = answersReportOf(comparison, options.failOnDifference);
  const context = { requirementOf: requirementNotesOf(now.record) };
  await writeOutput(
    [
      { name: "terminal", render: () => renderPair(report, layoutOf(options)) },
      ...formats.map(({ name, file, render }) => ({ name, file, render: () => render(report, context) })),
    ],
    output,
  );
  return report.exit;
}

type Stored = Parameters<typeof compareAnswers>[0];

function refuse(old: RunOnDisk, now: RunOnDisk, refusal: string | undefined): void {
  if (refusal === undefined) return;
  throw new HarnessError("input", `${escapeText(old.file)} (OLD) and ${escapeText(now.file)} (NEW) cannot be compared. ${escapeText(refusal)}`);
}

function layoutOf({ color, verbose = false }: CompareOptions): Parameters<typeof renderPair>[1] {
  return { ...terminalLayout({ color }), verbose };
}
