import type { Available } from "./fixtures.ts";
import type { CaseContext, ProbingProperty, Script } from "./property.ts";

/** The scripts of a property that needs existing sessions. */
export function withFixtures(
  { fixtures }: CaseContext,
  cases: (available: Available) => readonly { readonly id: string; readonly script: (repetition: number) => Script }[],
): ReturnType<ProbingProperty["cases"]> {
  return fixtures.available ? cases(fixtures) : [];
}
