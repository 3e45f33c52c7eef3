import { levels } from "../record/levels.ts";
import type { Level } from "../../properties/core/property.ts";
import { inContractOrder } from "../verdict/contract-order.ts";
import { escapeText } from "../encoding/escape.ts";
import { renderFullFailure, renderRequirement, renderShortFailure, type RequirementNote } from "./failure.ts";
import { columnsOf, counted, marksOf, painter, plain, wrap } from "../encoding/layout.ts";
import { runHeaderOf, renderRunHeader } from "./run-header.ts";
import { renderProofFigures } from "../record/proof-figures.ts";
import { readOn } from "./help-links.ts";
import type { Check, RunRecord, Status } from "../record/run-record.ts";
import { renderSummary, type SummaryOptions } from "./summary.ts";
import { topicOfRun } from "./help-topic.ts";
import { stopsTheRun } from "../verdict/verdict.ts";

export interface TerminalOptions extends SummaryOptions {
  readonly requirementOf: (id: string) => RequirementNote | undefined;
  /** Show every failure in full, every reason and observation. */
  readonly verbose?: boolean;
  /** Show only the summary line, and the message of a preflight that ended the run. */
  readonly quiet?: boolean;
  /** Lines of the terminal, to keep the whole report visible. Default about 70. */
  readonly rows?: number;
  /** False if the opening lines were printed before the run. Default true. */
  readonly opening?: boolean;
}

/** Maximum rows of failures without --verbose. */
const budgets = { most: 52, least: 16 };

/** Rows of a failure that is shown in full. */
const fullRows = 15;

/** Rows reserved for the ids of failures that are left out or accepted by the baseline. */
const restRows = 6;

/** Rows left for failures, so that the whole report stays visible. */
function budgetOf({ rows }: TerminalOptions, others: number): number {
  return rows === undefined ? budgets.most : Math.min(budgets.most, Math.max(budgets.least, rows - others - restRows));
}

/** Rows of lines on the terminal, which breaks lines that are too wide. */
function rowsOf(lines: readonly string[], { width }: TerminalOptions): number {
  return lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(columnsOf(line) / Math.max(width, 40))), 0);
}

/** A run as text: header, failures by requirement, unjudged properties, and the summary line. */
export function renderTerminal(record: RunRecord, options: TerminalOptions): string {
  const summary = renderSummary(record, options);
  const stopped = stopsTheRun(record.meta.preflight);
  if (options.quiet === true) return linesOf([...(stopped ? reasonLines(record, options) : []), summary]);
  const opening = options.opening === false ? "" : `${renderRunHeader(runHeaderOf(record), options)}\n`;
  const sections = stopped ? [] : [openLines(record, options), observationLines(record, options)];
  const others = [
    ...sections,
    endedLines(record, options),
    staleLines(record, options),
    suiteErrorLines(record, options),
    proofLines(record, options),
    reasonLines(record, options),
  ];
  const taken = rowsOf([...opening.split("\n"), ...others.flatMap((lines) => (lines.length === 0 ? [] : [...lines, ""])), summary], options);
  const all = [stopped ? [] : failureLines(record, options, budgetOf(options, taken)), ...others].filter(({ length }) => length > 0);
  return opening + all.map((lines) => `${linesOf(lines)}\n`).join("") + linesOf([summary]);
}

function linesOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

interface Group {
  readonly level: Level;
  readonly requirement: string;
  readonly checks: readonly Check[];
}

/** Groups failures by requirement, in their order. */
function groupsOf(failed: readonly Check[]): readonly Group[] {
  return levels.flatMap((level) => {
    const ofLevel = failed.filter((check) => check.level === level);
    const requirements = [...new Set(ofLevel.map(({ requirement }) => requirement))];
    return requirements.map((requirement) => ({
      level,
      requirement,
      checks: ofLevel.filter((check) => check.requirement === requirement),
    }));
  });
}

function failureLines(record: RunRecord, options: TerminalOptions, budget: number): readonly string[] {
  const failed = inContractOrder(
    record.checks.filter(({ status }) => status === "failed"),
    record,
  );
  const groups = groupsOf(failed.filter(({ baselined }) => !baselined));
  const isFull = options.verbose === true || failed.length <= budget / fullRows;
  const lines: string[] = [];
  const left: Check[] = [];
  for (const { level, requirement, checks } of groups) {
    const isShort = !isFull && lines.length > 0;
    const group = [...renderRequirement({ level, requirement }, options.requirementOf(requirement), options, isShort)];
    let shown = 0;
    for (const check of checks) {
      // The first failure is always shown in full: it has what the short ones leave out.
      const isFirst = lines.length === 0 && shown === 0;
      const body = isFull || isFirst ? renderFullFailure(check, record, options, isFull ? undefined : 2) : renderShortFailure(check, options);
      if (!isFull && !isFirst && rowsOf([...lines, ...group, ...body], options) > budget) left.push(check);
      else {
        group.push(...(isFull && shown > 0 ? ["", ...body] : body));
        shown += 1;
      }
    }
    if (shown > 0) lines.push(...(isFull && lines.length > 0 ? ["", ...group] : group));
  }
  return [...lines, ...restLines(left, options), ...baselineLines(failed, options)];
}

function restLines(left: readonly Check[], options: TerminalOptions): readonly string[] {
  if (left.length === 0) return [];
  const counts = levels.flatMap((level) => {
    const number = left.filter((check) => check.level === level).length;
    return number === 0 ? [] : [`${number} more ${level}`];
  });
  const names = left.map(({ id }) => escapeText(id)).join(", ");
  const text = plain(`… and ${counts.join(", ")} (--verbose shows them): ${names}`, options);
  return wrap(text, { width: options.width, hanging: 2, maxLines: 4 }).map((line) => painter(options)("dim", plain(line, options)));
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
