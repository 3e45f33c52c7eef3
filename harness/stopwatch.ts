/** Counts the time that a request takes, and ends it by its signal when that is too long; what it waits for by our own doing is left out. */
export class Stopwatch {
  readonly #ended = new AbortController();
  readonly #limitMs: number;
  #spentMs = 0;
  #startedAt = 0;
  #timer: NodeJS.Timeout | undefined;

  /** Starts at once. */
  constructor(limitMs: number) {
    this.#limitMs = limitMs;
    this.go();
  }

  /** Aborted with a `TimeoutError` when the time is over. */
  get signal(): AbortSignal {
    return this.#ended.signal;
  }

  /** Milliseconds that were counted. */
  get spentMs(): number {
    return this.#spentMs + (this.#timer === undefined ? 0 : performance.now() - this.#startedAt);
  }

  go(): void {
    this.#startedAt = performance.now();
    const end = (): void => this.#ended.abort(new DOMException("The operation was aborted due to timeout", "TimeoutError"));
    this.#timer = setTimeout(end, Math.max(0, this.#limitMs - this.#spentMs));
  }

  stop(): void {
    this.#spentMs = this.spentMs;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
