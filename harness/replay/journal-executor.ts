import { readAnswer } from "../../properties/core/answer.ts";
import type { TransportFailure, WireRequest } from "../../properties/core/exchange.ts";
import type { Case, Judged, Probe } from "../../properties/core/property.ts";
import { idPrefix } from "../../properties/core/fixtures.ts";
import { fromRecordedBody, toRecordedBody } from "../../reports/record/recorded-body.ts";
import { executionKey, type JournalCase, type JournalExchange } from "../../reports/record/journal.ts";
import type { StoredRun } from "../../reports/documents/parse-journal.ts";
import { createRedactor, type Redactor } from "../../reports/redaction/redact.ts";
import type { RecordedRequest } from "../../reports/record/run-record.ts";
import { type CaseResult, runCase } from "../cases/run-case.ts";
import type { Occasion, CaseExecutor } from "../cases/case-executor.ts";
import type { Sent } from "../client/sent-exchange.ts";

/** The stored exchanges and outcome of one execution of a case. */
class StoredCase {
  readonly exchanges = new Map<number, JournalExchange>();
  line: JournalCase | undefined;
}

/** Why cases cannot be executed from the journal; the result of such a case is never guessed. */
export const gaps = {
  killed: "the run was killed before this was judged",
  leftOut: "its exchanges are not in the journal, which was full",
  absent: "the run did not send it: it is new in this version of the suite, or was excluded",
  differs: "this version of the suite sends other requests for it",
  redacted: "a secret was removed from its stored exchanges",
} as const;

type Gap = keyof typeof gaps;

/** Executes the cases of a run from its journal: each script gets its stored exchanges as long as it sends the stored requests. */
export class JournalExecutor implements CaseExecutor {
  /** Why cases could not be executed, by their ids. */
  readonly gaps = new Map<string, Gap>();
  readonly #cases = new Map<string, StoredCase>();
  readonly #redactor: Redactor;
  readonly #ended: boolean;
  readonly #trusting: boolean;

  /** `trusting` keeps the stored outcome of cases that did not fail and whose exchanges did not fit into the journal. */
  constructor({ header, exchanges, cases, end }: StoredRun, { trusting }: { readonly trusting: boolean }) {
    this.#ended = end !== undefined;
    this.#trusting = trusting;
    this.#redactor = createRedactor({ ownPrefix: idPrefix(header), headers: header.headers });
    for (const exchange of exchanges) {
      if (exchange.case !== undefined && exchange.step !== undefined) this.#at(exchange).exchanges.set(exchange.step, exchange);
    }
    for (const line of cases) this.#at(line).line = line;
  }

  async play(one: Case, { part, repetition }: Occasion): Promise<CaseResult> {
    const stored = this.#cases.get(executionKey({ case: one.id, part, repetition }));
    if (this.#trusting && stored?.line?.leftOut !== undefined && stored.line.outcome !== "failed") return reportedResult(one, stored.line);
    return runCase(one, repetition, {
      ask: (probe, { kind }, step) => Promise.resolve(this.#answer(one, probe, stored, step, kind === "client")),
      wait: () => Promise.resolve(),
    });
  }

  has(one: Case, { part, repetition }: Occasion): boolean {
    return this.#cases.has(executionKey({ case: one.id, part, repetition }));
  }

  judged(): void {
    // The run has journalled it already.
  }

  pause(): Promise<void> {
    return Promise.resolve();
  }

  stop(): void {
    // The journal ends where the run was stopped.
  }

  #answer(one: Case, probe: Probe, stored: StoredCase | undefined, step: number, ofClient: boolean): Sent {
    const exchange = stored?.exchanges.get(step);
    if (exchange !== undefined) {
      // The original text is lost, so nothing can be said about it.
      if (JSON.stringify([exchange.request, exchange.response]).includes("{secret}")) return this.#gap(one, "redacted");
      if (!isSameRequest(this.#redactor.request(probe.request), exchange.request, ofClient)) return this.#gap(one, "differs");
      return exchange.trouble === undefined ? { judged: judgedOf(probe, exchange) } : { sendError: exchange.trouble };
    }
    const line = stored?.line;
    if (line?.leftOut !== undefined) return this.#gap(one, "leftOut");
    const { outcome, reason = "no reason given" } = line ?? {};
    // It was not sent, and the run said why.
    if (outcome === "errored" || outcome === "skipped" || (outcome === "unexercised" && step === 0)) return { sendError: { status: outcome, reason } };
    if (line === undefined && !this.#ended) return this.#gap(one, "killed");
    return this.#gap(one, stored === undefined ? "absent" : "differs");
  }

  #gap(one: Case, gap: Gap): Sent {
    if (!this.gaps.has(one.id)) this.gaps.set(one.id, gap);
    return { sendError: { status: "errored", reason: gaps[gap] } };
  }

  #at(line: Parameters<typeof executionKey>[0]): StoredCase {
    const key = executionKey(line);
    const stored = this.#cases.get(key) ?? new StoredCase();
    this.#cases.set(key, stored);
    return stored;
  }
}

function reportedResult(one: Case, { outcome, reason = "no reason given" }: JournalCase): CaseResult {
  const result = { case: one, steps: [], judgement: { violations: [] } };
  if (outcome === "unexercised") return { ...result, judgement: { violations: [], unexercised: reason } };
  return outcome === "errored" || outcome === "skipped" ? { ...result, sendError: { status: outcome, reason } } : result;
}

/** Whether a redacted request equals the stored one byte for byte, the case of header names aside: a run adopts the one that the target reads. */
export function isSameRequest({ method, path, headers, body }: WireRequest, sent: RecordedRequest, ofClient: boolean): boolean {
  const textOf = (given: RecordedRequest): string => JSON.stringify([given.method, given.path, headersOf(given, ofClient), given.body]);
  return textOf({ method, path, headers, body: toRecordedBody(body) }) === textOf(sent);
}

// An SDK's client sends its own version and platform, and a random id with each call.
const clientHeaders = /^(?:x-amz-)?user-agent$|^amz-sdk-/u;

function headersOf({ headers }: RecordedRequest, ofClient: boolean): readonly (readonly [string, string])[] {
  return Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => !ofClient || !clientHeaders.test(name))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** The exchange of a probe, the names of its headers as they were sent. */
function judgedOf(probe: Probe, { request, response, attempts }: JournalExchange): Judged {
  const names = new Map(Object.keys(request.headers).map((name) => [name.toLowerCase(), name]));
  const headers = Object.fromEntries(Object.entries(probe.request.headers).map(([name, value]) => [names.get(name.toLowerCase()) ?? name, value]));
  const exchange = { probe, request: { ...probe.request, headers }, attempts };
  if ("failure" in response) return { ...exchange, answer: undefined, failure: response.failure as TransportFailure };
  const answer = { status: response.status, headers: response.headers, body: fromRecordedBody(response.body) };
  return { ...exchange, answer: readAnswer(answer), response: answer };
}
