import type { Probe } from "../../properties/core/property.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Endings } from "./ended-operations.ts";
import { type Addressing, type Again, type Delivered, exchangeOf, isAccepted, type RequestDelivery } from "./request-delivery.ts";
import { pauseAfter, type RetryReason } from "./retry-classification.ts";
import { sendsFor, sendsInCompany, sendsOfCrash } from "./retry-limits.ts";
import type { RunLimits } from "./run-limits.ts";
import type { Counts, Purpose, RequestOrigin, SendError } from "./sent-exchange.ts";
import { isDaring } from "./write-guard.ts";

/** How much longer to wait from try to try of a request that crashes. */
const outOfStepMs = 5;

/** Pause between tries of a broken request where only broken ones seem to be throttled: no capacity is to be waited for. */
const shortPauseMs = 200;

/** What all tries of a request resulted in. */
export interface Tried {
  readonly last: Delivered;
  readonly attempts: number;
  /** Why there is nothing to judge. */
  readonly sendError: SendError | undefined;
}

/** What requests are sent again with. */
export interface RetryParts {
  readonly delivery: RequestDelivery;
  readonly addressing: Addressing;
  readonly limits: RunLimits;
  readonly endings: Endings;
  readonly counts: Counts;
  readonly clock: Clock;
}

/** Sends a request until it is answered, or as often as fairness rule 7 allows, with plain requests in between. */
export class Retries {
  readonly #parts: RetryParts;

  constructor(parts: RetryParts) {
    this.#parts = parts;
  }

  /** Sends a request once, whatever is answered. */
  async sendOnce(probe: Probe, purpose: Purpose): Promise<Tried> {
    const last = await this.#parts.delivery.deliver(probe, purpose);
    const { reason } = last;
    return { last, attempts: 1, sendError: reason?.kind === "unreadable" ? { status: "errored", reason: reason.text, kind: "unreadable" } : undefined };
  }

  /** Sends a request as often as it takes. */
  async send(probe: Probe, purpose: Purpose, place: RequestOrigin): Promise<Tried> {
    const { delivery, limits, endings, counts, clock } = this.#parts;
    const { circuitBreaker, selectiveThrottling, inFlight } = delivery;
    let last = await delivery.deliver(probe, purpose);
    let attempts = 1;
    let controlled = true;
    let leave: (() => void) | undefined;
    const again = (): Again => ({ isAlone: leave !== undefined });
    try {
      for (; last.reason !== undefined && attempts < sendsFor(last.reason, purpose, place); attempts += 1) {
        const { reason } = last;
        if (reason.kind === "unreadable" || (isDaring(probe) && isAccepted(last)) || (limits.stopReason !== undefined && purpose !== "state")) break;
        if (reason.kind === "throttled") {
          const pause = pauseAfter(last.answer, attempts);
          await clock.sleep(probe.expect !== "success" && selectiveThrottling.suspected ? Math.min(pause, shortPauseMs) : pause, limits.signalFor(purpose));
          if (isTriedAlone(probe, purpose) || selectiveThrottling.wantsPlain || circuitBreaker.throttlesTooLong(clock.now()))
            controlled = (await this.#controlAnswers(purpose, again())) && controlled;
        } else {
          if (attempts === sendsInCompany) leave = await inFlight.beAlone();
          // Where every nth request is lost, tries in step with others would all be among them.
          if (attempts > 1 && reason.kind === "crash" && leave === undefined) await clock.sleep(outOfStepMs * attempts, limits.signalFor(purpose));
          controlled = (await this.#controlAnswers(purpose, again())) && controlled;
          if (attempts === sendsOfCrash - 1 && !circuitBreaker.dead) await this.#sendControl(purpose, again());
        }
        if (circuitBreaker.dead || endings.against(probe, purpose) !== undefined) break;
        counts.retries += 1;
        last = await delivery.deliver(probe, purpose, again());
      }
    } finally {
      leave?.();
    }
    const isComplete = attempts >= sendsFor(last.reason, purpose, place);
    return { last, attempts, sendError: this.#sendErrorFor(last.reason, { isAlone: isTriedAlone(probe, purpose), controlled, isComplete }) };
  }

  /** Why there is nothing to judge; `controlled` where plain requests in between were answered, `isComplete` where the request was sent as often as it may be. */
  #sendErrorFor(
    reason: RetryReason | undefined,
    { isAlone, controlled, isComplete }: { readonly isAlone: boolean; readonly controlled: boolean; readonly isComplete: boolean },
  ): SendError | undefined {
    const givenUp = isComplete ? undefined : this.#parts.limits.stopReason;
    if (reason === undefined || (reason.kind === "documented" && givenUp === undefined)) return undefined;
    if (reason.kind !== "unreadable" && givenUp !== undefined) return { status: "errored", reason: givenUp };
    // Throttling that plain requests never meet, however often a broken one is tried, is a refusal.
    if (reason.kind === "throttled" && isAlone && controlled && isComplete) return undefined;
    if (reason.kind === "throttled") return { status: "errored", reason: `the target kept throttling (${reason.text}); send slower with --rate` };
    if (reason.kind === "unreadable") return { status: "errored", reason: reason.text, kind: "unreadable" };
    if (reason.kind === "expired" && !controlled) return { status: "errored", reason: reason.text };
    // A server error or a lost connection is judged only where plain requests are answered in between.
    if (controlled && isComplete) return undefined;
    return { status: "errored", reason: `${reason.text}, and a plain request in between was not answered either` };
  }

  async #controlAnswers(purpose: Purpose, again: Again): Promise<boolean> {
    const { addressing, delivery, limits } = this.#parts;
    if (purpose === "preflight" || !addressing.sendsControls) return true;
    for (let attempt = 0; attempt < 2 && !delivery.circuitBreaker.dead; attempt += 1) {
      const { delivery: sent, reason } = await this.#sendControl(purpose, again);
      if (reason?.kind === "expired") {
        limits.stop(reason.text);
        return false;
      }
      if ("response" in sent && sent.response.status < 500 && reason?.kind !== "throttled") return true;
    }
    return false;
  }

  async #sendControl(purpose: Purpose, again: Again): Promise<Delivered> {
    const { addressing, delivery, endings, counts } = this.#parts;
    counts.controls += 1;
    const { control } = addressing;
    const delivered = await delivery.deliver(control, purpose, again);
    endings.note(exchangeOf(control, delivered, 1), true);
    return delivered;
  }
}

/** Whether a request that is throttled is compared with plain ones: a broken one that is tried again at the end, with little else in flight. */
function isTriedAlone({ expect }: Probe, purpose: Purpose): boolean {
  return expect === "refusal" && purpose === "confirmation";
}
