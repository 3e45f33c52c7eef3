import { type Answer, readAnswer } from "../../properties/core/answer.ts";
import type { WireRequest } from "../../properties/core/exchange.ts";
import { type HeaderSpelling, spelledHeaders } from "../../properties/core/header-spelling.ts";
import type { Judged, Probe } from "../../properties/core/property.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Signer } from "../transport/signer.ts";
import type { Delivery, Transport } from "../transport/transport.ts";
import { CircuitBreaker } from "./circuit-breaker.ts";
import { wasRead } from "./garbage-collection.ts";
import { InFlightLock } from "./in-flight-lock.ts";
import { RateLimiter } from "./rate-limiter.ts";
import { ResponseMemoryBudget } from "./response-memory-budget.ts";
import { withinResponseLimits } from "./response-size.ts";
import { type RetryReason, reasonOfAnswer, reasonOfFailure } from "./retry-classification.ts";
import type { RunLimits, TargetClientLimits } from "./run-limits.ts";
import { SelectiveThrottling } from "./selective-throttling.ts";
import type { Purpose } from "./sent-exchange.ts";
import type { WriteGuard } from "./write-guard.ts";

/** What requests are delivered through. */
export interface DeliveryParts {
  readonly transport: Transport;
  readonly signer: Pick<Signer, "sign">;
  readonly clock: Clock;
  readonly limits: TargetClientLimits;
  readonly beforeSend: (probe: Probe) => void;
  /** Called for every delivery; `again` are retries and controls. */
  readonly afterSend: (delivery: Delivery, probe: Probe, purpose: Purpose | "again") => void;
}

/** How the target is addressed; the preflight changes it by what it learns. */
export interface Addressing {
  /** A plain valid request, sent between two tries of one that got no answer. */
  control: Probe;
  /** False where the target refuses plain requests too: then a refusal is judged without one in between. */
  sendsControls: boolean;
  /** How header names are spelled, where the target does not read them as they are written. */
  headerSpelling: HeaderSpelling | undefined;
}

/** How a request is sent again. */
export interface Again {
  /** Whether all others wait. */
  readonly isAlone: boolean;
}

/** A delivery, read once. */
export interface Delivered {
  readonly delivery: Delivery;
  readonly answer: Answer | undefined;
  readonly reason: RetryReason | undefined;
}

/** Delivers each request in its turn: guarded, signed, and with its answer read and counted by all that watches the target. */
export class RequestDelivery {
  readonly memoryBudget = new ResponseMemoryBudget();
  readonly circuitBreaker = new CircuitBreaker();
  readonly selectiveThrottling = new SelectiveThrottling();
  readonly inFlight = new InFlightLock();
  readonly #parts: DeliveryParts;
  readonly #addressing: Addressing;
  readonly #guard: WriteGuard;
  readonly #limits: RunLimits;
  readonly rateLimiter: RateLimiter;

  constructor(parts: DeliveryParts, addressing: Addressing, guard: WriteGuard, limits: RunLimits) {
    this.#parts = parts;
    this.#addressing = addressing;
    this.#guard = guard;
    this.#limits = limits;
    this.rateLimiter = new RateLimiter(parts.clock, parts.limits.rate);
  }

  /** Sends a request in its turn; over a fresh connection where it is sent `again`. */
  async deliver(probe: Probe, purpose: Purpose, again?: Again): Promise<Delivered> {
    await this.inFlight.setOut(again?.isAlone === true);
    try {
      await this.rateLimiter.slot(this.#limits.signalFor(purpose));
      return await this.#deliverNow(probe, purpose, again !== undefined);
    } finally {
      this.inFlight.arrive();
    }
  }

  /** A request with all header names in one spelling, where there is a reason for it. The host is written by the transport. */
  spelled(request: WireRequest, { headerSpelling: spelling = this.#addressing.headerSpelling }: Probe): WireRequest {
    if (spelling === undefined) return request;
    const { host, ...headers } = request.headers;
    return { ...request, headers: { ...spelledHeaders(headers, spelling), ...(host === undefined ? {} : { host }) } };
  }

  /** The request of a probe as it is sent. */
  signed(probe: Probe): WireRequest {
    const { signer, limits } = this.#parts;
    return this.spelled(signer.sign(withHeaders(probe.request, limits.headers), probe.spoiltSignature), probe);
  }

  async #deliverNow(probe: Probe, purpose: Purpose, fresh: boolean): Promise<Delivered> {
    const { beforeSend, transport, afterSend } = this.#parts;
    beforeSend(probe);
    const request = this.signed(probe);
    this.#guard.enforce(request, probe);
    const since = this.circuitBreaker.noted;
    const sent = withinResponseLimits(await transport.send(request, { fresh }));
    if ("response" in sent) {
      wasRead(sent.response);
      this.#limits.note(sent.response);
    }
    const delivery = "response" in sent ? this.memoryBudget.lightened(sent) : sent;
    const answer = "response" in delivery ? readAnswer(delivery.response, delivery === sent ? undefined : false) : undefined;
    const reason = this.#reasonOf(delivery, answer, probe);
    this.#watch(delivery, reason, probe, since);
    afterSend(delivery, probe, fresh ? "again" : purpose);
    return { delivery, answer, reason };
  }

  #reasonOf(delivery: Delivery, answer: Answer | undefined, probe: Probe): RetryReason | undefined {
    if ("failure" in delivery) return reasonOfFailure(delivery.failure);
    const reason = reasonOfAnswer(answer as Answer);
    this.selectiveThrottling.note(probe, reason?.kind === "throttled");
    // A target that refuses by throttling is not retried: waiting for capacity would take hours.
    return reason?.kind === "throttled" && probe.expect !== "success" && this.selectiveThrottling.proven ? undefined : reason;
  }

  #watch(delivery: Delivery, reason: RetryReason | undefined, probe: Probe, since: number): void {
    if (reason?.kind !== "throttled" || (probe.expect === "refusal" && this.selectiveThrottling.suspected)) this.rateLimiter.faster();
    else this.rateLimiter.slower(this.circuitBreaker.throttled);
    const why = this.circuitBreaker.note({
      reason,
      isFailure: "failure" in delivery,
      isControl: probe === this.#addressing.control,
      nowMs: this.#parts.clock.now(),
      latencyMs: delivery.latencyMs,
      since,
    });
    if (why !== undefined) this.#limits.stop(why);
  }
}

/** Whether the target accepted the request; a broken request of a changing operation is not sent again then, be the answer readable or not. */
export function isAccepted({ delivery }: Delivered): boolean {
  return "response" in delivery && delivery.response.status >= 200 && delivery.response.status < 300;
}

/** A delivery as an exchange. */
export function exchangeOf(probe: Probe, { delivery, answer }: Delivered, attempts: number): Judged {
  return {
    probe,
    request: probe.request,
    attempts,
    answer,
    ...("response" in delivery ? { response: delivery.response } : { failure: delivery.failure }),
  };
}

function withHeaders(request: WireRequest, headers: WireRequest["headers"]): WireRequest {
  return Object.keys(headers).length === 0 ? request : { ...request, headers: { ...request.headers, ...headers } };
}
