import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Latencies } from "./latency.ts";

function summaryOf(latencies: readonly number[]): ReturnType<Latencies["summary"]> {
  const all = new Latencies();
  for (const ms of latencies) all.add(ms);
  return all.summary();
}

describe("Latencies", () => {
  it("are zero where nothing was sent", () => {
    expect(summaryOf([])).toEqual({ p50: 0, p90: 0, p99: 0, max: 0 });
  });

  it("report a single one as it is, to 5 %", () => {
    const { p50, p99, max } = summaryOf([123.456]);
    expect(max).toBe(123.46);
    for (const quantile of [p50, p99]) expect(Math.abs(quantile / 123.456 - 1)).toBeLessThan(0.05);
  });

  it("are within 5 % of the true percentiles, grow with the share, and none is above the maximum", () => {
    const latency = fc.double({ min: 0.05, max: 60_000, noNaN: true });
    fc.assert(
      fc.property(fc.array(latency, { minLength: 1, maxLength: 300 }), (latencies) => {
        const sorted = latencies.toSorted((a, b) => a - b);
        const { p50, p90, p99, max } = summaryOf(latencies);
        for (const [share, reported] of [
          [0.5, p50],
          [0.9, p90],
          [0.99, p99],
        ] as const) {
          const wanted = sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
          expect(Math.abs(reported - wanted)).toBeLessThanOrEqual(0.05 * wanted + 0.01);
        }
        expect([p50, p90, p99, max]).toEqual([p50, p90, p99, max].toSorted((a, b) => a - b));
        expect(max).toBeCloseTo(sorted.at(-1) ?? 0, 1);
      }),
    );
  });

  it("bear an answer that took no time", () => {
    expect(summaryOf([0, 0])).toMatchObject({ p50: 0, max: 0 });
  });

  it("count each in the step of its length, from the shortest to the longest", () => {
    const histogramOf = (all: readonly number[]): ReturnType<Latencies["histogram"]> => {
      const latencies = new Latencies();
      for (const ms of all) latencies.add(ms);
      return latencies.histogram();
    };
    expect(histogramOf([])).toEqual([]);
    expect(histogramOf([1.2, 1.5, 4, 1.6])).toEqual([
      { upTo: 1.5, count: 2 },
      { upTo: 2, count: 1 },
      { upTo: 3, count: 0 },
      { upTo: 5, count: 1 },
    ]);
    expect(histogramOf([0, 1e9])).toHaveLength(42);
    expect(histogramOf([0.1])).toEqual([{ upTo: 0.1, count: 1 }]);
  });
});
