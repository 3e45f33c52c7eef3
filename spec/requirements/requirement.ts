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
