import type { WireResponse } from "../../properties/core/exchange.ts";
import type { Clock } from "../runtime/clock.ts";
import { weightOf } from "./response-size.ts";
import type { Purpose } from "./sent-exchange.ts";

export interface TargetClientLimits {
  readonly maxRequests: number | undefined;
  /** Clock time, in milliseconds, after which nothing is sent. */
  readonly deadline: number | undefined;
  /** Requests a second. */
  readonly rate: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Weight of the large answers of a target that is known to fail after which it is sent nothing more; undefined where the user limited the time of the run. */
  readonly maxResponseWeight?: number | undefined;
}

/** Says when nothing more is sent: the user's limits are reached, or `stop` was called. Sessions are still deleted then. */
export class RunLimits {
  readonly #limits: TargetClientLimits;
  readonly #clock: Pick<Clock, "now">;
  readonly #ended = new AbortController();
  #weight = 0;
  #targetFails = false;
  #stopReason: string | undefined;

  constructor(limits: TargetClientLimits, clock: Pick<Clock, "now">) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** Ends pauses; the first reason is kept. */
  stop(reason: string): void {
    this.#stopReason ??= reason;
    this.#ended.abort();
  }

  /** From now on the weight of large answers is limited. */
  targetFailed(): void {
    this.#targetFails = true;
  }

  /** Counts the weight of an answer. */
  note(response: WireResponse): void {
    if (this.#targetFails) this.#weight += weightOf(response);
  }

  /** Why the run was stopped, without looking at the clock. */
  get stopReason(): string | undefined {
    return this.#stopReason;
  }

  /** Why nothing more is sent, by the limits of time and weight too. */
  checked(): string | undefined {
    const { deadline, maxResponseWeight } = this.#limits;
    if (maxResponseWeight !== undefined && this.#weight > maxResponseWeight)
      this.stop("cut off: the target fails already, and its answers are so large that all cases would take minutes; --max-time sets how long they may take");
    if (deadline !== undefined && this.#clock.now() >= deadline) this.stop("cut off by --max-time");
    return this.#stopReason;
  }

  /** Why a request is not sent for this purpose, after `sent` requests for properties. */
  refusal(purpose: Purpose, sent: number): string | undefined {
    if (purpose === "state") return undefined;
    const { maxRequests } = this.#limits;
    if (maxRequests !== undefined && sent >= maxRequests) this.stop(`cut off after ${String(maxRequests)} requests (--max-requests)`);
    return this.checked();
  }

  /** Ends a pause early, unless it belongs to the upkeep of sessions. */
  signalFor(purpose: Purpose): AbortSignal | undefined {
    return purpose === "state" ? undefined : this.#ended.signal;
  }
}
