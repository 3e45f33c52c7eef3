import { staleEntry } from "../verdict/baseline.ts";
import { joinBreaches, type PlacedBreach, receivedValues } from "../record/breaches.ts";
import { mergedMeta } from "./merge-meta.ts";
import type { Check, UnjudgedReason, RunRecord, ShardPart, Unjudged } from "../record/run-record.ts";
import type { ShardRecord } from "./shard-record.ts";
import { compareReported, keptObservations, noOccasion, propertyStatus } from "../record/shard-part.ts";
import { type Ruling, withRuling } from "../verdict/verdict.ts";
import { maxViolations } from "../record/violations.ts";

/**
 * Merges all shards of one run, given in the order of their indexes. Except for `meta`, the record is the one that
 * the run would have written without shards.
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
interface Said {
  readonly check: Check;
  readonly part: ShardPart;
  readonly breaches: readonly PlacedBreach[];
}

/** The check of all shards, and its breaches with where they were seen. */
interface Joined {
  readonly check: Check;
  readonly breaches: readonly PlacedBreach[];
}

function joinedCheck(id: string, shards: readonly ShardRecord[]): Joined {
  const checks = shards.flatMap((record) => record.checks.filter((check) => check.id === id).map((check) => ({ check, meta: record.meta })));
  const said = checks.flatMap(({ check, meta }): readonly Said[] => {
    const part = meta.shard.parts.find((one) => one.id === id);
    return part === undefined ? [] : [{ check, part, breaches: placedBreaches(check, part, meta) }];
  });
  const [only] = checks;
  if (only === undefined) throw new RangeError(`no shard knows of ${id}`);
  // No shard has the properties that the user left out.
  return said.length === 0 ? { check: only.check, breaches: [] } : merged(only.check, said);
}

function placedBreaches({ id, breaches = [] }: Check, { breachPlaces = [] }: ShardPart, { received = [] }: ShardRecord["meta"]): readonly PlacedBreach[] {
  return breaches.map((breach, at) => {
    const seen = received.find((one) => one.check === id && one.breach === at);
    return { breach, places: breachPlaces[at] ?? [], ...(seen === undefined ? {} : { seen: seen.received }) };
  });
}

function merged({ id, requirement, level }: Check, all: readonly Said[]): Joined {
  const said = withoutDistant(all);
  const failing = said.filter(({ part }) => part.first !== undefined);
  const winner = failing.reduce<Said | undefined>(
    (one, other) => (one === undefined || (other.part.first ?? 0) < (one.part.first ?? 0) ? other : one),
    undefined,
  );
  const reasons = reasonsOf(said);
  const sum = (count: (one: Said) => number): number => said.reduce((total, one) => total + count(one), 0);
  const status = propertyStatus(
    winner !== undefined,
    sum(({ part }) => part.passed),
    reasons,
  );
  const { reproduced, shrunk, counterexample } = winner?.check ?? {};
  const breaches = joinBreaches(said.flatMap((one) => one.breaches));
  const joined: Check = {
    id,
    requirement,
    level,
    status,
    ...(status === "passed" || status === "failed" ? {} : { reason: reasons.get(status)?.text ?? noOccasion }),
    cases: sum(({ check }) => check.cases),
    baselined: winner !== undefined && failing.every(({ check }) => check.baselined),
    violationCount: sum(({ check }) => check.violationCount),
    ...(reproduced === undefined ? {} : { reproduced }),
    ...(shrunk === undefined ? {} : { shrunk }),
    violations: said
      .flatMap(({ check, part }) => check.violations.map((violation, at) => ({ violation, place: part.places[at] ?? 0 })))
      .toSorted(compareReported)
      .slice(0, maxViolations)
      .map(({ violation }) => violation),
    observations: observationsOf(said, winner),
    ...(breaches.length === 0 ? {} : { breaches: breaches.map(({ breach }) => breach) }),
    ...(counterexample === undefined ? {} : { counterexample }),
  };
  return { check: joined, breaches };
}

/** A failure that occurs only beside requests of other properties counts only if no shard has a direct one. */
function withoutDistant(all: readonly Said[]): readonly Said[] {
  if (all.every(({ part }) => part.first === undefined || part.distant !== undefined)) return all;
  return all.map((one): Said => {
    const { distant, first: _, ...part } = one.part;
    if (distant === undefined) return one;
    const { counterexample: __, reproduced: ___, breaches: ____, ...check } = one.check;
    return {
      breaches: [],
      check: { ...check, violationCount: 0, violations: [], baselined: false },
      part: { ...part, passed: part.passed + distant, places: [] },
    };
  });
}

/** For each status the reason of the first case. */
function reasonsOf(said: readonly Said[]): ReadonlyMap<Unjudged, UnjudgedReason> {
  const reasons = new Map<Unjudged, UnjudgedReason>();
  for (const reason of said.flatMap(({ part }) => part.reasons)) {
    const known = reasons.get(reason.status);
    if (known === undefined || reason.place < known.place) reasons.set(reason.status, reason);
  }
  return reasons;
}

/** Each observation once, without those about counterexamples that were dropped. */
function observationsOf(said: readonly Said[], winner: Said | undefined): Check["observations"] {
  const isOfCase = ({ code }: Check["observations"][number]): boolean => code === intermittent;
  const seen = new Map(said.flatMap(({ check }) => check.observations.filter((one) => !isOfCase(one)).map((one) => [keyOf(one), one] as const)));
  const kept = [...seen.values()].toSorted(byKey).slice(0, keptObservations);
  return [...kept, ...(winner?.check.observations.filter(isOfCase) ?? [])].toSorted(byKey);
}

const intermittent = "intermittent";

const keyOf = ({ code, text }: Check["observations"][number]): string => `${code} ${text}`;
const byKey = (a: Check["observations"][number], b: Check["observations"][number]): number => (keyOf(a) < keyOf(b) ? -1 : Number(keyOf(a) > keyOf(b)));

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
