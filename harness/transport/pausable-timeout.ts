/** A timeout of a request that is paused while we keep the request waiting ourselves. */
export class PausableTimeout {
  readonly #limitMs: number;
  readonly #onEnd: (reason: Error) => void;
  #spentMs = 0;
  #startedAt = 0;
  #timer: NodeJS.Timeout | undefined;

  /** Starts at once; `onEnd` is called with a `TimeoutError` when the time is over. */
  constructor(limitMs: number, onEnd: (reason: Error) => void) {
    this.#limitMs = limitMs;
    this.#onEnd = onEnd;
    this.go();
  }

  /** Milliseconds that were counted. */
  get spentMs(): number {
    return this.#spentMs + (this.#timer === undefined ? 0 : performance.now() - this.#startedAt);
  }

  go(): void {
    this.#startedAt = performance.now();
    const end = (): void => this.#onEnd(new DOMException("The operation was aborted due to timeout", "TimeoutError"));
    this.#timer = setTimeout(end, Math.max(0, this.#limitMs - this.#spentMs));
  }

  stop(): void {
    this.#spentMs = this.spentMs;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
