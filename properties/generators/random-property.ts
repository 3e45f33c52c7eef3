import fc from "fast-check";
import QuickLRU from "quick-lru";
import type { Contract } from "../../spec/contract.ts";
import { lazyCases } from "../core/lazy-cases.ts";
import type { Case, CaseContext, ProbingProperty } from "../core/property.ts";

interface RandomProperty<T> extends Pick<ProbingProperty, "id" | "requirement" | "level" | "title" | "expects"> {
  /** Cases for each random case that the run asks for. */
  readonly share: number;
  readonly arbitrary: (contract: Contract) => fc.Arbitrary<T>;
  readonly toCase: (context: CaseContext, id: string, value: T) => Case;
  /** Tells values apart. */
  readonly keyOf?: (value: T) => string;
  /** What may be left out of a value, each by a name, before fast-check makes the rest smaller. */
  readonly parts?: (value: T, contract: Contract) => readonly string[];
  readonly without?: (value: T, parts: ReadonlySet<string>) => T;
}

/** Values that are made together, from a seed of their own, so that none before them need be made for it. */
const blockSize = 100;

/** Blocks kept for the next run in this process: a proof judges hundreds of services with few seeds. */
const keptBlocks = 8;

/** A value's place in its block, and the seed of the block, 31 bits; the first has that of the property. */
function placeOf({ seed }: CaseContext, index: number): { readonly seed: number; readonly at: number } {
  return { seed: (seed + Math.imul(Math.floor(index / blockSize), 0x9e3779b1)) & 0x7fffffff, at: index % blockSize };
}

/** The first values that a seed gives of a contract's arbitrary. */
function sampler<T>(arbitrary: (contract: Contract) => fc.Arbitrary<T>): (contract: Contract, seed: number, count: number) => readonly T[] {
  const known = new WeakMap<Contract, { readonly values: fc.Arbitrary<T>; readonly blocks: QuickLRU<string, readonly T[]> }>();
  return (contract, seed, count) => {
    // To make the arbitrary takes as long as to draw a block of values from it.
    const own = known.get(contract) ?? { values: arbitrary(contract), blocks: new QuickLRU<string, readonly T[]>({ maxSize: keptBlocks }) };
    known.set(contract, own);
    const key = `${String(seed)} ${String(count)}`;
    const block = own.blocks.get(key) ?? fc.sample(own.values, { seed, numRuns: count });
    own.blocks.set(key, block);
    return block;
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
  keyOf = fc.stringify,
  ...statement
}: RandomProperty<T>): ProbingProperty {
  const sample = sampler(arbitrary);
  const caseOf = (context: CaseContext, index: number, value: T): Case => {
    const { seed, at } = placeOf(context, index);
    return { ...toCase(context, `${statement.id}#${String(context.runSeed)}.${String(index)}`, value), drawn: { seed, path: String(at) } };
  };
  return {
    kind: "probing",
    ...statement,
    share,
    phase: "random",
    needs: "none",
    cases: (context) => {
      const length = randomCount(context.randomCases, share);
      return lazyCases(length, (index) => {
        const { seed, at } = placeOf(context, index);
        const values = sample(context.contract, seed, Math.min(blockSize, length - index + at));
        return caseOf(context, index, values[at] as T);
      });
    },
    shrink: async (context, index, fails) => {
      // Whole parts go first, a send each; otherwise a large one that does not matter would use up the budget.
      const dropped = new Set<string>();
      const known = new Map<string, boolean>();
      const stillFails = async (value: T): Promise<boolean> => {
        const key = keyOf(value);
        const reported = known.get(key) ?? (await fails(caseOf(context, index, value)));
        known.set(key, reported);
        return reported;
      };
      const { seed, at } = placeOf(context, index);
      const original = fc.sample(arbitrary(context.contract), { seed, numRuns: at + 1 })[at];
      if (original === undefined) return;
      const left = parts(original, context.contract);
      // fast-check itself begins with the whole value; commands that were not run under its eyes it would leave out.
      if (left.length > 0 && !(await stillFails(original))) return;
      for (const part of left) if (await stillFails(without(original, new Set([...dropped, part])))) dropped.add(part);
      const predicate = async (value: T): Promise<boolean> => !(await stillFails(without(value, dropped)));
      await fc.check(fc.asyncProperty(arbitrary(context.contract), predicate), { seed, path: String(at), numRuns: 1 });
    },
  };
}
