import { levels } from "../record/levels.ts";
import { type CauseGroup, findingsOf } from "../verdict/causes.ts";
import { failedChecks } from "../verdict/contract-order.ts";
import { escapeText } from "../encoding/escape.ts";
import { commandLines, renderFullFailure, renderRequirement, renderShortFailure, type RequirementNote } from "./failure.ts";
import { counted, type Layout, marksOf, painter, plain, wrap } from "../encoding/layout.ts";
import { runHeaderOf, renderRunHeader, seconds } from "./run-header.ts";
import { countsInWords } from "../verdict/status-counts.ts";
import { renderProofFigures } from "../record/proof-figures.ts";
import { readOn } from "./help-links.ts";
import type { Check, RunRecord, Status } from "../record/run-record.ts";
import { topicOfRun } from "./help-topic.ts";
import { exitInWords, type Ruling, stopsTheRun } from "../verdict/verdict.ts";

export interface TerminalOptions extends Layout {
  readonly ruling: Ruling;
  /** Path of `run.json`, as the user can open it. */
  readonly runFile: string;
  readonly requirementOf: (id: string) => RequirementNote | undefined;
  /** Show every failure in full, every reason and observation. */
  readonly verbose?: boolean;
  /** Show only the summary line, and the message of a preflight that ended the run. */
  readonly quiet?: boolean;
  /** Paths of the reports that people read, as the user can open them; the text ends with them. */
  readonly reports?: readonly string[];
  /** False if the opening lines were printed before the run. Default true. */
  readonly opening?: boolean;
}

/** Failures up to this number are shown in full without --verbose, and how much of each. */
const fullFailures = 3;
const extent = { others: 2, cases: 3 };

/** A run as text: header, failures by requirement, unjudged properties, and the summary line. */
export function renderTerminal(record: RunRecord, options: TerminalOptions): string {
  const { reports = [], runFile } = options;
  const stopped = stopsTheRun(record.meta.preflight);
  if (options.quiet === true) return linesOf([...(stopped ? reasonLines(record, options) : []), summaryOf(record, options, runFile)]);
  const opening = options.opening === false ? "" : `${renderRunHeader(runHeaderOf(record), options)}\n`;
  const all = [
    ...(stopped ? [] : [failureLines(record, options), openLines(record, options), observationLines(record, options)]),
    endedLines(record, options),
    staleLines(record, options),
    suiteErrorLines(record, options),
    proofLines(record, options),
    reasonLines(record, options),
  ].filter(({ length }) => length > 0);
  // Where nothing was judged, reports say no more than this.
  const files = [runFile, ...(stopped ? [] : reports)].map(escapeText);
  return opening + all.map((lines) => `${linesOf(lines)}\n`).join("") + linesOf([summaryOf(record, options), ...files]);
}

function linesOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

/** Failures by their causes: the cause, a command that shows it, and a line for each failure; a few of them, or all with --verbose, in full. */
function failureLines(record: RunRecord, options: TerminalOptions): readonly string[] {
  const failed = failedChecks(record);
  const open = failed.filter(({ baselined }) => !baselined);
  const isFull = options.verbose === true || open.length <= fullFailures;
  const bold = (text: string): readonly string[] => wrap(plain(escapeText(text), options), options).map((line) => painter(options)("bold", line));
  const groups = findingsOf(record, open).map((found) => {
    if (!("failures" in found)) return bold(found.text);
    const { text, failures } = found;
    const counts = levels.flatMap((level) => {
      const number = failures.filter(({ check }) => check.level === level).length;
      return number === 0 ? [] : [`${number} ${level}`];
    });
    const lines = isFull ? failures.flatMap(({ check }) => fullLines(check, record, options)) : shortLines(found, record, options);
    return [...bold(`${text} (${counts.join(", ")})`), ...lines];
  });
  const hint = "Each failure in full: --verbose, and the reports. What a property demands: glue-conformance explain PROPERTY";
  return [
    ...groups.flatMap((lines, at) => (at === 0 ? lines : ["", ...lines])),
    ...(isFull || open.length === 0 ? [] : ["", ...wrap(hint, { width: options.width, hanging: 2 }).map((line) => painter(options)("dim", line))]),
    ...baselineLines(failed, options),
  ];
}

function fullLines(check: Check, record: RunRecord, options: TerminalOptions): readonly string[] {
  return [
    ...renderRequirement(check, options.requirementOf(check.requirement), options).map((line) => `  ${line}`),
    ...renderFullFailure(check, record, options, options.verbose === true ? {} : extent),
  ];
}

function shortLines({ cause, failures }: CauseGroup, record: RunRecord, options: TerminalOptions): readonly string[] {
  const commands = failures.flatMap(({ breaches }) => breaches.map(({ curl }) => curl).toReversed());
  const shown = commands.find((curl) => !curl.startsWith("#")) ?? commands[0];
  return [...(shown === undefined ? [] : commandLines(shown, record)), ...failures.map((failure) => renderShortFailure(failure, record, options, cause))];
}

function baselineLines(failed: readonly Check[], options: TerminalOptions): readonly string[] {
  const accepted = failed.filter(({ baselined }) => baselined).map(({ id }) => escapeText(id));
  if (accepted.length === 0) return [];
  const most = options.verbose === true ? undefined : 2;
  return wrap(`accepted by the baseline (${accepted.length}): ${accepted.join(", ")}`, {
    width: options.width,
    hanging: 2,
    maxLines: most,
  });
}

/** Entries of the baseline that are out of date. The verdict's reason already has the first three. */
function staleLines({ meta: { staleBaseline = [] } }: RunRecord, options: TerminalOptions): readonly string[] {
  if (staleBaseline.length <= 3) return [];
  const most = options.verbose === true ? undefined : 6;
  return wrap(`out of date in the baseline (${staleBaseline.length}): ${staleBaseline.map(escapeText).join("; ")}`, {
    width: options.width,
    hanging: 2,
    maxLines: most,
  });
}

/** Unjudged properties by status and reason; musts first. */
function openLines(record: RunRecord, options: TerminalOptions): readonly string[] {
  const statuses: readonly Status[] = ["errored", "unexercised", "skipped"];
  const lines = statuses.flatMap((status) => {
    const open = record.checks.filter((check) => check.status === status).toSorted((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level));
    const reasons = [...new Set(open.map(({ reason }) => reason ?? "no reason given"))];
    return reasons.flatMap((reason) => {
      const checks = open.filter((check) => (check.reason ?? "no reason given") === reason);
      const musts = checks.filter(({ level }) => level === "must").length;
      const count = musts === checks.length ? `${musts} must` : musts > 0 ? `${checks.length}, ${musts} must` : String(checks.length);
      const names = checks.map(({ id }) => id).join(", ");
      const text = `${marksOf(options).open} ${status} (${count}): ${reason}: ${names}`;
      const most = options.verbose === true ? undefined : 2;
      return wrap(escapeText(text), { width: options.width, hanging: 4, maxLines: most }).map((line) => plain(line, options));
    });
  });
  const most = options.verbose === true ? lines.length : 8;
  return lines.length > most ? [...lines.slice(0, most), "  and more (--verbose shows them)"] : lines;
}

function observationLines(record: RunRecord, options: TerminalOptions): readonly string[] {
  const observed = record.checks.flatMap(({ id, observations }) => observations.map(({ code, text }) => ({ id, code, text })));
  if (observed.length === 0) return [];
  const number = counted(observed.length, "observation, not a failure", "observations, not failures");
  if (options.verbose !== true) return wrap(`${number} (--verbose shows them)`, { width: options.width, hanging: 2 });
  const lines = observed.flatMap(({ id, code, text }) => wrap(escapeText(`${id} ${code}: ${text}`), { width: options.width, first: "  ", hanging: 4 }));
  return [`${number}:`, ...lines];
}

/** What a target may keep after it accepted a broken request of a changing operation. */
function endedLines({ meta: { ended = [] } }: RunRecord, options: TerminalOptions): readonly string[] {
  return ended.flatMap(({ text }) => wrap(escapeText(`! ${text}`), { width: options.width, hanging: 2, maxLines: options.verbose === true ? undefined : 4 }));
}

function suiteErrorLines({ meta }: RunRecord, options: TerminalOptions): readonly string[] {
  return meta.suiteErrors.flatMap((error) =>
    wrap(escapeText(`! error of the suite: ${error}`), {
      width: options.width,
      hanging: 2,
      maxLines: 4,
    }),
  );
}

function proofLines({ suite }: RunRecord, options: TerminalOptions): readonly string[] {
  return options.verbose !== true || suite.proof === null ? [] : renderProofFigures(suite.proof, options);
}

/** The sentence that explains the verdict, with a help topic if there is one. */
function reasonLines(record: RunRecord, { ruling, width }: TerminalOptions): readonly string[] {
  const topic = topicOfRun(record);
  return [...wrap(escapeText(ruling.because), { width }), ...(topic === undefined ? [] : [readOn(topic)])];
}

/** One line, so that programs find it: the verdict, counts by level and status, requests, seconds, the path of the record where there is no list of files, and the exit status. */
function summaryOf(record: RunRecord, options: TerminalOptions, runFile?: string): string {
  const { checks, requests, meta } = record;
  const { ruling } = options;
  const paint = painter(options);
  const style = ruling.exit === 0 ? (ruling.verdict === "conforms" ? "green" : "yellow") : "red";
  const counts = levels.flatMap((level) => {
    const text = countsInWords(checks.filter((check) => check.level === level));
    return text === "" ? [] : [`${level} ${text}`];
  });
  const facts = [
    counts.length === 0 ? "nothing judged" : counts.join("; "),
    `${requests} requests in ${seconds(meta.durationMs)} s`,
    ...(runFile === undefined ? [] : [escapeText(runFile)]),
    exitInWords(ruling, record),
  ];
  return `${paint("bold", paint(style, ruling.verdict.toUpperCase()))} ${facts.join(` ${marksOf(options).dot} `)}`;
}
