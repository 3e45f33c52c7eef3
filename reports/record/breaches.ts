import type { Violation } from "../../properties/core/property.ts";
import type { Breach, BreachResponse, Check, RunRecord } from "./run-record.ts";
import { reportedViolations } from "./violations.ts";

/** A breach with what merging needs. */
export interface PlacedBreach {
  readonly breach: Breach;
  /** Indexes of its cases among all cases of the run. */
  readonly places: readonly number[];
  /** The received value as it was seen, where the breach has names for what varies from run to run. */
  readonly seen?: unknown;
}

/** Maximum number of breaches of a check. */
const maxBreaches = 50;

/** Maximum number of cases of a breach. */
export const maxCasesOfBreach = 20;

/** A violation, in which case it was seen, and how to keep what else is known of it. */
export interface Sighting<Evidence> {
  readonly violation: Violation;
  readonly caseId: string;
  readonly place: number;
  /** Called only where this is the first case of its breach. */
  readonly evidence: () => Evidence;
}

/** The distinct breaches of a check while its cases are judged, in bounded memory: where there are too many, those of the first cases are kept. */
export class BreachCollector<Evidence> {
  readonly #breaches = new Map<string, Collected<Evidence>>();

  add({ violation, caseId, place, evidence }: Sighting<Evidence>): void {
    const key = keyOf(violation);
    const known = this.#breaches.get(key);
    if (known === undefined) {
      if (this.#breaches.size >= maxBreaches && !this.#makesRoom(place, key)) return;
      this.#breaches.set(key, { count: 1, cases: [{ caseId, place }], evidence: evidence() });
      return;
    }
    known.count += 1;
    const [first] = known.cases;
    if (first !== undefined && place < first.place) known.evidence = evidence();
    if (known.cases.some((one) => one.place === place)) return;
    known.cases.push({ caseId, place });
    known.cases.sort((a, b) => a.place - b.place);
    if (known.cases.length > maxCasesOfBreach) known.cases.pop();
  }

  /** All of them, each with its first cases in their order. */
  get collected(): readonly Readonly<Collected<Evidence>>[] {
    return [...this.#breaches.values()];
  }

  /** Drops the breach whose first case is the last of all, if that of the new one comes before it. */
  #makesRoom(place: number, key: string): boolean {
    let last = { place, key };
    for (const [other, { cases }] of this.#breaches) {
      const at = cases[0]?.place ?? 0;
      if (at > last.place || (at === last.place && other > last.key)) last = { place: at, key: other };
    }
    return this.#breaches.delete(last.key);
  }
}

interface Collected<Evidence> {
  count: number;
  readonly cases: { readonly caseId: string; readonly place: number }[];
  evidence: Evidence;
}

/** Breaches of one check from all shards, each kind once: the most frequent last, equally frequent ones in the order of their first cases. */
export function joinBreaches(all: readonly PlacedBreach[]): readonly PlacedBreach[] {
  const groups = new Map<string, PlacedBreach[]>();
  for (const one of all) {
    const key = keyOf(one.breach);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const inOrder = [...groups.keys()].toSorted().map((key) => joined(groups.get(key) ?? []));
  const first = inOrder.toSorted((a, b) => firstPlace(a) - firstPlace(b)).slice(0, maxBreaches);
  return first.toSorted((a, b) => a.breach.count - b.breach.count);
}

function joined(group: readonly PlacedBreach[]): PlacedBreach {
  const [first, ...others] = group.toSorted((a, b) => firstPlace(a) - firstPlace(b));
  if (first === undefined) throw new RangeError("a breach was seen in no case");
  if (others.length === 0) return first;
  const cases = new Map(group.flatMap(({ breach, places }) => breach.cases.map((id, at) => [id, places[at] ?? 0] as const)));
  const kept = [...cases].toSorted(([, a], [, b]) => a - b).slice(0, maxCasesOfBreach);
  const count = group.reduce((sum, { breach }) => sum + breach.count, 0);
  return { ...first, breach: { ...first.breach, count, cases: kept.map(([id]) => id) }, places: kept.map(([, place]) => place) };
}

function firstPlace({ places }: PlacedBreach): number {
  return places[0] ?? 0;
}

/** Values of breaches as they were seen, where the record has names for what varies; of each check by its id. */
export function receivedValues(all: readonly (readonly [check: string, breaches: readonly PlacedBreach[]])[]): Pick<RunRecord["meta"], "received"> {
  const inOrder = all.toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)));
  const received = inOrder.flatMap(([check, breaches]) =>
    breaches.flatMap(({ seen }, breach) => (seen === undefined ? [] : [{ check, breach, received: seen }])),
  );
  return received.length === 0 ? {} : { received };
}

/** Whether the target crashed: it answered with a server error, or not at all. */
export function isCrash({ code }: Pick<Breach, "code">): boolean {
  return code === "server-error" || code === "connection-lost";
}

/** A pointer with `*` for each index of an array. */
export function foldedPointer(pointer: string): string {
  return pointer.replace(/\/\d+(?=\/|$)/gu, "/*");
}

function keyOf({ code, pointer, received }: Pick<Violation, "code" | "pointer" | "received">): string {
  const kind = received === null || received === undefined ? "null" : Array.isArray(received) ? "array" : typeof received;
  return `${code} ${foldedPointer(pointer)} ${kind}`;
}

/** What a record knows of values as they were seen. */
export type SeenValues = { readonly meta: Pick<RunRecord["meta"], "received"> };

/** The breaches of a check with the values as they were seen: `2026-11-30T14:48:45Z` where the check has `{date}`. */
export function breachesAsSeen(check: Check, { meta }: SeenValues): readonly Breach[] {
  const own = (meta.received ?? []).filter((one) => one.check === check.id);
  return breachesOf(check).map((breach, at) => {
    const seen = own.find((one) => one.breach === at);
    return seen === undefined ? breach : { ...breach, received: seen.received };
  });
}

/** The breaches of a check, those that its counterexample shows apart from the others; in both crashes come first, then the most frequent. */
export function breachesByEvidence(check: Check, record: SeenValues): { readonly own: readonly Breach[]; readonly others: readonly Breach[] } {
  const shown = new Map((check.counterexample?.violations ?? check.violations).toReversed().map((violation) => [keyOf(violation), violation]));
  const seen = breachesAsSeen(check, record);
  const all = breachesOf(check).map((breach, at) => {
    const violation = shown.get(keyOf(breach));
    const isFirst = breach.cases[0] === check.counterexample?.caseId;
    const asShown = violation === undefined || isFirst ? {} : { expected: violation.expected, received: violation.received };
    return { isOwn: violation !== undefined, breach: { ...(seen[at] ?? breach), ...asShown } };
  });
  const inOrder = all.toReversed().toSorted((a, b) => Number(isCrash(b.breach)) - Number(isCrash(a.breach)));
  const of = (isOwn: boolean): readonly Breach[] => inOrder.flatMap((one) => (one.isOwn === isOwn ? [one.breach] : []));
  return { own: of(true), others: of(false) };
}

/** The breaches of a check, the most frequent last; for a record of an older version made of the violations that it has. */
export function breachesOf(check: Pick<Check, "breaches" | "violations" | "counterexample">): readonly Breach[] {
  if (check.breaches !== undefined) return check.breaches;
  const { caseId, curl = "", response: shown } = check.counterexample ?? {};
  const nothing: BreachResponse = { status: null, code: null };
  const response = shown === undefined ? nothing : "failure" in shown ? { status: null, code: shown.failure.kind } : { status: shown.status, code: null };
  const cases = caseId === undefined ? [] : [caseId];
  const breaches = reportedViolations(check).map(({ code, pointer, expected, received }): PlacedBreach => {
    return { breach: { code, pointer: foldedPointer(pointer), count: 1, expected, received, cases, response, curl }, places: [0] };
  });
  return joinBreaches(breaches).map(({ breach }) => breach);
}
