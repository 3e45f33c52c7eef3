import { present } from "../encoding/present.ts";
import { staleEntry } from "../verdict/baseline.ts";
import { joinBreaches, maxCasesOfBreach, type PlacedBreach, receivedValues } from "../record/breaches.ts";
import { type Check, type Latency, type Preflight, type RequestCounts, requestPurposes, type RunRecord, type ShardPart } from "../record/run-record.ts";
import type { ShardRecord } from "./shard-record.ts";
import { keptObservations, noOccasion, propertyStatus } from "../record/shard-part.ts";
import { type Ruling, stopsTheRun, withRuling } from "../verdict/verdict.ts";
import { compareReported, maxViolations } from "../record/violations.ts";

/**
 * Merges all shards of one run, given in the order of their indexes. What a property is found to be is what the run would have found without shards; of
 * several counterexamples that of the first shard is kept.
 */
export function mergeRecords(shards: readonly ShardRecord[]): { readonly record: RunRecord; readonly ruling: Ruling } {
  const [first] = shards;
  if (first === undefined) throw new RangeError("there is no shard to merge");
  const joined = first.checks.map(({ id }) => joinedCheck(id, shards));
  const checks = joined.map(({ check }) => check);
  return withRuling({
    ...first,
    requests: shards.reduce((sum, { requests }) => sum + requests, 0),
    checks,
    meta: { ...mergedMeta(shards), staleBaseline: staleOf(shards, checks), ...receivedValues(joined.map(({ check, breaches }) => [check.id, breaches])) },
  });
}

/** The result of one shard for a property. */
type Said = { readonly check: Check; readonly part: ShardPart; readonly breaches: readonly PlacedBreach[] };

/** The check of all shards, and its breaches with where they were seen. */
type Joined = Pick<Said, "check" | "breaches">;

function joinedCheck(id: string, shards: readonly ShardRecord[]): Joined {
  const checks = shards.flatMap(({ checks: all, meta }) => all.filter((check) => check.id === id).map((check) => ({ check, meta })));
  const said = checks.flatMap(({ check, meta }): readonly Said[] => {
    const part = meta.shard.parts.find((one) => one.id === id);
    return part === undefined ? [] : [{ check, part, breaches: placedBreaches(check, meta) }];
  });
  const [only] = checks;
  if (only === undefined) throw new RangeError(`no shard knows of ${id}`);
  // No shard has the properties that the user left out.
  return said.length === 0 ? { check: only.check, breaches: [] } : merged(only.check, said);
}

function placedBreaches({ id, breaches = [] }: Check, { received = [], shard }: ShardRecord["meta"]): readonly PlacedBreach[] {
  return breaches.map((breach, at) => {
    const seen = received.find((one) => one.check === id && one.breach === at);
    // The cases of a shard stand before those of the next.
    const places = breach.cases.map((_, place) => shard.index * maxCasesOfBreach + place);
    return { breach, places, ...(seen === undefined ? {} : { seen: seen.received }) };
  });
}

function merged({ id, requirement, level }: Check, said: readonly Said[]): Joined {
  const failing = said.filter(({ check }) => check.status === "failed");
  const reasons = new Map(said.flatMap(({ part }) => part.reasons.map(({ status, text }) => [status, text] as const)).toReversed());
  const sum = (count: (one: Said) => number): number => total(said.map(count));
  const passed = sum(({ part }) => part.passed);
  const status = propertyStatus(failing.length > 0, passed, reasons);
  const breaches = joinBreaches(said.flatMap((one) => one.breaches));
  const [shown] = failing;
  const { reproduced, shrunk, counterexample } = shown?.check ?? {};
  // How often a counterexample failed is said of the one that is shown.
  const observed = said.flatMap((one) => one.check.observations.filter(({ code }) => one === shown || code !== "intermittent"));
  const observations = new Map(observed.map((one) => [`${one.code} ${one.text}`, one]));
  const violations = said.flatMap(({ check }) => check.violations).toSorted(compareReported);
  const check = present({
    id,
    requirement,
    level,
    status,
    reason: status === "passed" || status === "failed" ? undefined : (reasons.get(status) ?? noOccasion),
    cases: sum((one) => one.check.cases),
    baselined: failing.length > 0 && failing.every((one) => one.check.baselined),
    violationCount: sum((one) => one.check.violationCount),
    reproduced,
    shrunk,
    violations: violations.slice(0, maxViolations),
    observations: [...observations.keys()]
      .toSorted()
      .slice(0, keptObservations)
      .flatMap((key) => observations.get(key) ?? []),
    breaches: breaches.length === 0 ? undefined : breaches.map(({ breach }) => breach),
    counterexample,
  });
  return { check, breaches };
}

/** Entries of the baseline that are out of date according to one shard, or to all of them together. */
function staleOf(shards: readonly ShardRecord[], checks: readonly Check[]): readonly string[] {
  const passed = new Set(checks.filter(({ status }) => status === "passed").map(({ id }) => id));
  const open = shards.map(({ meta }) => meta.shard.openEntries);
  const repaired = (open[0] ?? []).flatMap(({ property, missing }, at) => {
    const isSent = missing.every((id) => open.some((entries) => entries[at]?.missing.includes(id) === false));
    return passed.has(property) && isSent ? [staleEntry(property)] : [];
  });
  return [...new Set([...shards.flatMap(({ meta }) => meta.staleBaseline ?? []), ...repaired])];
}

/** The merged `meta` of a run's shards. It has no timeline, because shards need not have run at the same time. */
function mergedMeta(shards: readonly ShardRecord[]): RunRecord["meta"] {
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
    requests: Object.fromEntries(requestPurposes.map((purpose) => [purpose, total(metas.map(({ requests }) => requests[purpose]))])) as RequestCounts,
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

function total(numbers: readonly number[]): number {
  return numbers.reduce((before, number) => before + number, 0);
}

/** Counts on one scale, and what they come to; where an older record has none, the worst of all. */
function joinedLatency(metas: readonly RunRecord["meta"][]): Pick<RunRecord["meta"], "latency" | "latencies"> {
  const most = (of: keyof Latency): number => Math.max(...metas.map(({ latency }) => latency[of]));
  const max = most("max");
  if (metas.some(({ latencies }) => latencies === undefined)) return { latency: { p50: most("p50"), p90: most("p90"), p99: most("p99"), max } };
  const counts = new Map<number, number>();
  for (const { upTo, count } of metas.flatMap(({ latencies = [] }) => latencies)) counts.set(upTo, (counts.get(upTo) ?? 0) + count);
  const latencies = [...counts].map(([upTo, count]) => ({ upTo, count })).toSorted((a, b) => a.upTo - b.upTo);
  const all = total(latencies.map(({ count }) => count));
  // Rounded to a step of the scale.
  const quantile = (share: number): number => {
    let seen = 0;
    return Math.min(latencies.find(({ count }) => (seen += count) >= share * all)?.upTo ?? 0, max);
  };
  return { latency: { p50: quantile(0.5), p90: quantile(0.9), p99: quantile(0.99), max }, latencies };
}
