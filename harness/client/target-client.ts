import { type Answer, readAnswer } from "../../properties/core/answer.ts";
import type { WireRequest } from "../../properties/core/exchange.ts";
import { type HeaderSpelling, spelledHeaders } from "../../properties/core/header-spelling.ts";
import type { Probe } from "../../properties/core/property.ts";
import { weightOf, withinResponseLimits } from "./response-size.ts";
import { ResponseMemoryBudget } from "./response-memory-budget.ts";
import type { Clock } from "../runtime/clock.ts";
import { type Delivered, exchangeOf, isAccepted } from "./delivered.ts";
import { Endings, isDaring } from "./ended-operations.ts";
import { wasRead } from "./garbage-collection.ts";
import { RateLimiter } from "./rate-limiter.ts";
import type { Signer } from "../transport/signer.ts";
import { SelectiveThrottling } from "./selective-throttling.ts";
import { changesState, leadsAstray, makesNew, targetedSession } from "./write-guard.ts";
import { InFlightLock } from "./in-flight-lock.ts";
import type { Delivery, Transport } from "../transport/transport.ts";
import { sendsFor, sendsInCompany, sendsOfCrash } from "./retry-limits.ts";
import { pauseAfter, type RetryReason, reasonOfAnswer, reasonOfFailure } from "./retry-classification.ts";
import { CircuitBreaker } from "./circuit-breaker.ts";
import type { Counts, RequestOrigin, Purpose, Sent, SentExchange, SendError } from "./sent-exchange.ts";

export interface TargetClientLimits {
  readonly maxRequests: number | undefined;
  /** Clock time, in milliseconds, after which nothing is sent. */
  readonly deadline: number | undefined;
  /** Requests a second. */
  readonly rate: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Weight of the large answers of a target that is known to fail after which it is sent nothing more; undefined where the user said how long a run may take. */
  readonly weightOfAnswers?: number | undefined;
}

/** What a sender is made of. */
export interface TargetClientParts {
  readonly transport: Transport;
  readonly signer: Signer;
  readonly clock: Clock;
  readonly limits: TargetClientLimits;
  /** A plain valid request, sent between two tries of one that got no answer. */
  readonly control: Probe;
  /** Whether this run, or the one that is cleaned up after, created the session with that id: no other one is ever taken away or changed. */
  readonly owns: (id: string) => boolean;
  /** Whether nothing may be created, changed or taken away at all. */
  readonly observes?: boolean;
  /** Whether a text holds a name of the run, so that it can be nobody else's; without it, what names no session clearly is not sent. */
  readonly isOwn?: (text: string) => boolean;
  readonly beforeSend: (probe: Probe) => void;
  /** Called for every delivery; `again` are retries and controls. */
  readonly afterSend: (delivery: Delivery, probe: Probe, purpose: Purpose | "again") => void;
  /** Called once for each request, when it is known what came of it. */
  readonly onExchange?: (sent: SentExchange) => void;
}

/** How much longer to wait from try to try of a request that crashes. */
const outOfStepMs = 5;

/** Why a request is not sent where the run only observes. */
const observedOnly = "--state observe sends nothing of an operation that changes something";

/** Milliseconds between tries of a broken request where broken ones alone seem to be throttled: no capacity is to be waited for. */
const shortPause = 200;

/** Sends probes: signs, counts, keeps to limits, and sends again what fairness rule 7 says is sent again. Throws for what would change somebody else's session. */
export class TargetClient {
  readonly counts: Counts = { properties: 0, preflight: 0, state: 0, polls: 0, shrinking: 0, confirmation: 0, retries: 0, controls: 0 };
  /** Large answers of cases under way. */
  readonly memoryBudget = new ResponseMemoryBudget();
  readonly #parts: TargetClientParts;
  /** A plain request, sent between two tries of one that got no answer. */
  control: Probe;
  /** False where plain requests are refused too: then a refusal is judged without one in between. */
  controls = true;
  /** How header names are spelled, where the target does not read them as they are written. */
  headerSpelling: HeaderSpelling | undefined;
  readonly #circuitBreaker = new CircuitBreaker();
  readonly #selectiveThrottling = new SelectiveThrottling();
  readonly #traffic = new InFlightLock();
  readonly #pace: RateLimiter;
  readonly #ended = new AbortController();
  /** Operations of which nothing more is sent. */
  readonly endings = new Endings();
  /** The last broken request of a changing operation: they go one at a time, so that the first that is accepted is the last. */
  #lastDaring: Promise<unknown> = Promise.resolve();
  #weight = 0;
  #fails = false;
  #stopped: string | undefined;

  constructor(parts: TargetClientParts) {
    this.#parts = parts;
    this.control = parts.control;
    this.#pace = new RateLimiter(parts.clock, parts.limits.rate);
  }

  /** Sends nothing more; what is asked for from now on is errored with this reason. Taking sessions away goes on. */
  stop(reason: string): void {
    this.#stopped ??= reason;
    this.#ended.abort();
  }

  /** Tells that the target fails, whatever else is sent: what takes much time is given up from now on. */
  failed(): void {
    this.#fails = true;
  }

  /** The time by this machine's clock, in milliseconds since the epoch. */
  now(): number {
    return this.#parts.clock.now();
  }

  get stopped(): string | undefined {
    this.#keepTime();
    return this.#stopped;
  }

  /** Why nothing more is sent for properties, the limits that the user set included. */
  get over(): string | undefined {
    return this.#refusal("properties");
  }

  /** Whether so many requests in a row got no answer to speak of that there is nobody to ask. */
  get dead(): boolean {
    return this.#circuitBreaker.dead;
  }

  /** Sends a probe and, where it got no real answer, sends it again on fresh connections, with a plain request in between; `once` takes what comes at first. */
  async send(probe: Probe, purpose: Purpose, place: RequestOrigin = { part: purpose === "polls" ? "properties" : purpose }, once = false): Promise<Sent> {
    const skipped = this.#caution(probe) ?? this.#parts.transport.cannotExpress?.(probe.request);
    if (skipped !== undefined) return { sendError: { status: "skipped", reason: skipped } };
    // What is over takes sessions away, but makes no more.
    const refusal = this.#refusal(purpose === "state" && makesNew(probe.request) ? "properties" : purpose);
    if (refusal !== undefined) return { sendError: { status: "errored", reason: refusal } };
    if (!isDaring(probe)) return await this.#sendNow(probe, purpose, place, once);
    const before = this.#lastDaring;
    const sent = before.then(() => this.#sendNow(probe, purpose, place, once));
    this.#lastDaring = sent.catch(() => undefined);
    return await sent;
  }

  async #sendNow(probe: Probe, purpose: Purpose, place: RequestOrigin, once: boolean): Promise<Sent> {
    const adopted = this.endings.adopted(probe);
    const ended = adopted === undefined ? this.endings.against(probe, purpose) : undefined;
    if (ended !== undefined) return { sendError: { status: "unexercised", reason: ended } };
    this.counts[purpose] += 1;
    if (adopted !== undefined) {
      this.#parts.onExchange?.({ judged: adopted, purpose, place, latencyMs: 0 });
      return { judged: adopted };
    }
    const { last, attempts, controlled } = once
      ? { last: await this.#deliver(probe, purpose), attempts: 1, controlled: true }
      : await this.#try(probe, purpose, place);
    const { delivery, reason } = last;
    const judged = { ...exchangeOf(probe, last, attempts), request: this.#spelled(probe.request, probe) };
    const ends = this.endings.note(judged, purpose !== "preflight");
    const over = reason === undefined ? undefined : this.endings.against(probe, purpose);
    const asked = (): SendError | undefined =>
      once && reason?.kind !== "unreadable"
        ? undefined
        : this.#sendErrorFor(reason, singledOut(probe, purpose), { controlled, complete: attempts >= sendsFor(reason, purpose, place) });
    const sendError = over === undefined ? asked() : ({ status: "unexercised", reason: over } as const);
    this.#parts.onExchange?.({
      judged,
      purpose,
      place,
      latencyMs: delivery.latencyMs,
      ...(sendError === undefined ? {} : { sendError }),
      ...(ends === undefined ? {} : { ends: ends.text }),
    });
    return sendError === undefined ? { judged } : { sendError };
  }

  /** Sends until there is an answer, or as often as it may be. */
  async #try(probe: Probe, purpose: Purpose, place: RequestOrigin): Promise<Tried> {
    let last = await this.#deliver(probe, purpose);
    let attempts = 1;
    let controlled = true;
    let leave: (() => void) | undefined;
    const again = (): Again => ({ isAlone: leave !== undefined });
    try {
      for (; last.reason !== undefined && attempts < sendsFor(last.reason, purpose, place); attempts += 1) {
        const { reason } = last;
        if (reason.kind === "unreadable" || (isDaring(probe) && isAccepted(last)) || (this.#stopped !== undefined && purpose !== "state")) break;
        if (reason.kind === "throttled") {
          const pause = pauseAfter(last.answer, attempts);
          await this.#parts.clock.sleep(
            probe.expect !== "success" && this.#selectiveThrottling.suspected ? Math.min(pause, shortPause) : pause,
            this.#endOf(purpose),
          );
          if (singledOut(probe, purpose) || this.#selectiveThrottling.wantsPlain || this.#circuitBreaker.throttlesTooLong(this.#parts.clock.now()))
            controlled = (await this.#controlAnswers(purpose, again())) && controlled;
        } else {
          if (attempts === sendsInCompany) leave = await this.#traffic.beAlone();
          // Where every so many requests are lost, tries in step with others would all be among them.
          if (attempts > 1 && reason.kind === "crash" && leave === undefined) await this.#parts.clock.sleep(outOfStepMs * attempts, this.#endOf(purpose));
          controlled = (await this.#controlAnswers(purpose, again())) && controlled;
          if (attempts === sendsOfCrash - 1 && !this.dead) await this.#controlOnce(purpose, again());
        }
        if (this.dead || this.endings.against(probe, purpose) !== undefined) break;
        this.counts.retries += 1;
        last = await this.#deliver(probe, purpose, again());
      }
    } finally {
      leave?.();
    }
    return { last, attempts, controlled };
  }

  /** Why there is nothing to judge, though the request was sent as often as it may be. */
  #sendErrorFor(reason: RetryReason | undefined, alone: boolean, tried: { readonly controlled: boolean; readonly complete: boolean }): SendError | undefined {
    const givenUp = tried.complete ? undefined : this.#stopped;
    if (reason === undefined || (reason.kind === "documented" && givenUp === undefined)) return undefined;
    if (reason.kind !== "unreadable" && givenUp !== undefined) return { status: "errored", reason: givenUp };
    // Want of capacity that plain requests do not meet, however often a broken one is tried, is no want of capacity.
    if (reason.kind === "throttled" && alone && tried.controlled && tried.complete) return undefined;
    if (reason.kind === "throttled")
      return { status: "errored", reason: `the target kept refusing for want of capacity (${reason.text}); send slower with --rate` };
    if (reason.kind === "unreadable") return { status: "errored", reason: reason.text, kind: "unreadable" };
    if (reason.kind === "expired" && !tried.controlled) return { status: "errored", reason: reason.text };
    // A server error or a lost connection is the request's doing only where plain requests are answered in between.
    if (tried.controlled && tried.complete) return undefined;
    return { status: "errored", reason: `${reason.text}, and a plain request in between was not answered either` };
  }

  async #controlAnswers(purpose: Purpose, again: Again): Promise<boolean> {
    if (purpose === "preflight" || !this.controls) return true;
    for (let attempt = 0; attempt < 2 && !this.dead; attempt += 1) {
      const { delivery, reason } = await this.#controlOnce(purpose, again);
      if (reason?.kind === "expired") {
        this.stop(reason.text);
        return false;
      }
      if ("response" in delivery && delivery.response.status < 500 && reason?.kind !== "throttled") return true;
    }
    return false;
  }

  async #controlOnce(purpose: Purpose, again: Again): Promise<Delivered> {
    this.counts.controls += 1;
    const controlled = await this.#deliver(this.control, purpose, again);
    this.endings.note(exchangeOf(this.control, controlled, 1), true);
    return controlled;
  }

  /** Sends a request in its turn; over a fresh connection where it is sent `again`. */
  async #deliver(probe: Probe, purpose: Purpose, again?: Again): Promise<Delivered> {
    await this.#traffic.setOut(again?.isAlone === true);
    try {
      await this.#pace.slot(this.#endOf(purpose));
      return await this.#deliverNow(probe, purpose, again !== undefined);
    } finally {
      this.#traffic.arrive();
    }
  }

  async #deliverNow(probe: Probe, purpose: Purpose, fresh: boolean): Promise<Delivered> {
    this.#parts.beforeSend(probe);
    const unsigned = withHeaders(probe.request, this.#parts.limits.headers);
    const request = this.#spelled(this.#parts.signer.sign(unsigned, probe.spoiltSignature), probe);
    this.#keepOffOthers(request, probe);
    const since = this.#circuitBreaker.noted;
    const sent = withinResponseLimits(await this.#parts.transport.send(request, { fresh }));
    if ("response" in sent) {
      wasRead(sent.response);
      if (this.#fails) this.#weight += weightOf(sent.response);
    }
    const delivery = "response" in sent ? this.memoryBudget.lightened(sent) : sent;
    const answer = "response" in delivery ? readAnswer(delivery.response, delivery === sent ? undefined : false) : undefined;
    const reason = this.#reasonOf(delivery, answer, probe);
    this.#watch(delivery, reason, probe, since);
    this.#parts.afterSend(delivery, probe, fresh ? "again" : purpose);
    return { delivery, answer, reason };
  }

  #reasonOf(delivery: Delivery, answer: Answer | undefined, probe: Probe): RetryReason | undefined {
    if ("failure" in delivery) return reasonOfFailure(delivery.failure);
    const reason = reasonOfAnswer(answer as Answer);
    this.#selectiveThrottling.note(probe, reason?.kind === "throttled");
    // A target that refuses in this way is taken at its word at once: waiting for capacity would take hours.
    return reason?.kind === "throttled" && probe.expect !== "success" && this.#selectiveThrottling.proven ? undefined : reason;
  }

  /** Why a request is not even tried, so that nothing comes of it that nobody asked for. */
  #caution(probe: Probe): string | undefined {
    const { observes, isOwn } = this.#parts;
    if (observes === true && changesState(probe)) return observedOnly;
    if (isOwn === undefined || !isDaring(probe) || targetedSession(probe.request) === undefined) return undefined;
    return leadsAstray(probe.request, isOwn) ? "it may name what is not the run's own, which a lax target would change" : undefined;
  }

  /** A request with all header names in one spelling, where there is a reason for it. The host is written by the transport. */
  #spelled(request: WireRequest, { headerSpelling: spelling = this.headerSpelling }: Probe): WireRequest {
    if (spelling === undefined) return request;
    const { host, ...headers } = request.headers;
    return { ...request, headers: { ...spelledHeaders(headers, spelling), ...(host === undefined ? {} : { host }) } };
  }

  /** The one place where requests leave: whatever asked for it, and whatever the target says is ours. */
  #keepOffOthers(request: WireRequest, { operation, expect }: Probe): void {
    const { isOwn } = this.#parts;
    const isHarmless = expect !== "success" && isOwn !== undefined && !leadsAstray(request, isOwn);
    if (this.#parts.observes === true && changesState({ request, operation })) throw new Error(`a request was not sent: ${observedOnly}`);
    const subject = targetedSession(request);
    if (subject === undefined || (subject.id !== undefined && this.#parts.owns(subject.id))) return;
    if (isHarmless) return;
    const whose = subject.id === undefined ? "what is no session by its input" : JSON.stringify(subject.id);
    throw new Error(`${subject.operation} of ${whose} was not sent: no session of this run has that id`);
  }

  #watch(delivery: Delivery, reason: RetryReason | undefined, probe: Probe, since: number): void {
    if (reason?.kind !== "throttled" || (probe.expect === "refusal" && this.#selectiveThrottling.suspected)) this.#pace.faster();
    else this.#pace.slower(this.#circuitBreaker.throttled);
    const why = this.#circuitBreaker.note({
      reason,
      isFailure: "failure" in delivery,
      isControl: probe === this.control,
      nowMs: this.#parts.clock.now(),
      latencyMs: delivery.latencyMs,
      since,
    });
    if (why !== undefined) this.stop(why);
  }

  /** What ends a pause early; taking sessions away goes on. */
  #endOf(purpose: Purpose): AbortSignal | undefined {
    return purpose === "state" ? undefined : this.#ended.signal;
  }

  #refusal(purpose: Purpose): string | undefined {
    if (purpose === "state") return undefined;
    const { maxRequests } = this.#parts.limits;
    if (maxRequests !== undefined && this.counts.properties >= maxRequests) this.stop(`cut off after ${String(maxRequests)} requests (--max-requests)`);
    this.#keepTime();
    return this.#stopped;
  }

  #keepTime(): void {
    const { deadline, weightOfAnswers } = this.#parts.limits;
    if (weightOfAnswers !== undefined && this.#weight > weightOfAnswers)
      this.stop(
        "cut off, since the target fails already, and its answers are so large that all cases would take minutes; --max-time says how long they may take",
      );
    if (deadline !== undefined && this.#parts.clock.now() >= deadline) this.stop("cut off by --max-time");
  }
}

function withHeaders(request: WireRequest, headers: WireRequest["headers"]): WireRequest {
  return Object.keys(headers).length === 0 ? request : { ...request, headers: { ...request.headers, ...headers } };
}

/** Whether a request that is throttled is told from plain ones: a broken one, when it is tried again at the end, with little else under way. */
function singledOut({ expect }: Probe, purpose: Purpose): boolean {
  return expect === "refusal" && purpose === "confirmation";
}

/** How a request is sent again. */
interface Again {
  /** Whether all others wait. */
  readonly isAlone: boolean;
}

/** What came of all tries of a request. */
interface Tried {
  readonly last: Delivered;
  readonly attempts: number;
  /** Whether plain requests in between were answered. */
  readonly controlled: boolean;
}
