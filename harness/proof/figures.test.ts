import { expect, it } from "vitest";
import { readProofFigures } from "../files/read-proof-figures.ts";
import { otherFaults } from "../reference/faults/others/all-others.ts";
import { figureDifferences } from "./figures.ts";

const figures = readProofFigures();

it("reports each figure that differs from the measured one", () => {
  const other = { ...figures, faults: { ...figures.faults, caught: -1 }, cost: { ...figures.cost, within: { ...figures.cost.within, 40: -2 } } };
  expect(figureDifferences(figures, other)).toEqual([
    `faults.caught: the checked-in figures say ${String(figures.faults.caught)}, measured was -1`,
    `cost.within.40: the checked-in figures say ${String(figures.cost.within[40])}, measured was -2`,
  ]);
});

it("leaves time, seeds and the command out", () => {
  const other = { ...figures, command: "another", seconds: -1, variants: { ...figures.variants, seeds: figures.variants.seeds + 17 } };
  const more = { ...other, reference: { ...other.reference, seeds: other.reference.seeds + 45, conforming: other.reference.conforming + 45 } };
  expect(figureDifferences(figures, more)).toEqual([]);
});

it("carries figures without a shortfall", () => {
  expect(figures.faults.caught).toBe(figures.faults.all);
  expect([figures.variants.accused, figures.idle.passed, figures.unprovable]).toEqual([0, 0, 0]);
  expect(figures.reference.conforming).toBe(figures.reference.seeds);
});

it("counts every fault of others that is not marked as missed as caught", () => {
  const counts = (level: "must" | "should"): object => {
    const those = otherFaults.filter((fault) => fault.level === level);
    return { all: those.length, caught: those.filter(({ missed }) => missed === undefined).length };
  };
  expect(figures.others).toEqual({ must: counts("must"), should: counts("should") });
});
