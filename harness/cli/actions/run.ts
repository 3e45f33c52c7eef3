import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { contractDigest } from "../../../spec/contracts/digest.ts";
import { escapeText } from "../../../reports/encoding/escape.ts";
import { shellWord } from "../../../reports/encoding/shell.ts";
import { renderFirstFailure } from "../../../reports/text/failure.ts";
import type { Layout } from "../../../reports/encoding/layout.ts";
import { namedSafely } from "../../../reports/redaction/normalise.ts";
import { renderRunHeader } from "../../../reports/text/run-header.ts";
import { renderTerminal } from "../../../reports/text/terminal.ts";
import { writeBaseline } from "../../config/baseline-file.ts";
import { reportToGithub } from "../terminal/github-actions.ts";
import { journalName, type KeptJournal, openJournal } from "../../storage/journal-file.ts";
import { type CommandLineOptions, effectiveOptions, withOptionPlaces } from "../../config/effective-options.ts";
import { manifest } from "../../runtime/package-manifest.ts";
import { runWarningsOf, sessionsOfRun } from "../../run/run-warnings.ts";
import type { ConfiguredOptions } from "../../config/settings.ts";
import { requirementNotesOf } from "../../config/requirement-note.ts";
import { openRun, planRun, type RunPlan } from "../../run/open-run.ts";
import { type FinishedRun, performOpenRun } from "../../run/run-conformance.ts";
import { openFile } from "../terminal/open-file.ts";
import { terminalLayout } from "../terminal/terminal-layout.ts";
import { renderConfig } from "./print-config.ts";
import { type RunOutput, standardOutput } from "./run-output.ts";
import { HarnessError } from "../../runtime/harness-error.ts";
import { writeRunContract } from "../../storage/run-contract.ts";
import { keepPreviousRun } from "../../storage/previous-run.ts";
import { readRun } from "../../storage/read-run.ts";
import { checkFormats, defaultFormats, readableReports, writeReports } from "../../storage/write-reports.ts";

/** Options of `run`. */
export interface RunCommandOptions extends ConfiguredOptions {
  readonly out: string;
  readonly color: boolean;
  readonly printConfig?: boolean;
  /** Judge only what failed in the run that `out` holds. */
  readonly failed?: boolean;
  /** Whether report.html is opened when the run is over. */
  readonly open?: boolean;
  /** The environment variable that names the endpoint, where nothing else does. */
  readonly endpointFrom?: string;
}

/** Judges the target of a command line and writes its reports; the exit status. */
export async function judgeSingle(asked: Pick<RunCommandOptions, "out" | "color">, commandLine: CommandLineOptions): Promise<number> {
  const { options: configured, origins, places } = await effectiveOptions(commandLine, process.env);
  const endpointFrom = /^environment variable (.+)$/u.exec(origins.get("endpoint") ?? "")?.[1];
  const options: RunCommandOptions = { ...asked, ...configured, ...(endpointFrom === undefined ? {} : { endpointFrom }) };
  return await withOptionPlaces(places, async () => {
    if (options.printConfig === true) {
      checkFormats(options.format ?? defaultFormats);
      process.stdout.write(renderConfig(options, origins, process.env));
      return 0;
    }
    const output = standardOutput(terminalLayout(options), reportsProgress(options));
    try {
      return await judgeAndReport(choosingFailed(options), output);
    } finally {
      output.close();
    }
  });
}

/**
 * With `--failed`: options that choose the properties that failed in the run in `out`, or could not be judged in it: what is mended often lets them be. Throws a
 * HarnessError where there is no such run or nothing failed in it.
 */
export function choosingFailed(options: RunCommandOptions): RunCommandOptions {
  if (options.failed !== true) return options;
  if (options.only !== undefined) throw new HarnessError("usage", "--failed chooses the properties, and so does --only. Leave out one of the two.");
  const { record, file } = readRun(options.out);
  if (!record.checks.some(({ status }) => status === "failed"))
    throw new HarnessError("usage", `no property failed in ${escapeText(file)}. Leave out --failed to judge all of them.`);
  return { ...options, only: record.checks.flatMap(({ id, status }) => (status === "passed" || status === "skipped" ? [] : [id])) };
}

/** Whether a run prints anything before it is over. */
export function reportsProgress({ quiet, format = defaultFormats }: RunCommandOptions): boolean {
  return quiet !== true && format.includes("terminal");
}

/** Judges a target, by its plan where there is one already, and reports to an output; the exit status. */
export async function judgeAndReport(options: RunCommandOptions, output: RunOutput, plan?: RunPlan): Promise<number> {
  checkFormats(options.format ?? defaultFormats);
  const layout = terminalLayout(options);
  const isPrinted = reportsProgress(options);
  const planned = plan ?? planRun(options);
  const file = openJournal(options.out, (kept) => {
    keepPreviousRun(options.out);
    writeRunContract(options.out, { contract: planned.contract, signingName: planned.settings.signingName });
    if (kept !== undefined) output.err(keptText(kept));
  });
  try {
    const run = await openRun(planned);
    for (const remark of run.remarks) output.err(`glue-conformance: ${remark}\n`);
    if (isPrinted) output.out(`${headerText(run, layout, options.endpointFrom)}\n`);
    for (const warning of warningsOf(run)) output.err(`glue-conformance: ${escapeText(warning)}.\n`);
    const finished = await performOpenRun(run, {
      signal: output.signal,
      onProgress: output.progress,
      onNotice: (text) => output.err(`glue-conformance: ${escapeText(text)}\n`),
      onFirstFailure: (breach) => {
        if (isPrinted) output.out(renderFirstFailure(breach, layout));
      },
      journal: file.append,
    });
    return await report(finished, options, layout, output);
  } finally {
    file.close();
  }
}

/** Warnings of what a run may cost or change. Operations other than ListSessions that stop or delete sessions create one for each case. */
function warningsOf({ settings, contract: { operation } }: RunPlan): readonly string[] {
  const sessions = operation === "ListSessions" ? `about ${String(sessionsOfRun[settings.effort])}` : "some hundreds at most, one after another";
  return runWarningsOf(settings, process.env, sessions);
}

async function report(
  { record: found, ruling, leftBehind, journalError, isJournalCut, baselineUpdate }: FinishedRun,
  options: RunCommandOptions,
  layout: Layout,
  output: RunOutput,
): Promise<number> {
  const record = { ...found, meta: { ...found.meta, out: options.out } };
  const formats = options.format ?? defaultFormats;
  const runFile = join(options.out, "run.json");
  const journalFile = join(options.out, journalName);
  const isJournalGone = !existsSync(journalFile);
  const lack = isJournalGone ? "it was removed during the run" : journalError;
  // run.json is written after every run, whatever the formats.
  const problems = await writeReports(record, ["json", ...formats], { out: options.out });
  const isLacking = problems.length > 0 || isJournalCut || isJournalGone;
  const exit = isLacking && ruling.exit === 0 ? 2 : ruling.exit;
  const github = reportToGithub(record, process.env);
  output.out(github.annotations);
  if (github.problem !== undefined) output.err(`glue-conformance: ${github.problem}\n`);
  if (formats.includes("terminal")) {
    const text = renderTerminal(record, {
      ...layout,
      ruling: { ...ruling, exit },
      runFile,
      opening: false,
      reports: readableReports(formats, options.out),
      requirementOf: requirementNotesOf(record),
      ...(options.verbose === true ? { verbose: true } : {}),
      ...(options.quiet === true ? { quiet: true } : {}),
    });
    output.out(namedSafely(text, record));
  }
  if (baselineUpdate !== undefined && options.baseline !== undefined) {
    const { baseline, added, removed } = baselineUpdate;
    writeBaseline(options.baseline, baseline);
    const lacking = baseline.entries.filter(({ reason }) => reason.trim() === "").length;
    const todo = lacking === 0 ? "" : " Add a reason to each new entry, or give all one with --reason TEXT: runs refuse entries without one.";
    output.err(
      `glue-conformance: ${options.baseline}: ${String(added)} added, ${String(removed)} removed, ${String(baseline.entries.length)} in all.${todo}\n`,
    );
  }
  if (leftBehind.length > 0) {
    output.err(
      `glue-conformance: ${String(leftBehind.length)} sessions of this run are still on the target; delete them with: glue-conformance cleanup ${shellWord(options.out)}\n`,
    );
  }
  if (lack !== undefined) output.err(`glue-conformance: ${journalFile} is incomplete: ${lack}.\n`);
  for (const problem of problems) output.err(`glue-conformance: ${problem}\n`);
  if (!formats.includes("terminal") && options.quiet !== true)
    output.out([runFile, ...readableReports(formats, options.out)].map((path) => `${escapeText(path)}\n`).join(""));
  const page = join(options.out, "report.html");
  if (options.open === true && !(existsSync(page) && (await openFile(page)))) output.err(`glue-conformance: ${escapeText(page)} could not be opened.\n`);
  return exit;
}

function keptText({ file, sessions }: KeptJournal): string {
  const which = sessions === 1 ? "one of its sessions is" : `${String(sessions)} of its sessions are`;
  return `glue-conformance: an earlier run into this folder was killed, and ${which} possibly still on its target. Its journal is kept as ${file}; delete them with: glue-conformance cleanup ${shellWord(dirname(file))}\n`;
}

function headerText({ settings, contract, work }: RunPlan, layout: Layout, endpointFrom: string | undefined): string {
  const { judged, narrowedBy } = work.selection;
  return renderRunHeader(
    {
      suite: { name: manifest.name, version: manifest.version, contract: { operation: contract.operation, sha256: contractDigest(contract) } },
      target: { name: settings.name, endpoint: settings.endpoint?.href ?? "embedded reference service", region: settings.region, state: settings.state },
      seed: settings.seed,
      effort: settings.effort,
      properties: judged.length,
      requirements: new Set(judged.map(({ requirement }) => requirement)).size,
      narrowedBy,
      ...(endpointFrom === undefined ? {} : { endpointFrom }),
    },
    layout,
  );
}
