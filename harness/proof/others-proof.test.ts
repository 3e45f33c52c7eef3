import { expect, it } from "vitest";
import { missed, faultTable, of, type OtherFault } from "../reference/faults/others/other-fault.ts";
import type { JobResult } from "./job.ts";
import { othersProofOf, shortfallsOfOthers } from "./others-proof.ts";

const source = of("a/b")("#1", "Something was wrong there.");
const bank: readonly OtherFault[] = [
  ...faultTable({ "paging/ends": "must", "found: a": [source], "lost: b": [source] }),
  ...missed("should", "nothing looks there", { "missed: c": [source], "stale: d": [source] }),
];

const result = (name: string, caught: boolean): JobResult => ({
  job: { kind: "other", name },
  ending: undefined,
  requests: 1,
  caught,
  accusations: [],
  excused: [],
  catchers: caught ? [[`paging/ends#${name}`, 1]] : [],
  milliseconds: 1,
});

const proof = othersProofOf([result("found", true), result("lost", false), result("missed", false), result("stale", true)], bank);

it("counts each level by itself", () => {
  expect(proof).toMatchObject({ must: { all: 2, caught: 1 }, should: { all: 2, caught: 1 } });
});

it("reports what is missed and why", () => {
  expect(proof.missed).toEqual([{ name: "missed", level: "should", because: "nothing looks there" }]);
});

it("reports a fault that its property does not catch, and one that is caught though it is marked as missed", () => {
  expect(shortfallsOfOthers(proof)).toEqual([
    "fault of others not caught by the property that it names: lost",
    "fault of others marked as missed, but caught by paging/ends#stale: stale",
  ]);
});

it("counts a fault that was not run as not caught", () => {
  expect(shortfallsOfOthers(othersProofOf([], bank))).toEqual([
    "fault of others not caught by the property that it names: found",
    "fault of others not caught by the property that it names: lost",
  ]);
});
