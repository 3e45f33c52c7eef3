import { type Latency, type LatencyCount, type Preflight, type RunRecord, type RequestCounts, requestPurposes } from "../record/run-record.ts";
import type { ShardRecord } from "./shard-record.ts";
import { stopsTheRun } from "../verdict/verdict.ts";

/** The merged `meta` of a run's shards. It has no timeline, because shards need not have run at the same time. */
export function mergedMeta(shards: readonly ShardRecord[]): RunRecord["meta"] {
  const metas = shards.map(({ meta }) => meta);
  const [first] = metas;
  if (first === undefined) throw new RangeError("there is no shard to merge");
  const { shard, timeline: _, latencies: __, received: ___, ...rest } = first;
  const starts = metas.map(({ startedAt }) => Date.parse(startedAt));
  const start = Math.min(...starts);
  const latencies = joinedLatencies(metas.map((meta) => meta.latencies));
  return {
    ...rest,
    startedAt: new Date(start).toISOString(),
    durationMs: Math.max(...metas.map(({ durationMs }, at) => (starts[at] ?? start) + durationMs)) - start,
    requests: sums(metas.map(({ requests }) => requests)),
    latency: latencies === undefined ? worst(metas.map(({ latency }) => latency)) : summary(latencies, Math.max(...metas.map(({ latency }) => latency.max))),
    ...(latencies === undefined ? {} : { latencies }),
    preflight: joinedPreflight(shards),
    sessionsSeen: Math.max(...shards.map(({ meta }) => meta.shard.sessionsSeen)) || Math.max(...metas.map(({ sessionsSeen }) => sessionsSeen)),
    narrowedBy: rest.narrowedBy.filter((option) => option !== `--shard ${String(shard?.index)}/${String(shard?.count)}`),
    ...joinedEndings(metas),
    interrupted: metas.some(({ interrupted }) => interrupted),
    suiteErrors: [...new Set(metas.flatMap(({ suiteErrors }) => suiteErrors))],
    shards: shards.map(
      ({
        requests,
        meta: {
          runId,
          startedAt,
          durationMs,
          shard: { index },
        },
      }) => ({ index, runId, startedAt, durationMs, requests }),
    ),
  };
}

/** The first preflight that ended its shard, or that has a message. */
function joinedPreflight(shards: readonly ShardRecord[]): Preflight {
  const all = shards.map(({ meta: { preflight, shard } }) => ({ preflight, shard }));
  const stopped = all.find(({ preflight }) => stopsTheRun(preflight));
  if (stopped === undefined) return (all.find(({ preflight }) => preflight.message !== "") ?? all[0])?.preflight ?? { outcome: "not-run", message: "" };
  const { preflight, shard } = stopped;
  return all.every((one) => one.preflight.outcome === preflight.outcome && one.preflight.message === preflight.message)
    ? preflight
    : { ...preflight, message: `Shard ${String(shard.index)} of ${String(shard.count)}: ${preflight.message === "" ? preflight.outcome : preflight.message}` };
}

/** The first end of each operation. */
function joinedEndings(metas: readonly RunRecord["meta"][]): Pick<RunRecord["meta"], "ended"> {
  const all = new Map(
    metas
      .flatMap(({ ended = [] }) => ended)
      .toReversed()
      .map((one) => [one.operation, one]),
  );
  return all.size === 0 ? {} : { ended: [...all.values()] };
}

function sums(all: readonly RequestCounts[]): RequestCounts {
  return Object.fromEntries(requestPurposes.map((purpose) => [purpose, all.reduce((sum, counts) => sum + counts[purpose], 0)])) as RequestCounts;
}

/** Counts on one scale, from the first step with exchanges to the last. */
function joinedLatencies(all: readonly (readonly LatencyCount[] | undefined)[]): readonly LatencyCount[] | undefined {
  if (all.some((counts) => counts === undefined)) return undefined;
  const counts = new Map<number, number>();
  for (const { upTo, count } of all.flatMap((one) => one ?? [])) counts.set(upTo, (counts.get(upTo) ?? 0) + count);
  return [...counts].map(([upTo, count]) => ({ upTo, count })).toSorted((a, b) => a.upTo - b.upTo);
}

/** Percentiles rounded to a step of the scale, and the exact maximum. */
function summary(counts: readonly LatencyCount[], max: number): Latency {
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  const quantile = (share: number): number => {
    let seen = 0;
    for (const { upTo, count } of counts) {
      seen += count;
      if (seen >= share * all) return Math.min(upTo, max);
    }
    return 0;
  };
  return { p50: quantile(0.5), p90: quantile(0.9), p99: quantile(0.99), max };
}

function worst(all: readonly Latency[]): Latency {
  const most = (of: (latency: Latency) => number): number => Math.max(...all.map(of));
  return { p50: most(({ p50 }) => p50), p90: most(({ p90 }) => p90), p99: most(({ p99 }) => p99), max: most(({ max }) => max) };
}
