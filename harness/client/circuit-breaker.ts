import type { RetryReason } from "./retry-classification.ts";

/** What is known of a finished delivery. */
export interface Sign {
  /** Why it is no answer; undefined for an answer. */
  readonly reason: RetryReason | undefined;
  readonly isFailure: boolean;
  /** Whether the request was the plain one that is sent between two tries. */
  readonly isControl: boolean;
  readonly nowMs: number;
  readonly latencyMs: number;
  /** Deliveries that were noted when the request set out. */
  readonly since: number;
}

/** Failures in a row, each of a request that set out after the one before had failed, the last one of a plain request, after which the target counts as dead. */
const deadAfter = 5;
/** The same of requests that are not answered in time, where together they took this long. */
const silentAfter = { failures: 3, ms: 25_000 };
/** Failures and server errors in a row, the last one of a plain request: a service that fails three answers in ten by chance does so once in 10^10 times. */
const brokenAfter = 20;
/** How long a target may throttle without one answer in between, and how many requests, the last one plain, it must have throttled. */
const throttlingMs = 12_000;
const throttledAtLeast = 3;
/**
 * How long a run waits in all for answers that do not come, although plain requests are answered; longer where each takes longer. It is a little less
 * than all tries of one request take, which is then judged.
 */
const silenceMs = 39_000;
const silentTries = 3.9;

/** Detects a target that is dead, broken or overloaded, so that a run against it ends soon. */
export class CircuitBreaker {
  #noted = 0;
  #failures = 0;
  /** Deliveries that were noted when the last of the failures was. */
  #failedAt = 0;
  #errors = 0;
  #throttled = 0;
  #throttledSince = 0;
  #silence = 0;
  #notedMs = 0;
  /** Milliseconds that the failures in a row took. */
  #failing = 0;
  #dead: "connections" | "answers" | undefined;

  /** Whether the target only failed, erred or throttled for long enough to give up; an answer resets it. */
  get dead(): boolean {
    return this.#dead !== undefined;
  }

  /** Whether the last delivery was throttled. */
  get throttled(): boolean {
    return this.#throttled > 0;
  }

  /** Deliveries until now. */
  get noted(): number {
    return this.#noted;
  }

  /** Counts a delivery; returns why nothing more is to be sent, where that is so. */
  note(sign: Sign): string | undefined {
    const { reason, isFailure, isControl, latencyMs, nowMs } = sign;
    this.#noted += 1;
    // While others are answered, the run makes progress.
    if (reason?.kind === "silence") this.#silence += Math.min(latencyMs, nowMs - this.#notedMs);
    this.#notedMs = nowMs;
    if (!isFailure) {
      this.#failures = 0;
      this.#failing = 0;
      if (this.#dead === "connections") this.#dead = undefined;
    }
    if (reason === undefined || reason.kind === "documented" || reason.kind === "expired" || reason.kind === "unreadable") {
      this.#errors = 0;
      this.#throttled = 0;
      this.#dead = undefined;
      return undefined;
    }
    if (reason.kind === "throttled") return this.#noteThrottling(reason, sign);
    this.#throttled = 0;
    if (isFailure) this.#noteFailure(sign);
    else this.#errors += 1;
    // A target may drop several requests in flight in a row for their content; only a dead one drops a plain request.
    if (isControl && (this.#failures >= deadAfter || (this.#failures >= silentAfter.failures && this.#failing >= silentAfter.ms)))
      return this.#died("connections", `the target is dead: ${String(this.#failures)} requests in a row got no answer (${reason.text})`);
    if (isControl && this.#errors >= brokenAfter)
      return this.#died(
        "answers",
        `the target answers with nothing but errors: ${String(brokenAfter)} requests in a row, plain ones among them, failed (${reason.text})`,
      );
    return this.#silence < Math.max(silenceMs, silentTries * latencyMs)
      ? undefined
      : `cut off, since the target left requests without an answer for ${String(Math.round(this.#silence / 1_000))} s in all (${reason.text})`;
  }

  // Of many requests in flight, all that are lost may be reported before the first answer.
  #noteFailure({ since, latencyMs }: Sign): void {
    if (since < this.#failedAt) return;
    this.#failures += 1;
    this.#failing += latencyMs;
    this.#errors += 1;
    this.#failedAt = this.#noted;
  }

  #died(of: "connections" | "answers", why: string): string {
    this.#dead = of;
    return why;
  }

  /** Whether the target has throttled for so long that a plain request has to show whether it throttles everything. */
  throttlesTooLong(nowMs: number): boolean {
    return this.#throttled >= throttledAtLeast && nowMs - this.#throttledSince >= throttlingMs;
  }

  // A target may throttle broken requests alone, one after the other.
  #noteThrottling({ text }: RetryReason, { nowMs, isControl }: Sign): string | undefined {
    this.#errors = 0;
    if (this.#throttled === 0) this.#throttledSince = nowMs;
    this.#throttled += 1;
    if (!isControl || !this.throttlesTooLong(nowMs)) return undefined;
    return this.#died("answers", `the target kept throttling for ${String(throttlingMs / 1_000)} s (${text}); send slower with --rate, or run again later`);
  }
}
