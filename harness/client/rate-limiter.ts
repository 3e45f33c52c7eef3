import type { Clock } from "../runtime/clock.ts";

/** Longest pause between two requests that throttling leads to. */
const maxPauseMs = 1_000;

/** Spaces requests out: by the rate that the user set, and slower where the target throttles. */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #spacing: number;
  #nextSlot = 0;
  /** Added by throttling; halved by answers. */
  #extra = 0;

  constructor(clock: Clock, rate: number | undefined) {
    this.#clock = clock;
    this.#spacing = rate === undefined ? 0 : 1_000 / rate;
  }

  /** Waits for the next time that a request may go out; `signal` ends the wait. */
  async slot(signal?: AbortSignal): Promise<void> {
    const spacing = Math.max(this.#spacing, this.#extra);
    if (spacing === 0) return;
    const now = this.#clock.now();
    const at = Math.max(now, this.#nextSlot);
    this.#nextSlot = at + spacing;
    if (at > now) await this.#clock.sleep(at - now, signal);
  }

  /** The target throttled; twice in a row says that it is the pace, not chance. */
  slower(inARow: boolean): void {
    if (inARow) this.#extra = Math.min(maxPauseMs, Math.max(10, this.#extra * 2));
  }

  faster(): void {
    this.#extra = this.#extra < 5 ? 0 : this.#extra * 0.8;
  }
}
