import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contextOf, firstBytesOf, probing } from "../cases.testdata.ts";
import type { BrokenKeyword, Case } from "../core/property.ts";
import { randomProperty } from "./random-property.ts";
import { openProbe } from "../core/request.ts";
import { nothingFound, probeCase } from "../core/script.ts";

const random = probing.filter(({ phase }) => phase === "random");

/** A property over plain numbers, so that a case shows its value. */
const numbers = randomProperty<number>({
  id: "sample/numbers",
  requirement: "sample.numbers",
  level: "may",
  title: "counts",
  share: 2,
  arbitrary: () => fc.integer({ min: 0, max: 1_000 }),
  toCase: (_, id, value) => ({
    ...probeCase(id, openProbe("ListSessions", { value }), () => nothingFound),
    breaks: { member: String(value), keyword: "value" },
  }),
});

const context = contextOf(numbers, 1);
const valueOf = ({ breaks }: Case): number => Number(breaks?.member);

/** All candidates that are tried when the random case at an index is made smaller, the case itself first. */
async function candidatesOf(
  property: (typeof random)[number],
  index: number,
  fails: (candidate: Case, turn: number) => boolean,
  seed = 1,
): Promise<readonly Case[]> {
  const tried: Case[] = [];
  await property.shrink?.(contextOf(property, seed), index, async (candidate) => {
    tried.push(candidate);
    return await Promise.resolve(tried.length < 100 && fails(candidate, tried.length));
  });
  return tried;
}

describe("randomProperty()", () => {
  it("makes as many cases as its share of what the run asks for, each with the run's seed and its place", () => {
    const ids = [...numbers.cases({ ...context, runSeed: 7, randomCases: 3 })].map(({ id }) => id);
    expect(ids).toEqual([0, 1, 2, 3, 4, 5].map((index) => `sample/numbers#7.${String(index)}`));
  });

  it("says what fast-check draws each value with again, beyond the first block too", async () => {
    const cases = [...numbers.cases({ ...context, randomCases: 60 })];
    for (const one of [0, 99, 100, 119].flatMap((index) => cases[index] ?? [])) {
      const values: number[] = [];
      fc.check(
        fc.property(fc.integer({ min: 0, max: 1_000 }), (value) => void values.push(value)),
        { ...one.drawn, numRuns: 1 },
      );
      expect(values).toEqual([valueOf(one)]);
    }
    expect((await candidatesOf(numbers, 3, () => false)).map(({ drawn }) => drawn)).toEqual([cases[3]?.drawn]);
  });

  it("makes at least one case of a share below one", () => {
    const seldom = randomProperty<number>({
      ...numbers,
      share: 0.1,
      arbitrary: () => fc.nat(),
      toCase: (_, id) => ({ id, script: () => probeCase(id, openProbe("ListSessions", {}), () => nothingFound).script(0) }),
    });
    expect(seldom.cases({ ...context, randomCases: 3 })).toHaveLength(1);
  });

  it("makes the same cases of the same seed, and others of another", () => {
    const values = (seed: number): readonly number[] => [...numbers.cases({ ...context, seed })].map(valueOf);
    expect(values(1)).toEqual(values(1));
    expect(values(1)).not.toEqual(values(2));
  });

  it("makes the first cases of a longer run those of a shorter one", () => {
    const values = (randomCases: number): readonly number[] => [...numbers.cases({ ...context, randomCases })].map(valueOf);
    expect(values(30).slice(0, 20)).toEqual(values(10));
  });

  it("makes any case of a million without those before it", () => {
    let made = 0;
    const count = (value: number): number => {
      made += 1;
      return value;
    };
    const counted = randomProperty<number>({
      ...numbers,
      share: 2,
      arbitrary: () => fc.nat().map(count),
      toCase: (_, id) => probeCase(id, openProbe("ListSessions", {}), () => nothingFound),
    });
    const cases = counted.cases({ ...context, randomCases: 500_000 });
    expect(cases.length).toBe(1_000_000);
    expect(cases.at(987_654)?.id).toBe("sample/numbers#1.987654");
    expect(made).toBeLessThan(1_000);
  });

  it("makes cases far apart that differ", () => {
    const cases = numbers.cases({ ...context, randomCases: 5_000 });
    const stretches = [0, 100, 200, 5_000, 9_900].map((from) => Array.from({ length: 100 }, (_, index) => valueOf(cases.at(from + index) as Case)).join(" "));
    expect(new Set(stretches).size).toBe(stretches.length);
  });

  it.each([0, 250])("finds the smallest value that fails, of the cases from %i on", async (from) => {
    const cases = [...numbers.cases({ ...context, randomCases: 400 })];
    const index = cases.findIndex((one, place) => place >= from && valueOf(one) > 500);
    const failed: number[] = [];
    await numbers.shrink?.(context, index, async (candidate) => {
      const fails = valueOf(candidate) >= 123;
      if (fails) failed.push(valueOf(candidate));
      return await Promise.resolve(fails);
    });
    expect(failed[0]).toBe(valueOf(cases[index] as Case));
    expect(failed.at(-1)).toBe(123);
  });
});

describe("random properties", () => {
  it("are these", () => {
    expect(random.length).toBeGreaterThanOrEqual(2);
  });

  for (const property of random) {
    it(`${property.id} begins to shrink with the very case that failed`, async () => {
      const cases = [...property.cases(contextOf(property, 1))];
      for (const index of [0, 1, cases.length - 1]) {
        const [first] = await candidatesOf(property, index, () => false);
        expect(first?.id).toBe(cases[index]?.id);
        expect(first && firstBytesOf(first)).toBe(firstBytesOf(cases[index] as Case));
      }
    });

    it(`${property.id} keeps to the breach of a case while it shrinks`, async () => {
      const written = (breaks: BrokenKeyword | undefined): string => `${String(breaks?.member)} ${String(breaks?.keyword)}`;
      for (const index of [0, 1, 2]) {
        for (const every of [2, 3, Infinity]) {
          const tried = await candidatesOf(property, index, (_, turn) => turn === 1 || turn % every !== 0);
          expect(new Set(tried.map(({ breaks }) => written(breaks))).size).toBe(1);
          expect(new Set(tried.map(({ id }) => id)).size).toBe(1);
        }
      }
    });
  }
});
