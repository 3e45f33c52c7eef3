import type { Observed } from "../../reports/verdict/baseline.ts";
import type { SuiteResult } from "./run-suite.ts";

/** What a suite saw of each property, as a baseline needs it. */
export function observedOf({ tallies, work: { whole, share } }: Pick<SuiteResult, "tallies" | "work">): readonly Observed[] {
  return tallies.map((tally) => {
    const isNarrowed = tally.property.kind !== "probing" && whole.narrowedBy.length > 0;
    const isSpread = share?.standingOf(tally.property) === "spread";
    return {
      id: tally.property.id,
      level: tally.property.level,
      status: tally.status,
      codes: tally.codes,
      cases: tally.failingCases,
      casesCut: tally.failingCasesCut,
      exercised: tally.listedCases,
      knowledge: isNarrowed ? "part" : isSpread ? "share" : "whole",
    };
  });
}
