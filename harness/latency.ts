import type { Latency } from "../reports/run-record.ts";

/** Latencies, in milliseconds, counted in steps of a twentieth: their number does not grow with the run's. */
export class Latencies {
  readonly #counts = new Map<number, number>();
  #max = 0;
  #total = 0;

  add(ms: number): void {
    const step = Math.round(Math.log(Math.max(ms, 0.01)) * 20);
    this.#counts.set(step, (this.#counts.get(step) ?? 0) + 1);
    this.#max = Math.max(this.#max, ms);
    this.#total += 1;
  }

  /** Percentiles to 5 %, and the exact maximum. */
  summary(): Latency {
    return { p50: this.#quantile(0.5), p90: this.#quantile(0.9), p99: this.#quantile(0.99), max: rounded(this.#max) };
  }

  #quantile(share: number): number {
    let seen = 0;
    for (const [step, count] of [...this.#counts].toSorted(([a], [b]) => a - b)) {
      seen += count;
      if (seen >= share * this.#total) return Math.min(rounded(Math.exp(step / 20)), rounded(this.#max));
    }
    return 0;
  }
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}
