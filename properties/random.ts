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
  /** What may be left out of a value, each by a name, before fast-check makes the rest smaller. */
  readonly parts?: (value: T) => readonly string[];
  readonly without?: (value: T, parts: ReadonlySet<string>) => T;
}

/** A property over generated values: the same seed gives the same cases, and fast-check finds the smallest failing form of one. */
export function randomProperty<T>({
  share,
  arbitrary,
  toCase,
  parts = () => [],
  without = (value) => value,
  ...statement
}: RandomProperty<T>): ProbingProperty {
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
      // Whole parts go first, a send each; otherwise a large one that does not matter would use up the budget.
      const dropped = new Set<string>();
      const known = new Map<string, boolean>();
      const stillFails = async (value: T): Promise<boolean> => {
        const key = fc.stringify(value);
        const told = known.get(key) ?? (await fails(toCase(context, nameOf(context, index), value)));
        known.set(key, told);
        return told;
      };
      const original = fc.sample(arbitrary(context), { seed: context.seed, numRuns: index + 1 })[index];
      if (original === undefined || !(await stillFails(original))) return;
      for (const part of parts(original)) if (await stillFails(without(original, new Set([...dropped, part])))) dropped.add(part);
      const predicate = async (value: T): Promise<boolean> => !(await stillFails(without(value, dropped)));
      await fc.check(fc.asyncProperty(arbitrary(context), predicate), { seed: context.seed, path: String(index), numRuns: 1 });
    },
  };
}
