import type { Observed } from "../../reports/verdict/baseline.ts";
import type { SuiteResult } from "./run-suite.ts";

/** What a suite saw of each property, as a baseline needs it. */
export function baselineInputOf({ propertyResults, work: { whole, share } }: Pick<SuiteResult, "propertyResults" | "work">): readonly Observed[] {
  return propertyResults.map((propertyResult) => {
    const isNarrowed = propertyResult.property.kind !== "probing" && whole.narrowedBy.length > 0;
    const isSpread = share?.standingOf(propertyResult.property) === "spread";
    return {
      id: propertyResult.property.id,
      level: propertyResult.property.level,
      status: propertyResult.status,
      codes: propertyResult.codes,
      cases: propertyResult.failingCases,
      casesCut: propertyResult.failingCasesCut,
      exercised: propertyResult.listedCases,
      knowledge: isNarrowed ? "part" : isSpread ? "share" : "whole",
    };
  });
}
