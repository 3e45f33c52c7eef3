import type { Latency, RunRecord } from "../record/run-record.ts";

/** How the latency of two runs compares. */
export interface LatencyChange {
  readonly old: Latency;
  readonly new: Latency;
  /** The new median divided by the old one, with its 95 % confidence interval; absent if there are too few requests. */
  readonly ratio?: { readonly p50: number; readonly low: number; readonly high: number; readonly p90: number; readonly p99: number };
  readonly judgement: "too-few-requests" | "within-noise" | "slower" | "faster";
}

/** Fewer answers than this say nothing about a distribution with a long tail. */
const minExchanges = 100;
/** Two runs on the same machine differ by up to this factor without any cause in the target. */
const noise = 1.25;
/** Percentiles are stored in steps of 5 %, so each is off by at most half a step. */
const step = Math.log(1.05) / 2;

/**
 * Latency as a ratio with its confidence interval, from the quantiles in a record. Latencies are assumed log-normal: the width of the distribution follows from
 * its median and 90th percentile, and gives how far two medians of that many requests differ by chance.
 */
export function latencyChangeOf(old: RunRecord, now: RunRecord): LatencyChange {
  const [before, after] = [old.meta.latency, now.meta.latency];
  const [many, more] = [requestsOf(old), requestsOf(now)];
  const latencies = { old: before, new: after };
  if (Math.min(many, more) < minExchanges || before.p50 <= 0 || after.p50 <= 0) return { ...latencies, judgement: "too-few-requests" };
  const error = Math.hypot(errorOf(before, many), errorOf(after, more), step, step);
  const ratio = after.p50 / before.p50;
  const [low, high] = [ratio * Math.exp(-1.96 * error), ratio * Math.exp(1.96 * error)];
  const judgement = low > 1 && ratio > noise ? "slower" : high < 1 && ratio < 1 / noise ? "faster" : "within-noise";
  const quotient = (p: "p90" | "p99"): number => rounded(after[p] / Math.max(before[p], 0.01));
  return { ...latencies, ratio: { p50: rounded(ratio), low: rounded(low), high: rounded(high), p90: quotient("p90"), p99: quotient("p99") }, judgement };
}

/** Standard error of the logarithm of a median. */
function errorOf({ p50, p90 }: Latency, requests: number): number {
  const deviation = Math.log(Math.max(p90, p50) / p50) / 1.2816;
  return (1.2533 * deviation) / Math.sqrt(requests);
}

/** Number of answers behind the quantiles. */
function requestsOf({ meta }: RunRecord): number {
  return Object.values(meta.requests).reduce((sum, number) => sum + number, 0);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
