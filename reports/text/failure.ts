import type { Level, Violation } from "../../properties/core/property.ts";
import type { Requirement } from "../../spec/requirements/requirement.ts";
import { breachesByEvidence } from "../record/breaches.ts";
import { shortText } from "../record/request-diff.ts";
import { escapeText } from "../encoding/escape.ts";
import { columnsOf, counted, cutTo, marksOf, painter, plain, wrap, type Layout } from "../encoding/layout.ts";
import { named, namedSafely } from "../redaction/normalise.ts";
import type { Breach, CauseName, Check, RunRecord } from "../record/run-record.ts";
import type { Failure } from "../verdict/causes.ts";
import {
  answerInWords,
  breachInWords,
  casesInWords,
  drawnInWords,
  briefOf,
  grouped,
  receivedInWords,
  repeatsOf,
  requestInWords,
  responseInWords,
} from "./failure-wording.ts";

/** A row of the catalogue, for reports. */
export interface RequirementNote {
  readonly id: string;
  readonly level: Level;
  /** The requirement, in our own words. */
  readonly text: string;
  /** Its source: `page line 51`, `AWS JSON 1.1, errors`. */
  readonly source: string;
  /** What it is based on: the page, the protocol that it names, published answers of AWS, or convention. */
  readonly basis?: Requirement["basis"];
}

/** What a failed check demands: its level and requirement, the demand, and its source. */
export function renderRequirement(
  { level, requirement }: Pick<Check, "level" | "requirement">,
  note: RequirementNote | undefined,
  layout: Layout,
): readonly string[] {
  const paint = painter(layout);
  const mark = level === "must" ? marksOf(layout).failed : marksOf(layout).warned;
  const head = `${paint(styleOf(level), mark)} ${paint("bold", `${level} ${escapeText(requirement)}`)}`;
  if (note === undefined) return [head];
  const text = plain(`${escapeText(note.text)} (${escapeText(note.source)})`, layout);
  return [head, ...wrap(text, { width: layout.width, first: "  ", hanging: 2 })];
}

/** The colour of a failure. */
function styleOf(level: Level): "red" | "yellow" {
  return level === "must" ? "red" : "yellow";
}

/** A failure that was just found, in two lines; the report at the end shows it in full. */
export function renderFirstFailure(
  found: { readonly level: Level; readonly caseId: string; readonly violation?: Violation; readonly requests: number },
  layout: Layout,
): string {
  const paint = painter(layout);
  const { failed, arrow } = marksOf(layout);
  const head = `${paint("red", failed)} ${paint("bold", "first failure")}, after ${String(found.requests)} requests: ${found.level} ${escapeText(found.caseId)}`;
  const { violation } = found;
  if (violation === undefined) return `${head}\n\n`;
  const text = `${shortText(receivedInWords(violation))}; expected ${violation.expected}`;
  const lines = wrap(plain(escapeText(text), layout), { width: layout.width, first: `    ${arrow} `, hanging: 6, maxLines: 3 });
  return `${[head, ...lines.map((line) => plain(line, layout))].join("\n")}\n\n`;
}

/** The fewest columns in which a part of a line says anything. */
const leastColumns = 10;

/** Causes whose failures differ in what was sent; of the others what was expected says more. */
const causesByRequest: ReadonlySet<CauseName> = new Set(["crash", "hang", "not-enforced", "valid-refused", "malformed-accepted", "routing"]);

/** A failure in one line: what was sent and received, or what was expected and received, as its cause asks for; each is shortened where the width asks for it. */
export function renderShortFailure(failure: Failure, record: RunRecord, layout: Layout, cause: CauseName): string {
  const { level, id } = failure.check;
  const { failed, warned, arrow, cut } = marksOf(layout);
  const mark = level === "must" ? failed : warned;
  const { sent, received, count, expected } = briefOf(failure, record);
  const fitted = (text: string, columns: number): string => {
    const shown = plain(escapeText(text), layout);
    return columnsOf(shown) <= columns ? shown : `${cutTo(shown, columns - cut.length).trimEnd()}${cut}`;
  };
  const head = ` ${level} ${escapeText(id)}: `;
  const columns = Math.max(layout.width - columnsOf(`  ${mark}${head}`), 2 * leastColumns);
  const times = count > 1 ? ` (${plain(`${grouped(count)}×`, layout)})` : "";
  const got = received.replace(/^status /u, "");
  const parts = (first: string, between: string, second: string): string => [first, second].filter((part) => part !== "").join(between);
  const byRequest = (): string => {
    const answer = `${fitted(got, columns - columnsOf(times))}${times}`;
    const left = columns - columnsOf(` ${arrow} ${answer}`);
    return parts(left < leastColumns ? "" : fitted(sent, left), ` ${arrow} `, answer);
  };
  const byDemand = (): string => {
    // A short answer, such as a status, is never crowded out by what was expected in its place.
    const kept = columnsOf(got) > leastColumns ? 0 : columnsOf(`, got ${got}`);
    const demand = fitted(`expected ${expected}`, columns - columnsOf(times) - kept);
    const left = columns - columnsOf(`${demand}, got ${times}`);
    return `${parts(demand, ", got ", left < Math.min(leastColumns, columnsOf(got)) ? "" : fitted(got, left))}${times}`;
  };
  const text = received === "" ? fitted(sent, columns) : causesByRequest.has(cause) ? byRequest() : byDemand();
  return `  ${painter(layout)(styleOf(level), mark)}${head}${text}`;
}

/** How much of a failure is shown. */
export interface FailureExtent {
  /** Kinds of breaches beside those that the counterexample shows; all by default. */
  readonly others?: number;
  /** Cases of each; all that are recorded by default. */
  readonly cases?: number;
}

/** A failure with everything needed to understand and reproduce it: its counterexample, then the other breaches, each with its cases and command. */
export function renderFullFailure(
  check: Check,
  record: RunRecord,
  layout: Layout,
  { others: most = Number.POSITIVE_INFINITY, cases = Number.POSITIVE_INFINITY }: FailureExtent = {},
): readonly string[] {
  const paint = painter(layout);
  const { counterexample } = check;
  const row = (name: string, text: string): readonly string[] => {
    const first = `    ${name.padEnd(9)} `;
    const lines = wrap(plain(escapeText(text), layout), { width: layout.width, first, hanging: first.length });
    return lines.map((line, index) => plain(index === 0 ? line.replace(name, () => paint("dim", name)) : line, layout));
  };
  // Ids are never wrapped, so that they can be copied.
  const id = (name: string, text: string): string => `    ${paint("dim", name.padEnd(9))} ${escapeText(text)}`;
  const { own, others } = breachesByEvidence(check, record);
  const violations = own.flatMap((breach) => [...row("expected", breach.expected), ...row("received", breachInWords(breach))]);
  const shown = others.slice(0, most);
  const more = others.length - shown.length;
  const rest = [
    ...shown.flatMap((breach) => otherBreach(breach, { row, commands: commandLines(breach.curl, record), cases })),
    ...(more > 0 ? row("", `and ${counted(more, "other kind of breach", "other kinds of breaches")}`) : []),
  ];
  if (counterexample === undefined) return [id("property", check.id), ...violations, ...rest];
  const failing = new Set(own.flatMap((breach) => breach.cases));
  return [
    id("property", check.id),
    id("case", counterexample.caseId),
    ...(counterexample.drawn === undefined ? [] : [id("drawn", drawnInWords(counterexample.drawn))]),
    ...row("request", requestInWords(counterexample)),
    ...violations,
    ...row("answer", answerInWords(counterexample.response)),
    ...row("repeated", repeatsOf(check)),
    ...commandLines(counterexample.curl, record),
    ...(failing.size > 1 ? own.filter((breach) => breach.cases.length > 1).flatMap((breach) => row("cases", casesInWords(breach, cases))) : []),
    ...rest,
  ];
}

interface BreachParts {
  readonly row: (name: string, text: string) => readonly string[];
  readonly commands: readonly string[];
  readonly cases: number;
}

function otherBreach(breach: Breach, { row, commands, cases }: BreachParts): readonly string[] {
  return [
    ...row("also", `${breachInWords(breach)}; expected ${breach.expected}`),
    ...row("answer", responseInWords(breach)),
    ...row(breach.cases.length > 1 ? "cases" : "case", casesInWords(breach, cases)),
    ...commands,
  ];
}

/** A command, indented. It is never wrapped or shortened, so that it can be copied. */
export function commandLines(curl: string, record: RunRecord): readonly string[] {
  return named(curl, record)
    .split("\n")
    .map((line) => `    ${escapeText(line)}`);
}

/** Plain text of unlimited width, for logs. */
const plainLayout: Layout = { colour: false, width: 100 };

/** A self-contained failure, as in the output of a test runner: requirement, request, expected and received values, curl command. */
export function renderFailureBlock(check: Check, record: RunRecord, note: RequirementNote | undefined): string {
  return namedSafely([...renderRequirement(check, note, plainLayout), ...renderFullFailure(check, record, plainLayout, { cases: 3 })].join("\n"), record);
}
