import fc from "fast-check";
import type { Contract } from "../spec/contract.ts";
import type { Case, CaseContext, Level, ProbingProperty } from "./property.ts";

interface RandomProperty<T> {
  readonly id: string;
  readonly requirement: string;
  readonly level: Level;
  readonly title: string;
  /** Cases for each random case that the run asks for. */
  readonly share: number;
  readonly arbitrary: (contract: Contract) => fc.Arbitrary<T>;
  readonly toCase: (context: CaseContext, id: string, value: T) => Case;
  /** What may be left out of a value, each by a name, before fast-check makes the rest smaller. */
  readonly parts?: (value: T) => readonly string[];
  readonly without?: (value: T, parts: ReadonlySet<string>) => T;
}

/** Values that are kept for the next run in this process, at most so many of one seed, of so many seeds: who judges hundreds of services uses few seeds. */
const kept = { values: 1_000, seeds: 8 };

/** The values that a seed gives of a contract's arbitrary. */
function sampler<T>(arbitrary: (contract: Contract) => fc.Arbitrary<T>): (contract: Contract, seed: number, count: number) => readonly T[] {
  const known = new WeakMap<Contract, Map<string, readonly T[]>>();
  return (contract, seed, count) => {
    const ofContract = known.get(contract) ?? new Map<string, readonly T[]>();
    known.set(contract, ofContract);
    const key = `${String(seed)} ${String(count)}`;
    const values = ofContract.get(key) ?? fc.sample(arbitrary(contract), { seed, numRuns: count });
    if (count > kept.values) return values;
    const [oldest] = ofContract.keys();
    if (oldest !== undefined && ofContract.size >= kept.seeds && !ofContract.has(key)) ofContract.delete(oldest);
    ofContract.set(key, values);
    return values;
  };
}

/** How many cases a random property has. */
export function randomCount(randomCases: number, share: number): number {
  return Math.ceil(randomCases * share);
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
  const sample = sampler(arbitrary);
  const nameOf = ({ runSeed }: CaseContext, index: number): string => `${statement.id}#${String(runSeed)}.${String(index)}`;
  return {
    kind: "probing",
    ...statement,
    share,
    phase: "random",
    needs: "none",
    cases: (context) =>
      sample(context.contract, context.seed, randomCount(context.randomCases, share)).map((value, index) => toCase(context, nameOf(context, index), value)),
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
      const original = fc.sample(arbitrary(context.contract), { seed: context.seed, numRuns: index + 1 })[index];
      if (original === undefined || !(await stillFails(original))) return;
      for (const part of parts(original)) if (await stillFails(without(original, new Set([...dropped, part])))) dropped.add(part);
      const predicate = async (value: T): Promise<boolean> => !(await stillFails(without(value, dropped)));
      await fc.check(fc.asyncProperty(arbitrary(context.contract), predicate), { seed: context.seed, path: String(index), numRuns: 1 });
    },
  };
}
