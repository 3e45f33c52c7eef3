import type { Entry, Har, Header } from "har-format";
import { fromRecordedBody, textOf } from "../record/recorded-body.ts";
import type { JournalExchange, JournalHeader } from "../record/journal.ts";
import { parseJournal } from "../documents/parse-journal.ts";
import { isSecretHeader, withoutCredentials } from "../redaction/redact.ts";
import type { RecordedBody, RecordedResponse, RunRecord } from "../record/run-record.ts";
import { safeJson } from "../encoding/safe-json.ts";

/** The address shown for the embedded reference service, which has none. */
const noAddress = "http://reference.invalid";

/**
 * HAR 1.2 of all exchanges in the journal, in the order of sending. Members that begin with an underscore carry what HAR does not have: the
 * case, its step, the part of the run that sent it, and why there was no answer (status 0). Throws a DocumentError if the journal is invalid.
 */
export function renderHar(record: RunRecord, journal: string): string {
  const { suite } = record;
  const stored = journal === "" ? [] : parseJournal(journal);
  const har: Har = {
    log: {
      version: "1.2",
      creator: { name: suite.name, version: suite.version },
      entries: stored.flatMap(({ exchanges, header }) => exchanges.map((exchange) => entryOf(exchange, header))).toSorted(bySending),
      ...(stored.length === 0 ? { comment: "The run has no journal, so there are no exchanges to show." } : {}),
    },
  };
  // Not indented: only tools read it, and it may contain tens of thousands of exchanges.
  return safeJson(har, 0);
}

function bySending(a: Entry, b: Entry): number {
  return a.startedDateTime < b.startedDateTime ? -1 : a.startedDateTime > b.startedDateTime ? 1 : 0;
}

function entryOf(exchange: JournalExchange, { startedAt, target, headers: secret }: JournalHeader): Entry {
  const { request, response, latencyMs, at } = exchange;
  const { body } = request;
  const size = fromRecordedBody(body).length;
  const headersOf = (headers: Readonly<Record<string, string>>): Header[] =>
    Object.entries(headers).flatMap(([name, value]) => (isSecretHeader(name, secret) ? [] : [{ name, value: withoutCredentials(value) }]));
  return {
    startedDateTime: new Date((Date.parse(startedAt) || 0) + at).toISOString(),
    time: latencyMs,
    request: {
      method: request.method,
      url: urlOf(target.endpoint, request.path),
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: headersOf(request.headers),
      queryString: [],
      ...(size === 0 ? {} : { postData: { mimeType: request.headers["content-type"] ?? "", ...bodyOf(body) } }),
      headersSize: -1,
      bodySize: size,
    },
    response: responseOf(response, headersOf),
    cache: {},
    timings: { send: 0, wait: latencyMs, receive: 0 },
    ...extraMembers(exchange),
  };
}

function responseOf(response: RecordedResponse, headersOf: (headers: Readonly<Record<string, string>>) => Header[]): Entry["response"] {
  const shared = { httpVersion: "HTTP/1.1", statusText: "", cookies: [], redirectURL: "", headersSize: -1 };
  if ("failure" in response) {
    const { kind, message } = response.failure;
    const error = { _error: `${kind}: ${withoutCredentials(message)}` };
    return { ...shared, status: 0, headers: [], content: { size: 0, mimeType: "x-unknown" }, bodySize: -1, ...error };
  }
  const { status, headers, body } = response;
  const size = fromRecordedBody(body).length;
  return {
    ...shared,
    status,
    headers: headersOf(headers),
    content: { size, mimeType: headers["content-type"] ?? "x-unknown", ...contentOf(body) },
    bodySize: size,
  };
}

/** A body that is not UTF-8 is written as base64. HAR has a member for that in responses only. */
function contentOf(body: RecordedBody): { readonly text: string; readonly encoding?: string } {
  const text = textOf(body);
  return text === undefined ? { text: Buffer.from(fromRecordedBody(body)).toString("base64"), encoding: "base64" } : { text };
}

function bodyOf(body: RecordedBody): { readonly text: string; readonly comment?: string } {
  const { text, encoding } = contentOf(body);
  return encoding === undefined ? { text } : { text, comment: "base64, because it is not UTF-8" };
}

function extraMembers({ case: id, step, repetition, part, operation, attempts, spoilt, trouble }: JournalExchange): object {
  const members = { case: id, step, repetition, part, operation, attempts, spoilt, trouble: trouble?.reason };
  return Object.fromEntries(Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [[`_${name}`, value]])));
}

function urlOf(endpoint: string, path: string): string {
  const base = URL.canParse(endpoint) ? withoutCredentials(endpoint).replace(/\/+$/u, "") : noAddress;
  const url = `${base}${path}`;
  return URL.canParse(url) ? new URL(url).href : `${base}/`;
}
