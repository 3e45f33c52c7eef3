/** Where a demand comes from. */
export type RequirementSource =
  /** A line of a page, counted from 1, with the digest that the line had when the demand was written. */
  | { readonly page: string; readonly line: number; readonly digest: string }
  /** A rule of the protocol that the page leaves to it, or an observation, by name. */
  | { readonly rule: string };

/** One demand on a service. */
export interface Requirement {
  /** Dots: `request.max-results.range`. Never changes meaning. */
  readonly id: string;
  readonly level: "must" | "should" | "may";
  /** `documented`: the page says it. `protocol`: the protocol or signature scheme it names says it. `inferred`: custom or inference; never a `must`. */
  readonly basis: "documented" | "protocol" | "inferred";
  /** The demand in our own words. */
  readonly text: string;
  readonly source: RequirementSource;
  /** Further lines of the same page that the demand covers. */
  readonly alsoLines?: readonly number[];
}

/** Lines of a page that no requirement covers, and why. */
export interface Exclusion {
  readonly lines: readonly number[];
  readonly reason: string;
}
