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

type Demand = Omit<Requirement, "id" | "text">;

/** Demands by `id: text`, each with its level and what it rests on; a text alone is the rule that a `should` is inferred from. */
export type Demands = Readonly<Record<string, Demand | string>>;

const ruled =
  (level: Requirement["level"], basis: "protocol" | "inferred") =>
  (rule: string): Demand => ({ level, basis, source: { rule } });

const stated =
  (level: Requirement["level"]) =>
  (line: number, digest: string, ...alsoLines: readonly number[]): Demand => {
    const source = { page: "ListSessions", line, digest };
    return { level, basis: "documented", source, ...(alsoLines.length === 0 ? {} : { alsoLines }) };
  };

const seen =
  (level: Requirement["level"]) =>
  (capture: Capture): Demand => ({ level, basis: "observed", source: { capture } });

/** Demands that lines of the ListSessions page state, or the protocol that it names. */
export const must = { documented: stated("must"), protocol: ruled("must", "protocol") };

/** Demands that rest on the protocol, or on published answers of AWS. */
export const should = { protocol: ruled("should", "protocol"), observed: seen("should") };

/** A demand that rests on custom or inference. */
export const inferred = ruled("should", "inferred");

/** What is left open, and why. */
export const may = { documented: stated("may"), inferred: ruled("may", "inferred"), observed: seen("may") };

/** Numbers of lines, both ends included. */
export function linesBetween(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
