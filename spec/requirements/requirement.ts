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

/** A demand that the ListSessions page states in a line. */
export function documented(
  id: string,
  level: Requirement["level"],
  text: string,
  line: number,
  digest: string,
  alsoLines: readonly number[] = [],
): Requirement {
  return { id, level, basis: "documented", text, source: { page: "ListSessions", line, digest }, ...(alsoLines.length === 0 ? {} : { alsoLines }) };
}

/** A demand of the protocol that the page names. */
export function protocol(id: string, level: Requirement["level"], text: string, rule: string): Requirement {
  return { id, level, basis: "protocol", text, source: { rule } };
}

/** A demand that rests on custom or inference. */
export function inferred(id: string, level: "should" | "may", text: string, rule: string): Requirement {
  return { id, level, basis: "inferred", text, source: { rule } };
}

/** A demand that published answers of AWS show. */
export function observed(id: string, level: "should" | "may", text: string, capture: Capture): Requirement {
  return { id, level, basis: "observed", text, source: { capture } };
}

/** A demand that published answers of AWS agree with. */
export function alsoObserved(requirement: Requirement, capture: Capture): Requirement {
  return { ...requirement, alsoObserved: capture };
}
