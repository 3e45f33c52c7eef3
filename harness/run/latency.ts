import type { Latency, LatencyCount } from "../../reports/record/run-record.ts";

const steps = [1, 1.5, 2, 3, 5, 7];
/** Bounds of a histogram, six a decade, from a tenth of a millisecond to more than any request may take. */
const bounds = [-1, 0, 1, 2, 3, 4, 5].flatMap((decade) => steps.map((step) => (decade < 0 ? step / 10 ** -decade : step * 10 ** decade)));

/** Latencies, in milliseconds, counted in steps of a twentieth: their number does not grow with the run's. */
export class Latencies {
  readonly #counts = new Map<number, number>();
  readonly #byBound = bounds.map(() => 0);
  #max = 0;
  #total = 0;

  add(ms: number): void {
    const step = Math.round(Math.log(Math.max(ms, 0.01)) * 20);
    this.#counts.set(step, (this.#counts.get(step) ?? 0) + 1);
    const bound = bounds.findIndex((upTo) => ms <= upTo);
    const at = bound === -1 ? bounds.length - 1 : bound;
    this.#byBound[at] = (this.#byBound[at] ?? 0) + 1;
    this.#max = Math.max(this.#max, ms);
    this.#total += 1;
  }

  /** Percentiles to 5 %, and the exact maximum. */
  summary(): Latency {
    return { p50: this.#quantile(0.5), p90: this.#quantile(0.9), p99: this.#quantile(0.99), max: rounded(this.#max) };
  }

  /** How many took how long, from the shortest to the longest. */
  histogram(): readonly LatencyCount[] {
    const counts = bounds.map((upTo, at): LatencyCount => ({ upTo, count: this.#byBound[at] ?? 0 }));
    return counts.slice(
      counts.findIndex(({ count }) => count > 0),
      counts.findLastIndex(({ count }) => count > 0) + 1,
    );
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
