import type { Capture } from "./capture.ts";

/** Where a demand comes from. */
export type RequirementSource =
  /** A line of a page, counted from 1, with the digest that the line had when the demand was written. */
  | { readonly page: string; readonly line: number; readonly digest: string }
  /** A rule of the protocol that the page leaves to it, or custom, by name. */
  | { readonly rule: string }
  /** Answers of AWS that were published. */
  | { readonly capture: Capture };

/** One demand on a service. */
export interface Requirement {
  /** Dots: `request.max-results.range`. Never changes meaning. */
  readonly id: string;
  readonly level: "must" | "should" | "may";
  /**
   * `documented`: the page says it. `protocol`: the protocol or signature scheme it names says it. `observed`: published answers of AWS show it.
   * `inferred`: custom or inference. The last two are never a `must`.
   */
  readonly basis: "documented" | "protocol" | "observed" | "inferred";
  /** The demand in our own words. */
  readonly text: string;
  readonly source: RequirementSource;
  /** Further lines of the same page that the demand covers. */
  readonly alsoLines?: readonly number[];
  /** Published answers of AWS that agree with what the page, the protocol or custom says. */
  readonly alsoObserved?: Capture;
}

/** Lines of a page that no requirement covers, and why. */
export interface Exclusion {
  readonly lines: readonly number[];
  readonly reason: string;
}

/** Rows of a table of demands: `id: text`, and what each rests on. */
type Rows<T> = Readonly<Record<string, T>>;

/** A line of the ListSessions page, its digest, and further lines. */
type PageLines = readonly [line: number, digest: string, ...alsoLines: number[]];

type Table<L extends Requirement["level"], T> = (level: L, rows: Rows<T>) => readonly Requirement[];

function table<T>(basis: Requirement["basis"], basisOf: (value: T) => Pick<Requirement, "source" | "alsoLines">): Table<Requirement["level"], T> {
  return (level, rows) =>
    Object.entries(rows).map(([row, value]) => {
      const [id = ""] = row.split(": ", 1);
      return { id, level, basis, text: row.slice(id.length + 2), ...basisOf(value) };
    });
}

/** Demands that the ListSessions page states. */
export const documented = table<PageLines>("documented", ([line, digest, ...alsoLines]) => {
  const source = { page: "ListSessions", line, digest };
  return alsoLines.length === 0 ? { source } : { source, alsoLines };
});

/** Demands of the protocol that the page names. */
export const protocol = table<string>("protocol", (rule) => ({ source: { rule } }));

/** Demands that rest on custom or inference. */
export const inferred: Table<"should" | "may", string> = table("inferred", (rule) => ({ source: { rule } }));

/** Demands that published answers of AWS show. */
export const observed: Table<"should" | "may", Capture> = table("observed", (capture) => ({ source: { capture } }));

/** Numbers of lines, both ends included. */
export function linesBetween(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
