import { crc32 } from "node:zlib";
import { type Answer, isLarge } from "../../properties/core/answer.ts";
import type { WireResponse } from "../../properties/core/exchange.ts";
import type { FixtureSet } from "../../properties/core/fixtures.ts";
import { toRecordedBody } from "../../reports/record/recorded-body.ts";
import {
  type JournalCase,
  type JournalEnd,
  type JournalExchange,
  type JournalHeader,
  type JournalLine,
  writeJournalLine,
} from "../../reports/record/journal.ts";
import type { Redactor } from "../../reports/redaction/redact.ts";
import type { Preflight } from "../../reports/record/run-record.ts";
import { responseSize } from "../client/response-size.ts";
import type { CaseResult } from "../cases/run-case.ts";
import { messageOf, optionError } from "../runtime/harness-error.ts";
import type { Occasion } from "../cases/case-executor.ts";
import type { SentExchange } from "../client/sent-exchange.ts";

/** What a journal may hold: exchanges of cases that did not fail, and bytes. Exchanges that do not fit are counted. */
export interface JournalLimits {
  readonly others: number;
  /** Bytes up to which exchanges of cases are stored that did not fail. */
  readonly bytesOfOthers: number;
  /** Bytes up to which any exchange is stored; what is left up to `bytes` is for the outcomes of cases. */
  readonly bytesOfExchanges: number;
  readonly bytes: number;
  /** Bytes of exchanges that are held back in memory until it is known whether their case fails. */
  readonly held: number;
}

const mebibyte = 1_024 * 1_024;
const usualLimits: JournalLimits = {
  others: 20_000,
  bytesOfOthers: 40 * mebibyte,
  bytesOfExchanges: 60 * mebibyte,
  bytes: 64 * mebibyte,
  held: 16 * mebibyte,
};

/** A body as it is written; `redacted` are its bytes where something was taken out of it. */
interface WrittenBody {
  readonly json: Buffer;
  readonly redacted: Uint8Array | undefined;
}

/** Milliseconds that what is said of exchanges waits for another one to be written with. */
const momentMs = 20;

/** Exchanges of a case that wait until it is known whether the case fails; most do not, and are never written. */
interface Held {
  readonly waiting: { readonly sent: SentExchange; readonly at: number }[];
  bytes: number;
  /** Exchanges that were stored as they happened. */
  stored: number;
  leftOut: number;
}

/**
 * Writes down what a run does as it happens: each exchange is handed to `append` at once, so that what was judged is on disk whatever becomes of the process, and
 * what is said of them with the next one, or a moment later. Where appending fails, nothing more is written, and `trouble` says why: the run goes on.
 */
export class Journal {
  failure: string | undefined;
  /** Exchanges that did not fit. */
  leftOut = 0;
  readonly #append: (lines: Buffer) => void;
  readonly #redactor: Redactor;
  readonly #elapsedMs: () => number;
  readonly #limits: JournalLimits;
  readonly #held = new Map<string, Held>();
  /** What is written of a body that is still held as it was read: it may come again. */
  #written = new WeakMap<object, WrittenBody>();
  #bytes = 0;
  #bytesHeld = 0;
  #others = 0;
  /** Whether an exchange of a case that did not fail has found no room: none is prepared in vain from then on. */
  #isFull = false;
  /** Lines that go with what is written next, or a moment later: each write is a call to the system. */
  #pending: Buffer[] = [];
  #waits = false;

  constructor(append: (lines: Buffer) => void, redactor: Redactor, elapsedMs: () => number, limits: JournalLimits = usualLimits) {
    this.#append = append;
    this.#redactor = redactor;
    this.#elapsedMs = elapsedMs;
    this.#limits = limits;
  }

  /** Throws a usage error where not even the first line can be written: what is created then would be on no record. */
  begin(header: JournalHeader): void {
    this.#write(header);
    if (this.failure !== undefined)
      throw optionError(["out"], `the journal of the run cannot be written: ${this.failure}. Nothing was sent; name a folder that has room with --out.`);
  }

  /** A session is about to be asked for. Always written, whatever the limits are. */
  session(id: string): void {
    // A session of another becomes ours in this way.
    this.#written = new WeakMap();
    this.#write({ kind: "session", id });
  }

  gone(ids: readonly string[]): void {
    if (ids.length > 0) this.#write({ kind: "gone", ids });
  }

  preflight({ outcome, message }: Preflight): void {
    this.#note({ kind: "preflight", outcome, message: this.#redactor.text(message) });
  }

  fixtures(set: FixtureSet): void {
    if (set.available) {
      // The header tells whose they are, and whether they were given.
      const { owner: _owner, given: _given, ...stored } = set;
      this.#note({ kind: "fixtures", ...stored });
    } else this.#note({ kind: "fixtures", ...set, reason: this.#redactor.text(set.reason) });
  }

  exchange(sent: SentExchange): void {
    if (this.failure !== undefined) return;
    const at = Math.round(this.#elapsedMs());
    const held = this.#heldFor(sent.place);
    if (this.#storesAnyhow(sent, at)) {
      if (held !== undefined) held.stored += 1;
      return;
    }
    const size = heldBytesOf(sent);
    if (held !== undefined && this.#bytesHeld + size <= this.#limits.held) {
      held.waiting.push({ sent, at });
      held.bytes += size;
      this.#bytesHeld += size;
    } else {
      this.leftOut += 1;
      if (held !== undefined) held.leftOut += 1;
    }
  }

  /** Stores an exchange, whatever its case comes to, while there is room for such. */
  #storesAnyhow(sent: SentExchange, at: number): boolean {
    if (this.#isFull || this.#others >= this.#limits.others) return false;
    this.#isFull = !this.#stores(sent, at, this.#limits.bytesOfOthers);
    if (!this.#isFull) this.#others += 1;
    return !this.#isFull;
  }

  /** Stores an exchange where the journal does not grow beyond so many bytes by it. */
  #stores(sent: SentExchange, at: number, most: number): boolean {
    const line = this.#lineOf(sent, at);
    if (this.#bytes + line.length > most) return false;
    this.#add(line);
    this.#flush();
    return true;
  }

  /** What a case came to: its exchanges are stored in any case where it fails, otherwise as long as there is room. */
  judged({ case: one, sendError, suiteError, judgement }: CaseResult, { part, repetition }: Occasion, fails: readonly string[]): void {
    const key = keyOf({ part, case: one.id, repetition });
    const { waiting, bytes, stored, leftOut } = this.#held.get(key) ?? { waiting: [], bytes: 0, stored: 0, leftOut: 0 };
    this.#held.delete(key);
    this.#bytesHeld -= bytes;
    if (fails.length > 0) this.#others -= stored;
    let missing = leftOut;
    for (const { sent, at } of waiting) {
      if (fails.length > 0 && this.#stores(sent, at, this.#limits.bytesOfExchanges)) continue;
      this.leftOut += 1;
      missing += 1;
    }
    const reason = sendError?.reason ?? suiteError ?? judgement.unexercised;
    const outcome = fails.length > 0 ? "failed" : (sendError?.status ?? (suiteError === undefined ? undefined : "errored"));
    this.#note({
      kind: "case",
      part,
      case: one.id,
      repetition,
      outcome: outcome ?? (judgement.unexercised === undefined ? "passed" : "unexercised"),
      ...(reason === undefined ? {} : { reason: this.#redactor.text(reason) }),
      ...(fails.length === 0 ? {} : { fails }),
      ...(missing === 0 ? {} : { leftOut: missing }),
    } satisfies JournalCase);
  }

  end(end: Omit<JournalEnd, "kind" | "leftOut">): void {
    this.#write({ kind: "end", ...end, leftOut: this.leftOut });
  }

  #heldFor({ part, case: id, repetition = 0 }: SentExchange["place"]): Held | undefined {
    if (id === undefined) return undefined;
    const key = keyOf({ part, case: id, repetition });
    const held = this.#held.get(key) ?? { waiting: [], bytes: 0, stored: 0, leftOut: 0 };
    this.#held.set(key, held);
    return held;
  }

  #lineOf({ judged, purpose, place, latencyMs, sendError, ends }: SentExchange, at: number): Buffer {
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
    return bytesOf({ ...line, response: { failure: { kind: failure?.kind ?? "lost-before-answer", message } } });
  }

  /** The line of an exchange that has an answer. Its body stands last, and is not written anew where it came before. */
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
    // A copy, so that one that is held compressed is unpacked once, and is told from one that was redacted.
    const sent = { ...response };
    const { body } = this.#redactor.response(sent, answer);
    const written = { json: Buffer.from(JSON.stringify(toRecordedBody(body))), redacted: body === sent.body ? undefined : body };
    if (key !== undefined) this.#written.set(key, written);
    return written;
  }

  #note(line: JournalLine): void {
    const bytes = bytesOf(line);
    if (this.#bytes + bytes.length > this.#limits.bytes) return;
    this.#add(bytes);
    if (this.#waits) return;
    this.#waits = true;
    const write = (): void => {
      this.#waits = false;
      this.#flush();
    };
    setTimeout(write, momentMs).unref();
  }

  #write(line: JournalLine): void {
    this.#add(bytesOf(line));
    this.#flush();
  }

  #add(bytes: Buffer): void {
    this.#pending.push(bytes);
    this.#bytes += bytes.length;
  }

  #flush(): void {
    const lines = this.#pending;
    this.#pending = [];
    if (lines.length === 0 || this.failure !== undefined) return;
    try {
      this.#append(lines.length === 1 && lines[0] !== undefined ? lines[0] : Buffer.concat(lines));
    } catch (error) {
      this.failure = messageOf(error);
    }
  }
}

/** How the line of an exchange with an answer ends. */
const closing = Buffer.from("}}\n");

function bytesOf(line: JournalLine): Buffer {
  return Buffer.from(writeJournalLine(line));
}

/** Bytes that an exchange takes while it waits, about. */
function heldBytesOf({ judged: { request, response } }: SentExchange): number {
  return 512 + request.body.length + (response === undefined ? 0 : responseSize(response).bytes);
}

function keyOf({ part, case: id, repetition }: { readonly part: string; readonly case: string; readonly repetition: number }): string {
  return `${part} ${String(repetition)} ${id}`;
}

// A checksum that was right stays right, or an answer that is stored without somebody's secrets would be judged otherwise than the live one.
function withChecksum(headers: WireResponse["headers"], before: WireResponse, after: Uint8Array): WireResponse["headers"] {
  return Number(headers["x-amz-crc32"]) === crc32(before.body) ? { ...headers, "x-amz-crc32": String(crc32(after)) } : headers;
}
