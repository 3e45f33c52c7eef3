import type { Level, Violation } from "../../properties/core/property.ts";
import { textOf } from "../record/recorded-body.ts";
import { shortText } from "../record/request-diff.ts";
import { escapeText } from "../encoding/escape.ts";
import { receivedInWords } from "./failure-wording.ts";
import { marksOf, painter, type Layout } from "../encoding/layout.ts";
import type { RecordedBody, RecordedRequest, RecordedResponse } from "../record/run-record.ts";
import { safeJson } from "../encoding/safe-json.ts";

/** An exchange of a replayed case, without secrets. */
export interface ReplayedExchange {
  readonly request: RecordedRequest;
  readonly response: RecordedResponse;
  /** Whether the run sent the same bytes in this step. */
  readonly isAsStored: boolean;
}

/** A violation of a property in an exchange. */
export interface ReplayedViolation {
  readonly property: string;
  readonly level: Level;
  readonly violation: Violation;
}

/** One request of a case: with its answer if it was sent, otherwise with the command that sends it. */
export type ReplayStep =
  | (ReplayedExchange & { readonly violations: readonly ReplayedViolation[] })
  | { readonly request: RecordedRequest; readonly curl: string };

/** The result of replaying a case. */
export interface Replay {
  readonly caseId: string;
  /** The property that owns it. */
  readonly property: string;
  readonly endpoint: string;
  /** Whether it was sent, or only shows what would be sent. */
  readonly isSent: boolean;
  readonly steps: readonly ReplayStep[];
  /** One sentence without its full stop. */
  readonly conclusion: string;
  readonly exit: number;
}

/** Maximum characters of a body. */
const longestBody = 4_000;
/** Maximum characters of a header. */
const longestHeader = 400;

/** A replayed case in full: each request with its answer and violations, and the conclusion. */
export function renderReplay({ caseId, endpoint, isSent, steps, conclusion, exit }: Replay, layout: Layout): string {
  const opening = `${escapeText(caseId)}, ${isSent ? "sent again to" : "as it would be sent to"} ${escapeText(endpoint)}\n\n`;
  const parts = steps.map((step, index) => {
    const place = `${String(index + 1)} of ${String(steps.length)}`;
    const lines = "curl" in step ? [...asked(step.request, place, layout), ...curlLines(step.curl)] : exchangeLines(step, place, layout);
    return `${lines.join("\n")}\n\n`;
  });
  return `${opening}${parts.join("")}${escapeText(conclusion)}: exit ${String(exit)}\n`;
}

function asked({ method, path, ...rest }: RecordedRequest, place: string, layout: Layout): readonly string[] {
  return [painter(layout)("bold", `${place} ${escapeText(shortText(`${method} ${path}`, longestHeader))}`), ...message(rest)];
}

function exchangeLines(
  { request, response, isAsStored, violations }: ReplayedExchange & { readonly violations: readonly ReplayedViolation[] },
  place: string,
  layout: Layout,
): readonly string[] {
  const paint = painter(layout);
  const { arrow, failed, warned } = marksOf(layout);
  const [first = "", ...rest] = asked(request, place, layout);
  const got =
    "failure" in response
      ? [`${arrow} no answer, ${escapeText(response.failure.kind)}: ${escapeText(response.failure.message)}`]
      : [`${arrow} status ${String(response.status)}`, ...message(response)];
  const wrong = violations.flatMap(({ property, level, violation }) => [
    paint(level === "must" ? "red" : "yellow", `${level === "must" ? failed : warned} violates ${level} ${escapeText(property)}`),
    `  expected ${escapeText(violation.expected)}`,
    `  received ${escapeText(receivedInWords(violation))}`,
  ]);
  return [`${first}${isAsStored ? "" : " (not byte for byte what the run sent here)"}`, ...rest, ...got, ...wrong];
}

/** A command is never wrapped, so that it can be copied; it has two lines if curl cannot send the request. */
function curlLines(curl: string): readonly string[] {
  return curl.split("\n").map((line) => escapeText(line));
}

function message({ headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body: RecordedBody }): readonly string[] {
  const lines = Object.entries(headers).map(
    ([name, value]) => `  ${escapeText(shortText(name, longestHeader))}: ${escapeText(shortText(value, longestHeader))}`,
  );
  return [...lines, `  ${bodyText(body)}`];
}

function bodyText(body: RecordedBody): string {
  const text = textOf(body);
  if (text === "") return "(empty body)";
  if (text === undefined) return `(not UTF-8, base64) ${shortText("base64" in body ? body.base64 : "", longestBody)}`;
  return escapeText(shortText(text, longestBody));
}

/** A replayed case as JSON, by `replay.schema.json`. */
export function renderReplayJson({ caseId, property, endpoint, isSent, steps, conclusion, exit }: Replay): string {
  return safeJson({ schemaVersion: 1, caseId, property, endpoint, sent: isSent, steps: steps.map(stepAsJson), conclusion, exit });
}

function stepAsJson(step: ReplayStep): object {
  if ("curl" in step) return { request: step.request, curl: step.curl };
  const violations = step.violations.map(({ property, level, violation }) => ({ property, level, ...violation }));
  return { request: step.request, sameAsInRun: step.isAsStored, response: step.response, violations };
}
