import type { Level, Violation } from "../properties/property.ts";
import { textOf } from "./body.ts";
import { shortText } from "./difference.ts";
import { escapeText } from "./escape.ts";
import { receivedInWords } from "./failure.ts";
import { marksOf, painter, type Layout } from "./layout.ts";
import type { RecordedBody, RecordedRequest, RecordedResponse } from "./run-record.ts";

/** An exchange of a case that was sent again, secrets taken out. */
export interface ReplayedExchange {
  readonly request: RecordedRequest;
  readonly response: RecordedResponse;
  /** Whether the run sent the same at this step. */
  readonly isAsStored: boolean;
}

/** What an exchange shows against a property. */
export interface ReplayedViolation {
  readonly property: string;
  readonly level: Level;
  readonly violation: Violation;
}

/** Characters of a body that are shown. */
const longestBody = 4_000;
/** Characters of a header that are shown. */
const longestHeader = 400;

/** One exchange in full: request, answer, and what was wanted where it violates. */
export function renderExchange(
  { request, response, isAsStored }: ReplayedExchange,
  place: string,
  violations: readonly ReplayedViolation[],
  layout: Layout,
): string {
  const paint = painter(layout);
  const { arrow, failed, warned } = marksOf(layout);
  const note = isAsStored ? "" : " (not byte for byte what the run sent here)";
  const asked = [`${paint("bold", `${place} ${escapeText(shortText(`${request.method} ${request.path}`, longestHeader))}`)}${note}`, ...message(request)];
  const got =
    "failure" in response
      ? [`${arrow} no answer, ${escapeText(response.failure.kind)}: ${escapeText(response.failure.message)}`]
      : [`${arrow} status ${String(response.status)}`, ...message(response)];
  const wrong = violations.flatMap(({ property, level, violation }) => [
    paint(level === "must" ? "red" : "yellow", `${level === "must" ? failed : warned} violates ${level} ${escapeText(property)}`),
    `  wanted   ${escapeText(violation.expected)}`,
    `  received ${escapeText(receivedInWords(violation))}`,
  ]);
  return `${[...asked, ...got, ...wrong].join("\n")}\n\n`;
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
