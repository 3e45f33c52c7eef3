import fc from "fast-check";
import type { Case, CaseContext, Level, ProbingProperty } from "./property.ts";

interface RandomProperty<T> {
  readonly id: string;
  readonly requirement: string;
  readonly level: Level;
  readonly title: string;
  /** Cases for each random case that the run asks for. */
  readonly share: number;
  readonly arbitrary: (context: CaseContext) => fc.Arbitrary<T>;
  readonly toCase: (context: CaseContext, id: string, value: T) => Case;
}

/** A property over generated values: the same seed gives the same cases, and fast-check finds the smallest failing form of one. */
export function randomProperty<T>({ share, arbitrary, toCase, ...statement }: RandomProperty<T>): ProbingProperty {
  const nameOf = ({ runSeed }: CaseContext, index: number): string => `${statement.id}#${String(runSeed)}.${String(index)}`;
  return {
    kind: "probing",
    ...statement,
    phase: "random",
    needs: "none",
    cases: (context) =>
      fc
        .sample(arbitrary(context), { seed: context.seed, numRuns: Math.ceil(context.randomCases * share) })
        .map((value, index) => toCase(context, nameOf(context, index), value)),
    shrink: async (context, index, fails) => {
      const predicate = async (value: T): Promise<boolean> => !(await fails(toCase(context, nameOf(context, index), value)));
      await fc.check(fc.asyncProperty(arbitrary(context), predicate), { seed: context.seed, path: String(index), numRuns: 1 });
    },
  };
}
