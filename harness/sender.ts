import { type Answer, readAnswer } from "../properties/answer.ts";
import type { Judged, Probe } from "../properties/property.ts";
import type { JournalPart } from "../reports/journal.ts";
import type { Clock } from "./clock.ts";
import type { Signer } from "./signer.ts";
import type { Delivery, Transport } from "./transport.ts";

/** What a request is sent for. */
export type Purpose = "properties" | "preflight" | "state" | "polls" | "shrinking" | "confirmation";

/** How many requests went out, by what for; `retries` and `controls` are sent for all of them. */
export type Counts = Record<Purpose | "retries" | "controls", number>;

/** Where in a run a request belongs: the case that it is a step of, or what it keeps in place. */
export interface Place {
  readonly part: JournalPart;
  readonly case?: string;
  readonly repetition?: number;
  readonly step?: number;
}

/** A request that was sent, retries included, with what came of it. */
export interface SentExchange {
  readonly judged: Judged;
  readonly purpose: Purpose;
  readonly place: Place;
  readonly latencyMs: number;
  readonly trouble?: Trouble;
}

/** A judged exchange, or why there is nothing to judge. */
export type Sent = { readonly judged: Judged } | { readonly trouble: Trouble };

/** Why a case could not be judged: `errored` is the target's or the network's doing, `skipped` the user's or the transport's. */
export interface Trouble {
  readonly status: "errored" | "skipped";
  readonly reason: string;
}

export interface SenderLimits {
  readonly maxRequests: number | undefined;
  /** Clock time, in milliseconds, after which nothing is sent. */
  readonly deadline: number | undefined;
  /** Requests a second. */
  readonly rate: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a sender is made of. */
export interface SenderParts {
  readonly transport: Transport;
  readonly signer: Signer;
  readonly clock: Clock;
  readonly limits: SenderLimits;
  /** A plain valid request, sent between two tries of one that got no answer. */
  readonly control: Probe;
  readonly beforeSend: (probe: Probe) => void;
  /** Called for every delivery; `again` are retries and controls. */
  readonly afterSend: (delivery: Delivery, probe: Probe, purpose: Purpose | "again") => void;
  /** Called once for each request, when it is known what came of it. */
  readonly onExchange?: (sent: SentExchange) => void;
}

/** Sends after which a request that is throttled is given up, for now (fairness rule 7). */
const sends = 4;
/** Sends after which a server error or a lost connection is the request's doing: where one answer in ten is lost by chance, four in a row come about for one request in 10,000, and a run sends hundreds. */
const sendsOfCrash = 8;
/** Sends after which the preflight tells that plain requests are lost, or are not answered in time: nobody waits a minute for that. */
const sendsOfPreflight = { crash: 4, silence: 2 };
/** Failures in a row, the last one of a plain request, after which the target counts as dead. */
const deadAfter = 5;

/** Sends probes: signs, counts, keeps to limits, and sends again what fairness rule 7 says is sent again. */
export class Sender {
  readonly counts: Counts = { properties: 0, preflight: 0, state: 0, polls: 0, shrinking: 0, confirmation: 0, retries: 0, controls: 0 };
  readonly #parts: SenderParts;
  /** False where plain requests are refused too: then a refusal is judged without one in between. */
  controls = true;
  #failuresInARow = 0;
  #dead = false;
  #nextSlot = 0;
  #stopped: string | undefined;

  constructor(parts: SenderParts) {
    this.#parts = parts;
  }

  /** Sends nothing more; what is asked for from now on is errored with this reason. Taking sessions away goes on. */
  stop(reason: string): void {
    this.#stopped ??= reason;
  }

  get stopped(): string | undefined {
    return this.#stopped;
  }

  /** Whether so many requests in a row got no answer that there is nobody to ask. */
  get dead(): boolean {
    return this.#dead;
  }

  /** Sends a probe and, where it got no real answer, sends it again on fresh connections, with a plain request in between. */
  async send(probe: Probe, purpose: Purpose, place: Place = { part: purpose === "preflight" ? "preflight" : "state" }): Promise<Sent> {
    const skipped = this.#parts.transport.cannotExpress?.(probe.request);
    if (skipped !== undefined) return { trouble: { status: "skipped", reason: skipped } };
    const refusal = this.#refusal(purpose);
    if (refusal !== undefined) return { trouble: { status: "errored", reason: refusal } };
    this.counts[purpose] += 1;
    let delivery = await this.#deliver(probe, purpose);
    let attempts = 1;
    let reason = troubleOf(delivery);
    let controlled = true;
    for (; reason !== undefined && attempts < sendsFor(reason, purpose); attempts += 1) {
      if (reason.kind === "unreadable" || (this.#stopped !== undefined && purpose !== "state")) break;
      if (reason.kind === "throttled") {
        await this.#parts.clock.sleep(pauseOf(delivery, attempts));
        if (singledOut(probe, purpose)) controlled = (await this.#controlAnswers(purpose)) && controlled;
      } else controlled = (await this.#controlAnswers(purpose)) && controlled;
      if (this.#dead) break;
      this.counts.retries += 1;
      delivery = await this.#deliver(probe, "again");
      reason = troubleOf(delivery);
    }
    const judged = exchangeOf(probe, delivery, attempts);
    const trouble = this.#troubleWith(reason, singledOut(probe, purpose), { controlled, complete: attempts >= sendsFor(reason, purpose) });
    this.#parts.onExchange?.({ judged, purpose, place, latencyMs: delivery.latencyMs, ...(trouble === undefined ? {} : { trouble }) });
    return trouble === undefined ? { judged } : { trouble };
  }

  /** Why there is nothing to judge, though the request was sent as often as it may be. */
  #troubleWith(reason: Reason | undefined, alone: boolean, tried: { readonly controlled: boolean; readonly complete: boolean }): Trouble | undefined {
    const givenUp = tried.complete ? undefined : this.#stopped;
    if (reason === undefined || (reason.kind === "documented" && givenUp === undefined)) return undefined;
    if (reason.kind !== "unreadable" && givenUp !== undefined) return { status: "errored", reason: givenUp };
    // Want of capacity that plain requests do not meet, however often a broken one is tried, is no want of capacity.
    if (reason.kind === "throttled" && alone && tried.controlled && tried.complete) return undefined;
    if (reason.kind === "throttled")
      return { status: "errored", reason: `the target kept refusing for want of capacity (${reason.text}); send slower with --rate` };
    if (reason.kind === "unreadable") return { status: "errored", reason: reason.text };
    // A server error or a lost connection is the request's doing only where plain requests are answered in between.
    if (tried.controlled && tried.complete) return undefined;
    return { status: "errored", reason: `${reason.text}, and a plain request in between was not answered either` };
  }

  async #controlAnswers(purpose: Purpose): Promise<boolean> {
    if (purpose === "preflight" || !this.controls) return true;
    for (let attempt = 0; attempt < 2 && !this.#dead; attempt += 1) {
      this.counts.controls += 1;
      const delivery = await this.#deliver(this.#parts.control, "again");
      if ("response" in delivery && delivery.response.status < 500 && troubleOf(delivery)?.kind !== "throttled") return true;
    }
    return false;
  }

  async #deliver(probe: Probe, purpose: Purpose | "again"): Promise<Delivery> {
    await this.#slot();
    this.#parts.beforeSend(probe);
    const unsigned = { ...probe.request, headers: { ...probe.request.headers, ...this.#parts.limits.headers } };
    const request = await this.#parts.signer.sign(unsigned, probe.spoiltSignature);
    const delivery = await this.#parts.transport.send(request, { fresh: purpose === "again" });
    this.#watchForDeath(delivery, probe);
    this.#parts.afterSend(delivery, probe, purpose);
    return delivery;
  }

  // Requests that a target drops for what they hold may follow upon each other where several are under way; a plain one is dropped by a dead target only.
  #watchForDeath(delivery: Delivery, probe: Probe): void {
    if ("response" in delivery) {
      this.#failuresInARow = 0;
      this.#dead = false;
      return;
    }
    this.#failuresInARow += 1;
    if (this.#failuresInARow < deadAfter || probe !== this.#parts.control) return;
    this.#dead = true;
    this.stop(`the target is dead: ${String(deadAfter)} requests in a row got no answer (${delivery.failure.message})`);
  }

  #refusal(purpose: Purpose): string | undefined {
    if (purpose === "state") return undefined;
    const { maxRequests, deadline } = this.#parts.limits;
    if (maxRequests !== undefined && this.counts.properties >= maxRequests) this.stop(`cut off after ${String(maxRequests)} requests (--max-requests)`);
    if (deadline !== undefined && this.#parts.clock.now() >= deadline) this.stop("cut off by --max-time");
    return this.#stopped;
  }

  async #slot(): Promise<void> {
    const { rate } = this.#parts.limits;
    if (rate === undefined) return;
    const now = this.#parts.clock.now();
    const at = Math.max(now, this.#nextSlot);
    this.#nextSlot = at + 1_000 / rate;
    if (at > now) await this.#parts.clock.sleep(at - now);
  }
}

function exchangeOf(probe: Probe, delivery: Delivery, attempts: number): Judged {
  return {
    probe,
    request: probe.request,
    attempts,
    answer: "response" in delivery ? readAnswer(delivery.response) : undefined,
    ...("response" in delivery ? { response: delivery.response } : { failure: delivery.failure }),
  };
}

/** Whether a request that is throttled is told from plain ones: a broken one, when it is tried again at the end, with little else under way. */
function singledOut({ expect }: Probe, purpose: Purpose): boolean {
  return expect === "refusal" && purpose === "confirmation";
}

interface Reason {
  readonly kind: "throttled" | "crash" | "silence" | "documented" | "unreadable";
  readonly text: string;
}

const throttlingCodes =
  /^(?:Throttling|ThrottlingException|ThrottledException|TooManyRequestsException|RequestLimitExceeded|SlowDown|ServiceUnavailable|ServiceUnavailableException)$/u;

function sendsFor(reason: Reason | undefined, purpose: Purpose): number {
  if (reason?.kind === "throttled") return sends;
  if (purpose === "preflight") return reason?.kind === "silence" ? sendsOfPreflight.silence : sendsOfPreflight.crash;
  return sendsOfCrash;
}

/** Why a delivery is no answer to judge yet; undefined where it is one. */
function troubleOf(delivery: Delivery): Reason | undefined {
  if ("failure" in delivery) {
    const { kind, message } = delivery.failure;
    if (kind === "too-large") return { kind: "unreadable", text: message };
    return { kind: kind === "timeout" || kind === "connect-timeout" ? "silence" : "crash", text: message };
  }
  const answer: Answer = readAnswer(delivery.response);
  if (answer.status === 429 || answer.status === 503 || (answer.status >= 400 && answer.code !== undefined && throttlingCodes.test(answer.code))) {
    return { kind: "throttled", text: `${String(answer.status)} ${answer.code ?? ""}`.trim() };
  }
  if (answer.status >= 500 || (answer.status >= 400 && answer.code === "InternalServiceException"))
    return { kind: "crash", text: `status ${String(answer.status)} ${answer.code ?? ""}`.trim() };
  return answer.code === "OperationTimeoutException" ? { kind: "documented", text: answer.code } : undefined;
}

// As long as the target asks for, up to five seconds; otherwise 50, 100, 200 ms.
function pauseOf(delivery: Delivery, attempts: number): number {
  const wanted = "response" in delivery ? Number(delivery.response.headers["retry-after"]) : Number.NaN;
  return Number.isFinite(wanted) && wanted > 0 ? Math.min(wanted * 1_000, 5_000) : 25 * 2 ** attempts;
}
