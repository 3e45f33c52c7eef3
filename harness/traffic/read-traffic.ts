import { createReadStream, existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { isJsonObject } from "../../spec/json.ts";
import { decodeDocument, DocumentError, parseJson } from "../../reports/documents/input-document.ts";
import { fromRecordedBody } from "../../reports/record/recorded-body.ts";
import type { RecordedBody } from "../../reports/record/run-record.ts";
import { escapeText } from "../../reports/encoding/escape.ts";
import { readBytes, understood } from "../files/read-document.ts";
import { HarnessError, messageOf } from "../runtime/harness-error.ts";
import { journalName } from "../storage/journal-file.ts";
import { exchangeOfLine, headersOf, type TrafficExchange, TrafficError } from "./traffic.ts";

const advice = "Give a HAR file (.har), a run directory, or JSON Lines (.jsonl) as harness/docs/traffic.md describes them.";
/** A HAR file is read as a whole. */
const maxHarBytes = 256 * 1_024 * 1_024;
const maxLineBytes = 64 * 1_024 * 1_024;

/** The exchanges of a file or a run directory, one after the other. Throws a HarnessError, with file and line, for what is none. */
export async function* readTraffic(path: string): AsyncGenerator<TrafficExchange> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) {
    const journal = join(path, journalName);
    if (!existsSync(journal)) throw unusable(path, `it is a folder without ${journalName}`);
    yield* readJournalLines(journal);
  } else if (path.endsWith(".har")) yield* entriesOf(path);
  else if (path.endsWith(".jsonl")) yield* readLines(path, (value, place) => [exchangeOfLine(value, path, place)]);
  else throw unusable(path, found === undefined ? "there is no such file" : "its name ends neither with .har nor with .jsonl");
}

function unusable(path: string, why: string, cause?: unknown): HarnessError {
  return new HarnessError("input", `${escapeText(path)} is no traffic: ${escapeText(why)}. ${advice}`, cause);
}

async function* readLines(path: string, read: (value: unknown, place: string) => readonly TrafficExchange[]): AsyncGenerator<TrafficExchange> {
  let number = 0;
  for await (const line of linesOf(path)) {
    number += 1;
    if (line.length === 0) continue;
    const place = `${path}:${String(number)}`;
    let exchanges: readonly TrafficExchange[];
    try {
      exchanges = read(parseJson(decodeDocument(line)), place);
    } catch (error) {
      if (error instanceof TrafficError || error instanceof DocumentError) throw unusable(place, messageOf(error), error);
      throw error;
    }
    yield* exchanges;
  }
}

/** The lines of a file, of which one is held at a time. */
async function* linesOf(path: string): AsyncGenerator<Uint8Array> {
  let held: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1_048_576 }) as AsyncIterable<Buffer>) {
      let from = 0;
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, from)) {
        yield trimmed(Buffer.concat([...held, chunk.subarray(from, at)]));
        held = [];
        length = 0;
        from = at + 1;
      }
      const rest = chunk.subarray(from);
      length += rest.length;
      if (length > maxLineBytes) throw unusable(path, `a line has more than ${String(maxLineBytes)} bytes`);
      if (rest.length > 0) held.push(rest);
    }
  } catch (error) {
    if (error instanceof HarnessError) throw error;
    throw unusable(path, messageOf(error), error);
  }
  if (length > 0) yield trimmed(Buffer.concat(held));
}

function trimmed(line: Buffer): Buffer {
  return line.at(-1) === 13 ? line.subarray(0, -1) : line;
}

/** The exchanges in the journal of a run that got an answer, and whose bodies are whole. */
async function* readJournalLines(path: string): AsyncGenerator<TrafficExchange> {
  yield* readLines(path, (value, place) => {
    if (!isJsonObject(value) || typeof value["kind"] !== "string") throw new TrafficError("it is no line of a journal");
    const { kind, request, response } = value;
    if (kind !== "exchange" || !isJsonObject(request) || !isJsonObject(response) || !("status" in response)) return [];
    const [asked, answered] = [request["body"], response["body"]] as readonly RecordedBody[];
    if (asked?.cut !== undefined || answered === undefined || answered.cut !== undefined || asked === undefined) return [];
    const headers = headersOf(request["headers"], "/request/headers") ?? {};
    const target = headers["x-amz-target"];
    if (target === undefined || !/^[\w.-]{1,300}$/u.test(target)) return [];
    return [
      exchangeOfLine(
        {
          target,
          request: { ...request, body: { base64: Buffer.from(fromRecordedBody(asked)).toString("base64") } },
          response: { ...response, body: { base64: Buffer.from(fromRecordedBody(answered)).toString("base64") } },
        },
        path,
        place,
      ),
    ];
  });
}

/** The entries of a HAR 1.2 file that are requests of AWS JSON and have an answer with a body. */
function* entriesOf(path: string): Generator<TrafficExchange> {
  const value = understood(path, () => parseJson(decodeDocument(readBytes(path, { name: path, advice, maxBytes: maxHarBytes }))));
  const log = isJsonObject(value) ? value["log"] : undefined;
  const entries = isJsonObject(log) ? log["entries"] : undefined;
  if (!Array.isArray(entries)) throw unusable(path, "it has no /log/entries");
  for (const [index, entry] of (entries as readonly unknown[]).entries()) {
    const place = `${path}, /log/entries/${String(index)}`;
    try {
      const exchange = exchangeOfEntry(entry, path, place);
      if (exchange !== undefined) yield exchange;
    } catch (error) {
      if (error instanceof TrafficError) throw unusable(place, error.message, error);
      throw error;
    }
  }
}

function exchangeOfEntry(entry: unknown, path: string, place: string): TrafficExchange | undefined {
  if (!isJsonObject(entry) || !isJsonObject(entry["request"]) || !isJsonObject(entry["response"])) throw new TrafficError("it has no request and response");
  const { request, response } = entry as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  const headers = namedValues(request?.["headers"]);
  const { "x-amz-target": target } = headers;
  const { status, content } = response ?? {};
  // What a browser or a proxy recorded beside, and what got no answer.
  if (target === undefined || !/^[\w.-]{1,300}$/u.test(target) || status === 0 || !isJsonObject(content)) return undefined;
  const { text = "", encoding } = content;
  const posted = request?.["postData"];
  const url = String(request?.["url"]);
  return exchangeOfLine(
    {
      target,
      request: {
        method: request?.["method"],
        path: URL.canParse(url) ? new URL(url).pathname : url,
        headers,
        body: { text: isJsonObject(posted) && typeof posted["text"] === "string" ? posted["text"] : "" },
      },
      response: { status, headers: namedValues(response?.["headers"]), body: encoding === "base64" ? { base64: text } : { text } },
    },
    path,
    place,
  );
}

/** Names and values of a HAR list, under lower-case names. */
function namedValues(list: unknown): Readonly<Record<string, string>> {
  if (!Array.isArray(list)) throw new TrafficError("its headers are no list");
  const named: Record<string, string> = {};
  for (const one of list as readonly unknown[]) {
    if (!isJsonObject(one) || typeof one["name"] !== "string" || typeof one["value"] !== "string")
      throw new TrafficError("a header of it has no name and value");
    const name = one["name"].toLowerCase();
    named[name] = named[name] === undefined ? one["value"] : `${named[name]}, ${one["value"]}`;
  }
  return named;
}
