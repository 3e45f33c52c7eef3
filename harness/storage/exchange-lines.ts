import { crc32 } from "node:zlib";
import { type Answer, isLarge } from "../../properties/core/answer.ts";
import type { WireResponse } from "../../properties/core/exchange.ts";
import { type JournalExchange, writeJournalLine } from "../../reports/record/journal.ts";
import { toRecordedBody } from "../../reports/record/recorded-body.ts";
import type { Redactor } from "../../reports/redaction/redact.ts";
import type { SentExchange } from "../client/sent-exchange.ts";

/** A body as it is written; `redacted` are its bytes where something was redacted. */
type WrittenBody = { readonly json: Buffer; readonly redacted: Uint8Array | undefined };

/** How the line of an exchange with an answer ends. */
const closing = Buffer.from("}}\n");

/** Makes the journal lines of exchanges, redacted. */
export class ExchangeLines {
  readonly #redactor: Redactor;
  /** The written form of bodies that are still held as they were read: they may come again. */
  #written = new WeakMap<object, WrittenBody>();

  constructor(redactor: Redactor) {
    this.#redactor = redactor;
  }

  /** Forgets how bodies were written: the run has created another session, so they are redacted differently. */
  forgetBodies(): void {
    this.#written = new WeakMap();
  }

  /** The line of an exchange that ended `at` that time, in milliseconds since the run began. */
  lineOf({ judged, purpose, place, latencyMs, sendError, ends }: SentExchange, at: number): Buffer {
    const { probe, request, response, failure, attempts } = judged;
    const sent = this.#redactor.request(request);
    const line = {
      kind: "exchange",
      ...place,
      purpose,
      operation: probe.operation,
      at,
      latencyMs: Math.round(latencyMs * 100) / 100,
      attempts,
      ...(probe.spoiltSignature === undefined ? {} : { spoilt: probe.spoiltSignature }),
      ...(sendError === undefined ? {} : { trouble: { status: sendError.status, reason: this.#redactor.text(sendError.reason) } }),
      ...(ends === undefined ? {} : { ends: this.#redactor.text(ends) }),
      request: { method: sent.method, path: sent.path, headers: sent.headers, body: toRecordedBody(sent.body) },
    } satisfies Omit<JournalExchange, "response">;
    if (response !== undefined) return this.#answered(line, response, judged.answer);
    const message = this.#redactor.text(failure?.message ?? "no answer");
    return Buffer.from(writeJournalLine({ ...line, response: { failure: { kind: failure?.kind ?? "lost-before-answer", message } } }));
  }

  /** The line of an exchange that has an answer. Its body comes last, and is not serialized again where it came before. */
  #answered(line: Omit<JournalExchange, "response">, response: WireResponse, answer: Answer | undefined): Buffer {
    const { status } = response;
    const { json, redacted } = this.#bodyOf(response, answer);
    const left = this.#redactor.headers(response.headers);
    const headers = redacted === undefined ? left : withChecksum(left, response, redacted);
    const begun = JSON.stringify({ ...line, response: { status, headers } });
    return Buffer.concat([Buffer.from(`${begun.slice(0, -"}}".length)},"body":`), json, closing]);
  }

  #bodyOf(response: WireResponse, answer: Answer | undefined): WrittenBody {
    const key = answer === undefined || isLarge(answer) ? undefined : answer.object;
    const known = key === undefined ? undefined : this.#written.get(key);
    if (known !== undefined) return known;
    // A copy, so that a compressed body is unpacked once and can be compared with the redacted one.
    const sent = { ...response };
    const { body } = this.#redactor.response(sent, answer);
    const written = { json: Buffer.from(JSON.stringify(toRecordedBody(body))), redacted: body === sent.body ? undefined : body };
    if (key !== undefined) this.#written.set(key, written);
    return written;
  }
}

/** Headers of an answer whose body was changed: a checksum that was correct is made correct again, or the answer would be judged differently. */
export function withChecksum(headers: WireResponse["headers"], before: WireResponse, after: Uint8Array): WireResponse["headers"] {
  return Number(headers["x-amz-crc32"]) === crc32(before.body) ? { ...headers, "x-amz-crc32": String(crc32(after)) } : headers;
}
