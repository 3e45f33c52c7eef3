import { describe, expect, it } from "vitest";
import { identityOf, type Mutant } from "./mutant.ts";
import { seededSample } from "./sample.ts";

const mutants = Array.from({ length: 40 }, (_, index): Mutant => ({
  file: "page",
  line: `line ${String(index)}`,
  mutator: "StringLiteral",
  original: '"a"',
  replacement: '""',
}));
const sampledMutants = (all: readonly Mutant[], size: number, seed: number): readonly Mutant[] => seededSample(all, identityOf, size, seed);
const linesOf = (sample: readonly Mutant[]): readonly string[] => sample.map(({ line }) => line);

describe("seededSample()", () => {
  it("takes the same ones for the same seed in any order", () => {
    const sample = linesOf(sampledMutants(mutants, 10, 7));
    expect(sample).toHaveLength(10);
    expect(new Set(linesOf(sampledMutants(mutants.toReversed(), 10, 7)))).toEqual(new Set(sample));
  });

  it("keeps the order in which they come", () => {
    const sample = sampledMutants(mutants, 10, 7);
    expect(sample).toEqual(mutants.filter((mutant) => sample.includes(mutant)));
  });

  it("takes others for another seed", () => {
    expect(linesOf(sampledMutants(mutants, 10, 8))).not.toEqual(linesOf(sampledMutants(mutants, 10, 7)));
  });

  it("changes little when there is one more mutant", () => {
    const more = [{ ...mutants[0], line: "another" } as Mutant, ...mutants];
    const before = new Set(linesOf(sampledMutants(mutants, 10, 7)));
    expect(linesOf(sampledMutants(more, 10, 7)).filter((line) => before.has(line)).length).toBeGreaterThanOrEqual(9);
  });

  it("takes all of them where there are no more", () => {
    expect(sampledMutants(mutants, 100, 1)).toEqual(mutants);
  });
});
