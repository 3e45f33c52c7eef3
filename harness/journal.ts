import { crc32 } from "node:zlib";
import type { Answer } from "../properties/answer.ts";
import type { WireResponse } from "../properties/exchange.ts";
import type { FixtureSet } from "../properties/fixtures.ts";
import { toRecordedBody } from "../reports/body.ts";
import { type JournalCase, type JournalEnd, type JournalExchange, type JournalHeader, type JournalLine, writeJournalLine } from "../reports/journal.ts";
import type { Redactor } from "../reports/redact.ts";
import type { Preflight } from "../reports/run-record.ts";
import { sizeOf } from "./answer-size.ts";
import type { CaseResult } from "./drive.ts";
import { HarnessError, messageOf } from "./harness-error.ts";
import type { Occasion } from "./player.ts";
import type { SentExchange } from "./sender.ts";

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

/** Exchanges of a case that wait until it is known whether the case fails; most do not, and are never written. */
interface Held {
  readonly waiting: { readonly sent: SentExchange; readonly at: number }[];
  bytes: number;
  /** Exchanges that were stored as they happened. */
  stored: number;
  leftOut: number;
}

/**
 * Writes down what a run does as it happens: each exchange is handed to `append` at once, what is said of them at the end of the same turn of the event loop, so
 * that what was judged is on disk whatever becomes of the process. Where appending fails, nothing more is written, and `trouble` says why: the run goes on.
 */
export class Journal {
  trouble: string | undefined;
  /** Exchanges that did not fit. */
  leftOut = 0;
  readonly #append: (text: string) => void;
  readonly #redactor: Redactor;
  readonly #elapsedMs: () => number;
  readonly #limits: JournalLimits;
  readonly #held = new Map<string, Held>();
  #bytes = 0;
  #bytesHeld = 0;
  #others = 0;
  /** Whether an exchange of a case that did not fail has found no room: none is prepared in vain from then on. */
  #isFull = false;
  /** Lines that go with what is written next, or at the end of this turn of the event loop: each write is a call to the system. */
  #pending = "";

  constructor(append: (text: string) => void, redactor: Redactor, elapsedMs: () => number, limits: JournalLimits = usualLimits) {
    this.#append = append;
    this.#redactor = redactor;
    this.#elapsedMs = elapsedMs;
    this.#limits = limits;
  }

  /** Throws a usage error where not even the first line can be written: what is created then would be on no record. */
  begin(header: JournalHeader): void {
    this.#write(writeJournalLine(header));
    if (this.trouble !== undefined)
      throw new HarnessError("usage", `the journal of the run cannot be written: ${this.trouble}. Nothing was sent; name a folder that has room with --out.`);
  }

  /** A session is about to be asked for. Always written, whatever the limits are. */
  session(id: string): void {
    this.#write(writeJournalLine({ kind: "session", id }));
  }

  gone(ids: readonly string[]): void {
    if (ids.length > 0) this.#write(writeJournalLine({ kind: "gone", ids }));
  }

  preflight({ outcome, message }: Preflight): void {
    this.#note({ kind: "preflight", outcome, message: this.#redactor.text(message) });
  }

  fixtures(set: FixtureSet): void {
    this.#note(
      set.available
        ? {
            kind: "fixtures",
            available: true,
            sessions: set.sessions,
            accountSize: set.accountSize,
            ...(set.endless === true ? { endless: true } : {}),
            ...(set.unlisted === true ? { unlisted: true } : {}),
          }
        : { kind: "fixtures", available: false, status: set.status, reason: this.#redactor.text(set.reason) },
    );
  }

  exchange(sent: SentExchange): void {
    if (this.trouble !== undefined) return;
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
    const line = writeJournalLine(this.#lineOf(sent, at));
    const size = Buffer.byteLength(line);
    if (this.#bytes + size > most) return false;
    this.#write(line, size);
    return true;
  }

  /** What a case came to: its exchanges are stored in any case where it fails, otherwise as long as there is room. */
  judged({ case: one, trouble, suiteError, judgement }: CaseResult, { part, repetition }: Occasion, fails: readonly string[]): void {
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
    const reason = trouble?.reason ?? suiteError ?? judgement.unexercised;
    const outcome = fails.length > 0 ? "failed" : (trouble?.status ?? (suiteError === undefined ? undefined : "errored"));
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
    this.#write(writeJournalLine({ kind: "end", ...end, leftOut: this.leftOut }));
  }

  #heldFor({ part, case: id, repetition = 0 }: SentExchange["place"]): Held | undefined {
    if (id === undefined) return undefined;
    const key = keyOf({ part, case: id, repetition });
    const held = this.#held.get(key) ?? { waiting: [], bytes: 0, stored: 0, leftOut: 0 };
    this.#held.set(key, held);
    return held;
  }

  #lineOf({ judged, purpose, place, latencyMs, trouble }: SentExchange, at: number): JournalExchange {
    const { probe, request, response, failure, attempts } = judged;
    const sent = this.#redactor.request(request);
    return {
      kind: "exchange",
      ...place,
      purpose,
      operation: probe.operation,
      at,
      latencyMs: Math.round(latencyMs * 100) / 100,
      attempts,
      ...(probe.spoiltSignature === undefined ? {} : { spoilt: probe.spoiltSignature }),
      ...(trouble === undefined ? {} : { trouble: { status: trouble.status, reason: this.#redactor.text(trouble.reason) } }),
      request: { method: sent.method, path: sent.path, headers: sent.headers, body: toRecordedBody(sent.body) },
      response:
        response === undefined
          ? { failure: { kind: failure?.kind ?? "lost-before-answer", message: this.#redactor.text(failure?.message ?? "no answer") } }
          : this.#recorded(response, judged.answer),
    };
  }

  #recorded(response: WireResponse, answer: Answer | undefined): JournalExchange["response"] {
    // A copy, so that one that is held compressed is unpacked once, and is told from one that was redacted.
    const sent = { ...response };
    const { status, headers, body } = this.#redactor.response(sent, answer?.object);
    return { status, headers: body === sent.body ? headers : withChecksum(headers, sent, body), body: toRecordedBody(body) };
  }

  #note(line: JournalLine): void {
    const text = writeJournalLine(line);
    const size = Buffer.byteLength(text);
    if (this.#bytes + size > this.#limits.bytes) return;
    if (this.#pending === "") setImmediate(() => this.#flush());
    this.#add(text, size);
  }

  #write(text: string, size = Buffer.byteLength(text)): void {
    this.#add(text, size);
    this.#flush();
  }

  #add(text: string, size: number): void {
    this.#pending += text;
    this.#bytes += size;
  }

  #flush(): void {
    const text = this.#pending;
    this.#pending = "";
    if (text === "" || this.trouble !== undefined) return;
    try {
      this.#append(text);
    } catch (error) {
      this.trouble = messageOf(error);
    }
  }
}

/** Bytes that an exchange takes while it waits, about. */
function heldBytesOf({ judged: { request, response } }: SentExchange): number {
  return 512 + request.body.length + (response === undefined ? 0 : sizeOf(response).bytes);
}

function keyOf({ part, case: id, repetition }: { readonly part: string; readonly case: string; readonly repetition: number }): string {
  return `${part} ${String(repetition)} ${id}`;
}

// A checksum that was right stays right, or an answer that is stored without somebody's secrets would be judged otherwise than the live one.
function withChecksum(headers: WireResponse["headers"], before: WireResponse, after: Uint8Array): WireResponse["headers"] {
  return Number(headers["x-amz-crc32"]) === crc32(before.body) ? { ...headers, "x-amz-crc32": String(crc32(after)) } : headers;
}
