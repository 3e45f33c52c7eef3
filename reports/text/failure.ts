import type { Level, Violation } from "../../properties/core/property.ts";
import type { Requirement } from "../../spec/requirements/requirement.ts";
import { textOf } from "../record/recorded-body.ts";
import { describeDifference, type Difference, requestDifferences, shortJson, shortText } from "../record/request-diff.ts";
import { escapeText } from "../encoding/escape.ts";
import { counted, marksOf, painter, plain, wrap, type Layout } from "../encoding/layout.ts";
import { named } from "../redaction/normalise.ts";
import type { Check, Counterexample, RecordedResponse, RunRecord } from "../record/run-record.ts";
import { sessionSetInWords } from "./session-set.ts";
import { reportedViolations } from "../record/violations.ts";

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

const maxShownViolations = 5;

/** The heading of a group of failures of one requirement and level; a single line if `isShort`. */
export function renderRequirement(
  { level, requirement }: Pick<Check, "level" | "requirement">,
  note: RequirementNote | undefined,
  layout: Layout,
  isShort: boolean,
): readonly string[] {
  const paint = painter(layout);
  const mark = level === "must" ? marksOf(layout).failed : marksOf(layout).warned;
  const style = level === "must" ? "red" : "yellow";
  const head = `${mark} ${level} ${escapeText(requirement)}`;
  const painted = (line: string): string => line.replace(head, () => `${paint(style, mark)} ${paint("bold", `${level} ${escapeText(requirement)}`)}`);
  if (note === undefined) return [painted(head)];
  const source = escapeText(note.source);
  if (isShort) {
    const sourced = `${head} (${source}): `;
    const lines = wrap(escapeText(note.text), {
      width: layout.width,
      // A long source would leave no room for the requirement itself.
      first: sourced.length * 2 > layout.width + head.length ? `${head}: ` : sourced,
      maxLines: 1,
    });
    return lines.map((line) => painted(plain(line, layout)));
  }
  const text = plain(`${escapeText(note.text)} (${source})`, layout);
  return [painted(head), ...wrap(text, { width: layout.width, first: "  ", hanging: 2 })];
}

/** A failure in one unescaped sentence: how the request differs from a valid one, what was received, what was expected. */
export function failureInBrief(check: Check): string {
  const { counterexample } = check;
  const [violation] = reportedViolations(check);
  const sent = counterexample === undefined ? [] : [requestInBrief(counterexample)];
  const got = violation === undefined ? [] : [`→ ${shortText(receivedInWords(violation), 50)}; expected ${violation.expected}`];
  return [...sent, ...got].join(" ");
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
  const text = `${shortText(receivedInWords(violation), 80)}; expected ${violation.expected}`;
  const lines = wrap(plain(escapeText(text), layout), { width: layout.width, first: `    ${arrow} `, hanging: 6, maxLines: 3 });
  return `${[head, ...lines.map((line) => plain(line, layout))].join("\n")}\n\n`;
}

/** A failure in one or two lines: how the request differs from a valid one, what was received, what was expected. */
export function renderShortFailure(check: Check, layout: Layout): readonly string[] {
  const text = plain(escapeText(failureInBrief(check)), layout);
  const first = plain(escapeText(`    ${shortId(check)}: `), layout);
  return wrap(text, { width: layout.width, first, hanging: 8, maxLines: 2 }).map((line) => plain(line, layout));
}

/** The id of a property without the part that repeats its requirement. */
function shortId({ id, requirement }: Check): string {
  const start = id.slice(0, id.lastIndexOf("/"));
  return `${requirement}.`.startsWith(`${start.replaceAll("/", ".")}.`) ? `…${id.slice(start.length)}` : id;
}

/** A failure with everything needed to understand and reproduce it, with at most `breaches` of its distinct breaches. */
export function renderFullFailure(check: Check, record: RunRecord, layout: Layout, breaches = maxShownViolations): readonly string[] {
  const paint = painter(layout);
  const { counterexample } = check;
  const row = (name: string, text: string, most?: number): readonly string[] => {
    const first = `    ${name.padEnd(9)} `;
    const lines = wrap(plain(escapeText(text), layout), {
      width: layout.width,
      first,
      hanging: first.length,
      maxLines: most,
    });
    return lines.map((line, index) => plain(index === 0 ? line.replace(name, () => paint("dim", name)) : line, layout));
  };
  // Ids are never wrapped, so that they can be copied.
  const id = (name: string, text: string): string => `    ${paint("dim", name.padEnd(9))} ${escapeText(text)}`;
  const shown = distinctBreaches(check).slice(0, breaches);
  const violations = shown.flatMap(({ violation }) => [...row("expected", violation.expected, 3), ...row("received", receivedInWords(violation), 3)]);
  const more = check.violationCount - shown.reduce((sum, { times }) => sum + times, 0);
  const rest = more > 0 ? row("", `and ${counted(more, "more violation")}`) : [];
  if (counterexample === undefined) return [id("property", check.id), ...violations, ...rest];
  return [
    id("property", check.id),
    id("case", counterexample.caseId),
    ...row("request", requestInWords(counterexample), 3),
    ...violations,
    ...rest,
    ...row("answer", answerInWords(counterexample.response), 2),
    ...row("repeated", repeatsOf(check)),
    ...commandLines(counterexample, record),
  ];
}

/** The distinct breaches of a check, each with how often it was seen. */
export function distinctBreaches(check: Check): readonly { readonly violation: Violation; readonly times: number }[] {
  const rows = new Map<string, { violation: Violation; times: number }>();
  for (const violation of reportedViolations(check)) {
    const key = `${violation.expected}\n${receivedInWords(violation)}`;
    const row = rows.get(key);
    if (row === undefined) rows.set(key, { violation, times: 1 });
    else row.times += 1;
  }
  return [...rows.values()];
}

/** The curl command is never wrapped or shortened, so that it can be copied. */
function commandLines({ curl }: Counterexample, record: RunRecord): readonly string[] {
  return named(curl, record)
    .split("\n")
    .map((line) => `    ${escapeText(line)}`);
}

/** How often the case failed when it was repeated, in words. */
export function repeatsOf({ reproduced, shrunk }: Check): string {
  const [times, of] = reproduced?.split("/") ?? [];
  const parts = times === undefined ? ["not sent again"] : [`failed ${times} of ${of} times`];
  if (times !== of) parts.push("intermittent");
  if (shrunk === "capped") parts.push("a smaller request may fail too");
  return parts.join(", ");
}

/** How the violating request differs from a valid one; the member that the case is about comes first. */
function differencesOfCase({ caseId, request, valid }: Counterexample): readonly Difference[] {
  const member = memberOfCase(caseId);
  const differences = requestDifferences(request, valid);
  const isAbout = ({ place }: Difference): boolean => place === member || place.startsWith(`${member}.`);
  return [...differences.filter(isAbout), ...differences.filter((one) => !isAbout(one))];
}

/** The top-level member that a case is about: `Tags` for `request/tags/key/refuses-wrong-length#Tags/key/maxLength/above`. */
export function memberOfCase(caseId: string): string {
  return /#([^/]+)\//u.exec(caseId)?.[1] ?? "";
}

/** As `requestInWords`, without the values of the valid request. */
export function requestInBrief(counterexample: Counterexample): string {
  const differences = differencesOfCase(counterexample);
  if (differences.length === 0) return requestInWords(counterexample);
  const [first = "", ...rest] = differences.map(({ place, sent }) => (sent === undefined ? `${place} missing` : `${place}: ${sent}`));
  return rest.length === 0 ? first : `${first} and ${rest.length} more`;
}

/** The violating request as a difference from a valid one. */
function requestInWords(counterexample: Counterexample): string {
  const { request, steps } = counterexample;
  const at = steps.findIndex(({ violates }) => violates);
  const step = steps.length > 1 && at >= 0 ? `step ${at + 1} of ${steps.length}: ` : "";
  const differences = differencesOfCase(counterexample).map(describeDifference);
  if (differences.length > 0) return step + differences.join(", ");
  return `${step}${request.method} ${request.path} ${shortText(textOf(request.body) ?? "", 80)}`;
}

/** `status 200`, `header content-type "text/html"`, `/body/Ids/0 12`, `2 of 45 sessions are missing: a, b`. */
export function receivedInWords({ pointer, received }: Violation): string {
  const sessions = sessionSetInWords(received);
  if (sessions !== undefined) return sessions;
  const value = shortJson(JSON.stringify(received) ?? "nothing");
  if (pointer === "/status") return `status ${value}`;
  if (pointer === "" || pointer === "/body") return value;
  const header = /^\/headers\/([^/]+)$/u.exec(pointer)?.[1];
  return header === undefined ? `${pointer} ${value}` : `header ${header} ${value}`;
}

function answerInWords(response: RecordedResponse): string {
  if ("failure" in response) return `none, ${response.failure.kind}: ${response.failure.message}`;
  const text = textOf(response.body);
  const type = response.headers["content-type"] ?? "no content type";
  return `${response.status}, ${type}: ${text === undefined ? "not UTF-8" : shortText(text, 160)}`;
}
