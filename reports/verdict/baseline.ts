import type { Level } from "../../properties/core/property.ts";
import type { Status } from "../record/run-record.ts";

/** Accepted failures of one property: those with one of the codes, of one of the cases, or, if both are given, both. */
export interface BaselineEntry {
  readonly property: string;
  readonly codes?: readonly string[];
  readonly cases?: readonly string[];
  readonly reason: string;
  readonly ticket?: string;
  /** The last day on which the entry is valid: `2027-01-31`. */
  readonly expires: string;
  readonly firstSeen?: string;
  readonly lastSeen?: string;
  /** It may also pass. */
  readonly flaky?: boolean;
}

export interface Baseline {
  readonly $schema?: string;
  readonly schemaVersion: 1;
  readonly entries: readonly BaselineEntry[];
}

/** The result of a property, as far as a baseline depends on it. */
export interface Observed {
  readonly id: string;
  readonly level: Level;
  readonly status: Status;
  /** All codes that it failed with, in any number of cases. */
  readonly codes: ReadonlySet<string>;
  /** The cases that failed, with their codes. */
  readonly cases: ReadonlyMap<string, ReadonlySet<string>>;
  /** More cases failed than `cases` contains: the others are in no entry's list of cases. */
  readonly casesCut: boolean;
  /** The cases of the baseline that were sent. */
  readonly exercised: ReadonlySet<string>;
  /**
   * `part`: it judges requests of other properties, and the run was narrowed; `share`: other shards judge it too. In both cases, passing does not mean
   * that the property is repaired.
   */
  readonly knowledge: "whole" | "part" | "share";
}

/** An entry that only all shards together can show to be out of date. */
export interface OpenEntry {
  readonly property: string;
  readonly missing: readonly string[];
}

/** A run compared with its baseline. */
export interface BaselineComparison {
  /** Properties whose failures are all accepted. */
  readonly accepted: ReadonlySet<string>;
  /** Entries that are out of date, each described in words. */
  readonly stale: readonly string[];
  /** In a shard: entries whose property other shards judge too, each with the cases that were not sent. */
  readonly open: readonly OpenEntry[];
}

/** Compares a run with a baseline. `today` is the UTC date: `2026-11-24`. */
export function holdAgainst({ entries }: Baseline, observed: readonly Observed[], today: string): BaselineComparison {
  const byId = new Map(observed.map((one) => [one.id, one]));
  const accepted = observed.filter((one) => one.status === "failed" && isCovered(one, holding(entries, one, today)));
  const stale = entries.flatMap((entry) => {
    if (isExpired(entry, today)) return [`the entry for ${entry.property} expired on ${entry.expires}`];
    const seen = byId.get(entry.property);
    return seen !== undefined && isRepaired(entry, seen) ? [staleEntry(entry.property)] : [];
  });
  const open = entries.flatMap(({ property, cases = [], ...entry }): readonly OpenEntry[] => {
    const seen = byId.get(property);
    if (seen?.knowledge !== "share" || entry.flaky === true || isExpired(entry, today)) return [];
    return [{ property, missing: cases.filter((id) => !seen.exercised.has(id)) }];
  });
  return { accepted: new Set(accepted.map(({ id }) => id)), stale, open };
}

/** Describes an entry whose property passed. */
export function staleEntry(property: string): string {
  return `${property} passed, remove its entry`;
}

/** An updated baseline. */
export interface BaselineUpdate {
  readonly baseline: Baseline;
  readonly added: number;
  readonly removed: number;
}

/** Days for which a new entry is valid. */
const term = 90;

/** How a baseline is updated. */
export interface UpdateOptions {
  /** The UTC date: `2026-11-24`. */
  readonly today: string;
  readonly strict: boolean;
  /** Of entries that have none; empty where people are to write it. */
  readonly reason?: string;
}

/**
 * Updates a baseline from a run: entries of properties that passed are removed, failures that would fail the run and are in no entry get a new one. What people wrote, and entries that were not exercised, are kept; so are expired entries, because people renew their dates.
 */
export function updateBaseline(baseline: Baseline, observed: readonly Observed[], { today, strict, reason = "" }: UpdateOptions): BaselineUpdate {
  const byId = new Map(observed.map((one) => [one.id, one]));
  const kept = baseline.entries
    .filter((entry) => {
      const seen = byId.get(entry.property);
      return seen === undefined || !isRepaired(entry, seen);
    })
    .map((entry) => {
      const seen = byId.get(entry.property);
      const reasoned = entry.reason.trim() === "" ? { ...entry, reason } : entry;
      return seen?.status === "failed" && covers(entry, seen) ? { ...reasoned, lastSeen: today } : reasoned;
    });
  const added = observed.flatMap((one): readonly BaselineEntry[] => {
    if (one.status !== "failed" || one.level === "may" || (one.level === "should" && !strict)) return [];
    const codes = outsideOf(
      one,
      kept.filter(({ property }) => property === one.id),
    );
    if (codes.length === 0) return [];
    return [{ property: one.id, codes, reason, expires: daysAfter(today, term), firstSeen: today, lastSeen: today }];
  });
  return { baseline: { ...baseline, entries: sorted([...kept, ...added]) }, added: added.length, removed: baseline.entries.length - kept.length };
}

/** The text of a baseline's file: members and entries in a fixed order. */
export function renderBaseline({ $schema, entries }: Baseline): string {
  const written = sorted(entries).map(({ property, codes, cases, reason, ticket, expires, firstSeen, lastSeen, flaky }) => ({
    property,
    codes: codes?.toSorted(),
    cases: cases?.toSorted(),
    reason,
    ticket,
    expires,
    firstSeen,
    lastSeen,
    flaky,
  }));
  return `${JSON.stringify({ $schema, schemaVersion: 1, entries: written }, undefined, 2)}\n`;
}

function holding(entries: readonly BaselineEntry[], { id }: Observed, today: string): readonly BaselineEntry[] {
  return entries.filter((entry) => entry.property === id && !isExpired(entry, today));
}

function isExpired({ expires }: Pick<BaselineEntry, "expires">, today: string): boolean {
  return today > expires;
}

/** Whether the entry's property passed, including every case that the entry names. */
function isRepaired({ flaky, cases }: BaselineEntry, { status, knowledge, exercised }: Observed): boolean {
  if (flaky === true || status !== "passed" || knowledge !== "whole") return false;
  return cases === undefined || cases.every((id) => exercised.has(id));
}

function isCovered(one: Observed, entries: readonly BaselineEntry[]): boolean {
  return outsideOf(one, entries).length === 0;
}

/** The sorted codes of failures that no entry accepts. */
function outsideOf({ codes, cases, casesCut }: Observed, entries: readonly BaselineEntry[]): readonly string[] {
  const anywhere = new Set(entries.filter((entry) => entry.cases === undefined).flatMap((entry) => entry.codes ?? []));
  const left = [...codes].filter((code) => !anywhere.has(code));
  const outside = left.filter((code) => casesCut || [...cases].some(([id, seen]) => seen.has(code) && !entries.some((entry) => accepts(entry, id, code))));
  return outside.toSorted();
}

/** Whether the entry contains a failure of the property. */
function covers(entry: BaselineEntry, { codes, cases }: Observed): boolean {
  if (entry.cases === undefined) return [...codes].some((code) => entry.codes?.includes(code) === true);
  return [...cases].some(([id, seen]) => [...seen].some((code) => accepts(entry, id, code)));
}

function accepts({ codes, cases }: BaselineEntry, id: string, code: string): boolean {
  return (codes === undefined || codes.includes(code)) && (cases === undefined || cases.includes(id));
}

function sorted(entries: readonly BaselineEntry[]): readonly BaselineEntry[] {
  const keyOf = ({ property, codes = [], cases = [], expires }: BaselineEntry): string =>
    [property, codes.toSorted().join(" "), cases.toSorted().join(" "), expires].join("\n");
  return entries.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
}

function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
