import { describe, expect, it } from "vitest";
import { latencyChangeOf } from "./latency-change.ts";
import type { Latency, RunRecord } from "../record/run-record.ts";
import { sampleRecord } from "../sample-record.testdata.ts";

const run = (p50: number, requests = 400, spread = 2): RunRecord => {
  const { meta, ...record } = sampleRecord(0);
  const counts = { properties: requests, preflight: 0, state: 0, polls: 0, retries: 0, shrinking: 0, confirmation: 0, controls: 0 };
  const latency: Latency = { p50, p90: p50 * spread, p99: p50 * spread ** 2, max: p50 * 100 };
  return { ...record, meta: { ...meta, latency, requests: counts } };
};

describe("latencyChangeOf()", () => {
  it.each([
    ["the same", run(2), run(2), "within-noise"],
    ["a fifth more", run(2), run(2.4), "within-noise"],
    ["twice as much", run(2), run(4), "slower"],
    ["half as much", run(4), run(2), "faster"],
    ["twice as much over few requests with a wide spread", run(2, 100, 30), run(4, 100, 30), "within-noise"],
    ["99 requests", run(2), run(20, 99), "too-few-requests"],
    ["no time at all", run(0), run(2), "too-few-requests"],
  ])("%s", (_, old, now, judgement) => {
    expect(latencyChangeOf(old, now).judgement).toBe(judgement);
  });

  it("gives the ratio with an interval that fewer requests and longer tails widen", () => {
    const { ratio } = latencyChangeOf(run(2), run(4));
    expect(ratio).toEqual({ p50: 2, low: 1.78, high: 2.25, p90: 2, p99: 2 });
    const wide = latencyChangeOf(run(2, 100, 4), run(4, 100, 4)).ratio;
    expect(wide?.low).toBeLessThan(1.78);
    expect(wide?.high).toBeGreaterThan(2.25);
  });
});
