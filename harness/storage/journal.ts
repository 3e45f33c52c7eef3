import type { FixtureSet } from "../../properties/core/fixtures.ts";
import { executionKey, type JournalEnd, type JournalHeader, type JournalLine, writeJournalLine } from "../../reports/record/journal.ts";
import type { Redactor } from "../../reports/redaction/redact.ts";
import type { Preflight } from "../../reports/record/run-record.ts";
import { responseSize } from "../client/response-size.ts";
import type { CaseResult } from "../cases/run-case.ts";
import { messageOf, optionError } from "../runtime/harness-error.ts";
import type { Occasion } from "../cases/case-executor.ts";
import { ExchangeLines } from "./exchange-lines.ts";
import type { SentExchange } from "../client/sent-exchange.ts";

const mebibyte = 1_024 * 1_024;

/** How much a journal stores. Exchanges that do not fit are counted. */
export type JournalLimits = typeof usualLimits;

const usualLimits = {
  /** Exchanges of cases that did not fail. */
  maxPassingExchanges: 20_000,
  /** Size of the journal up to which exchanges of cases are stored that did not fail. */
  maxPassingBytes: 40 * mebibyte,
  /** Size of the journal up to which any exchange is stored; what is left up to `maxBytes` is for the outcomes of cases. */
  maxExchangeBytes: 60 * mebibyte,
  maxBytes: 64 * mebibyte,
  /** Exchanges that are kept in memory until it is known whether their case fails. */
  maxHeldBytes: 16 * mebibyte,
};

/** How long a line about exchanges waits to be written together with the next exchange. */
const flushDelayMs = 20;

/** Exchanges of a case that wait until it is known whether the case fails; most do not, and are never written. */
class Held {
  readonly waiting: { readonly sent: SentExchange; readonly at: number }[] = [];
  bytes = 0;
  /** Exchanges that were stored as they happened. */
  stored = 0;
  leftOut = 0;
}

/**
 * Writes a run down while it happens: each exchange is handed to `append` at once, so that it is on disk even if the process dies, and the lines about exchanges
 * with the next one, or a moment later. Where appending fails, nothing more is written, `writeError` says why, and the run goes on.
 */
export class Journal {
  writeError: string | undefined;
  /** Exchanges that did not fit. */
  leftOut = 0;
  readonly #append: (lines: Buffer) => void;
  readonly #redactor: Redactor;
  readonly #elapsedMs: () => number;
  readonly #limits: JournalLimits;
  readonly #lines: ExchangeLines;
  readonly #held = new Map<string, Held>();
  #bytes = 0;
  #bytesHeld = 0;
  #passingExchanges = 0;
  /** Whether an exchange of a case that did not fail found no room: none is serialized after that. */
  #isFull = false;
  /** Lines that are written with the next exchange, or a moment later: each write is a system call. */
  #pending: Buffer[] = [];
  #waits = false;

  constructor(append: (lines: Buffer) => void, redactor: Redactor, elapsedMs: () => number, limits: JournalLimits = usualLimits) {
    this.#append = append;
    this.#redactor = redactor;
    this.#lines = new ExchangeLines(redactor);
    this.#elapsedMs = elapsedMs;
    this.#limits = limits;
  }

  /** Throws a usage error where not even the first line can be written: sessions that are created would be on no record. */
  begin(header: JournalHeader): void {
    this.#write(header);
    const advice = "Nothing was sent; name a folder that has room with --out.";
    if (this.writeError !== undefined) throw optionError(["out"], `the journal of the run cannot be written: ${this.writeError}. ${advice}`);
  }

  /** Notes a session that is about to be created. Always written, whatever the limits are. */
  session(id: string): void {
    this.#lines.forgetBodies();
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
      // The header names their owner, and says whether they were given.
      const { owner: _owner, given: _given, ...stored } = set;
      this.#note({ kind: "fixtures", ...stored });
    } else this.#note({ kind: "fixtures", ...set, reason: this.#redactor.text(set.reason) });
  }

  exchange(sent: SentExchange): void {
    if (this.writeError !== undefined) return;
    const at = Math.round(this.#elapsedMs());
    const held = this.#heldFor(sent.place);
    const { request, response } = sent.judged;
    // About what it takes while it waits.
    const size = 512 + request.body.length + (response === undefined ? 0 : responseSize(response).bytes);
    if (this.#storesEarly(sent, at)) held.stored += 1;
    else if (sent.place.case !== undefined && this.#bytesHeld + size <= this.#limits.maxHeldBytes) {
      held.waiting.push({ sent, at });
      held.bytes += size;
      this.#bytesHeld += size;
    } else {
      this.leftOut += 1;
      held.leftOut += 1;
    }
  }

  /** Stores an exchange before its case is judged, while there is room. */
  #storesEarly(sent: SentExchange, at: number): boolean {
    if (this.#isFull || this.#passingExchanges >= this.#limits.maxPassingExchanges) return false;
    this.#isFull = !this.#stores(sent, at, this.#limits.maxPassingBytes);
    if (!this.#isFull) this.#passingExchanges += 1;
    return !this.#isFull;
  }

  /** Stores an exchange where the journal stays within `maxBytes`. */
  #stores(sent: SentExchange, at: number, maxBytes: number): boolean {
    const line = this.#lines.lineOf(sent, at);
    if (this.#bytes + line.length > maxBytes) return false;
    this.#add(line);
    this.#flush();
    return true;
  }

  /** Notes the outcome of a case; the exchanges of one that fails are stored now, if they were not before. */
  judged({ case: one, sendError, suiteError, judgement }: CaseResult, { part, repetition }: Occasion, fails: readonly string[]): void {
    const key = executionKey({ part, case: one.id, repetition });
    const { waiting, bytes, stored, leftOut } = this.#held.get(key) ?? new Held();
    this.#held.delete(key);
    this.#bytesHeld -= bytes;
    if (fails.length > 0) this.#passingExchanges -= stored;
    let missing = leftOut;
    for (const { sent, at } of waiting) {
      if (fails.length > 0 && this.#stores(sent, at, this.#limits.maxExchangeBytes)) continue;
      this.leftOut += 1;
      missing += 1;
    }
    const reason = sendError?.reason ?? suiteError ?? judgement.unexercised;
    const unjudged = sendError?.status ?? (suiteError !== undefined ? "errored" : judgement.unexercised !== undefined ? "unexercised" : undefined);
    this.#note({
      kind: "case",
      part,
      case: one.id,
      repetition,
      outcome: fails.length > 0 ? "failed" : (unjudged ?? "passed"),
      ...(reason === undefined ? {} : { reason: this.#redactor.text(reason) }),
      ...(fails.length === 0 ? {} : { fails }),
      ...(missing === 0 ? {} : { leftOut: missing }),
    });
  }

  /** What the journal lacks, or why it ends early; undefined where it is whole. */
  get gap(): string | undefined {
    if (this.writeError !== undefined) return `it could not be written to its end: ${this.writeError}`;
    return this.leftOut === 0 ? undefined : `${String(this.leftOut)} exchanges of cases that did not fail are not in it, since it was full`;
  }

  end(end: Omit<JournalEnd, "kind" | "leftOut">): void {
    this.#write({ kind: "end", ...end, leftOut: this.leftOut });
  }

  #heldFor(place: SentExchange["place"]): Held {
    const held = this.#held.get(executionKey(place)) ?? new Held();
    if (place.case !== undefined) this.#held.set(executionKey(place), held);
    return held;
  }

  #note(line: JournalLine): void {
    const bytes = bytesOf(line);
    if (this.#bytes + bytes.length > this.#limits.maxBytes) return;
    this.#add(bytes);
    if (this.#waits) return;
    this.#waits = true;
    setTimeout(() => {
      this.#waits = false;
      this.#flush();
    }, flushDelayMs).unref();
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
    if (lines.length === 0 || this.writeError !== undefined) return;
    try {
      this.#append(lines.length === 1 && lines[0] !== undefined ? lines[0] : Buffer.concat(lines));
    } catch (error) {
      this.writeError = messageOf(error);
    }
  }
}

function bytesOf(line: JournalLine): Buffer {
  return Buffer.from(writeJournalLine(line));
}
