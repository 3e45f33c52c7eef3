import { type Latency, type Preflight, type RunRecord, type RequestCounts, requestPurposes } from "../record/run-record.ts";
import type { ShardRecord } from "./shard-record.ts";
import { stopsTheRun } from "../verdict/verdict.ts";

/** The merged `meta` of a run's shards. It has no timeline, because shards need not have run at the same time. */
export function mergedMeta(shards: readonly ShardRecord[]): RunRecord["meta"] {
  const metas = shards.map(({ meta }) => meta);
  const [first] = metas;
  if (first === undefined) throw new RangeError("there is no shard to merge");
  const { shard, timeline: _, latencies: __, received: ___, ended: ____, ...rest } = first;
  const starts = metas.map(({ startedAt }) => Date.parse(startedAt));
  const start = Math.min(...starts);
  // The first end of each operation.
  const ended = new Map(
    metas
      .flatMap((meta) => meta.ended ?? [])
      .toReversed()
      .map((one) => [one.operation, one]),
  );
  return {
    ...rest,
    startedAt: new Date(start).toISOString(),
    durationMs: Math.max(...metas.map(({ durationMs }, at) => (starts[at] ?? start) + durationMs)) - start,
    requests: sums(metas.map(({ requests }) => requests)),
    ...joinedLatency(metas),
    preflight: joinedPreflight(metas),
    sessionsSeen: Math.max(...metas.map((meta) => meta.shard.sessionsSeen)) || Math.max(...metas.map(({ sessionsSeen }) => sessionsSeen)),
    narrowedBy: rest.narrowedBy.filter((option) => option !== `--shard ${shard.index}/${shard.count}`),
    ...(ended.size === 0 ? {} : { ended: [...ended.values()] }),
    interrupted: metas.some(({ interrupted }) => interrupted),
    suiteErrors: [...new Set(metas.flatMap(({ suiteErrors }) => suiteErrors))],
    shards: shards.map(({ requests, meta: { runId, startedAt, durationMs, shard: own } }) => ({ index: own.index, runId, startedAt, durationMs, requests })),
  };
}

/** The first preflight that ended its shard, or that has a message. */
function joinedPreflight(metas: readonly ShardRecord["meta"][]): Preflight {
  const stopped = metas.find(({ preflight }) => stopsTheRun(preflight));
  const shown = stopped ?? metas.find(({ preflight }) => preflight.message !== "") ?? metas[0];
  const { outcome, message } = shown?.preflight ?? { outcome: "not-run", message: "" };
  const isCommon = metas.every(({ preflight }) => preflight.outcome === outcome && preflight.message === message);
  if (stopped === undefined || isCommon) return shown?.preflight ?? { outcome, message };
  return { ...stopped.preflight, message: `Shard ${stopped.shard.index} of ${stopped.shard.count}: ${message === "" ? outcome : message}` };
}

function sums(all: readonly RequestCounts[]): RequestCounts {
  return Object.fromEntries(requestPurposes.map((purpose) => [purpose, all.reduce((sum, counts) => sum + counts[purpose], 0)])) as RequestCounts;
}

/** Counts on one scale, and what they come to; where an older record has none, the worst of all. */
function joinedLatency(metas: readonly RunRecord["meta"][]): Pick<RunRecord["meta"], "latency" | "latencies"> {
  const most = (of: keyof Latency): number => Math.max(...metas.map(({ latency }) => latency[of]));
  const max = most("max");
  if (metas.some(({ latencies }) => latencies === undefined)) return { latency: { p50: most("p50"), p90: most("p90"), p99: most("p99"), max } };
  const counts = new Map<number, number>();
  for (const { upTo, count } of metas.flatMap(({ latencies = [] }) => latencies)) counts.set(upTo, (counts.get(upTo) ?? 0) + count);
  const latencies = [...counts].map(([upTo, count]) => ({ upTo, count })).toSorted((a, b) => a.upTo - b.upTo);
  const all = latencies.reduce((sum, { count }) => sum + count, 0);
  // Rounded to a step of the scale.
  const quantile = (share: number): number => {
    let seen = 0;
    return Math.min(latencies.find(({ count }) => (seen += count) >= share * all)?.upTo ?? 0, max);
  };
  return { latency: { p50: quantile(0.5), p90: quantile(0.9), p99: quantile(0.99), max }, latencies };
}
