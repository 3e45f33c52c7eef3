import type { Observed } from "../../reports/verdict/baseline.ts";
import type { SuiteResult } from "./run-suite.ts";

/** What a suite saw of each property, as a baseline needs it. */
export function baselineInputOf({ propertyResults, work }: Pick<SuiteResult, "propertyResults" | "work">): readonly Observed[] {
  return propertyResults.map(({ property, status, codes, failingCases, failingCasesCut, listedCases }) => ({
    id: property.id,
    level: property.level,
    status,
    codes,
    cases: failingCases,
    casesCut: failingCasesCut,
    exercised: listedCases,
    knowledge: work.isNarrowed(property) ? "part" : work.isShared(property) ? "share" : "whole",
  }));
}
