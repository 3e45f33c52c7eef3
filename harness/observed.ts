import type { Observed } from "../reports/baseline.ts";
import type { SuiteResult } from "./run-suite.ts";

/** What a suite saw of each property, as a baseline needs it. */
export function observedOf({ tallies, selection }: Pick<SuiteResult, "tallies" | "selection">): readonly Observed[] {
  return tallies.map((tally) => ({
    id: tally.property.id,
    level: tally.property.level,
    status: tally.status,
    codes: tally.codes,
    cases: tally.failingCases,
    casesCut: tally.failingCasesCut,
    exercised: tally.listedCases,
    partly: tally.property.kind !== "probing" && selection.narrowedBy.length > 0,
  }));
}
