import { parsedOr } from "../../encoding/json-text.ts";
import type { JournalExchange } from "../../record/journal.ts";
import { textOf } from "../../record/recorded-body.ts";
import { shortText } from "../../record/request-diff.ts";
import type { RecordedBody } from "../../record/run-record.ts";

/** A case of a property, with what it sent last and what was answered. */
export interface JudgedCase {
  /** The id without that of its property. */
  readonly name: string;
  readonly sent: string;
  readonly answer: string;
}

/** Cases that are shown of each property. */
const maxCases = 8;
const longestLine = 30_000;
const [longestSent, longestAnswer] = [100, 160];

const beginning = '{"kind":"exchange","part":"properties"';

/** The first cases of each property in a journal. Exchanges of megabytes are left out. */
export function judgedCases(journal: string): ReadonlyMap<string, readonly JudgedCase[]> {
  const found = new Map<string, Map<string, JudgedCase>>();
  for (let at = 0, end = 0; at < journal.length; at = end + 1) {
    end = journal.indexOf("\n", at);
    if (end === -1) end = journal.length;
    if (end - at > longestLine || !journal.startsWith(beginning, at)) continue;
    // A run that was killed may leave half a line.
    const exchange = parsedOr(journal.slice(at, end), undefined) as JournalExchange | undefined;
    const id = exchange?.case;
    if (exchange === undefined || id === undefined) continue;
    const cut = id.indexOf("#");
    const [property, name] = [id.slice(0, cut), id.slice(cut + 1)];
    const cases = found.get(property) ?? new Map<string, JudgedCase>();
    found.set(property, cases);
    if (!cases.has(name) && cases.size >= maxCases) continue;
    // Of several exchanges the last one stays.
    cases.set(name, { name, sent: bodyOf(exchange.request.body, longestSent), answer: answerOf(exchange) });
  }
  return new Map([...found].map(([property, cases]) => [property, [...cases.values()]]));
}

function answerOf({ response }: JournalExchange): string {
  return "failure" in response ? `no answer, ${response.failure.kind}` : `${String(response.status)} ${bodyOf(response.body, longestAnswer)}`;
}

function bodyOf(body: RecordedBody, limit: number): string {
  const text = textOf(body);
  return text === undefined ? "(not UTF-8)" : shortText(text, limit);
}
