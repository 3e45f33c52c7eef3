import fc from "fast-check";

/** Two draws of values from a generator by one seed: what a generator promises is that they are equal. */
export function twoDraws<T>(make: () => fc.Arbitrary<T>, seed: number): readonly [readonly T[], readonly T[]] {
  const draw = (): readonly T[] => fc.sample(make(), { seed, numRuns: 30 });
  return [draw(), draw()];
}

/** The i-th value of a seed as `fc.check` finds it again by the path `i`, and all that it makes of this value when it is shrunk: down every first branch, then past some. */
export function shrinksOf<T>(arbitrary: fc.Arbitrary<T>, seed: number, index: number): readonly [value: T, ...shrinks: readonly T[]] {
  const seen: T[] = [];
  for (const every of [Infinity, 2, 3]) {
    let turn = 0;
    const property = fc.property(arbitrary, (value) => {
      seen.push(value);
      turn += 1;
      // The first value always fails; of the others, some hold, so that shrinking turns to their neighbours.
      return turn > 200 || (turn > 1 && turn % every === 0);
    });
    fc.check(property, { seed, path: String(index), numRuns: 1 });
  }
  return seen as [T, ...T[]];
}
