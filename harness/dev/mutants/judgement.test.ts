import { describe, expect, it } from "vitest";
import { isCaught, judgementOf, judgementText, mutantShortfalls } from "./judgement.ts";
import type { Mutant } from "./mutant.ts";

const mutants = Array.from({ length: 20 }, (_, index): Mutant => ({
  file: "page",
  line: `line ${String(index)}`,
  mutator: "StringLiteral",
  original: '"a"',
  replacement: '""',
}));
const failing = { caught: true, ending: undefined, requests: 9 };
const unjudged = { caught: false, ending: { verdict: "incomplete", exit: 3, because: "nothing answered" }, requests: 0 } as const;
const conforming = { caught: false, ending: { verdict: "conforms", exit: 0, because: "all passed" }, requests: 590 } as const;

describe("isCaught()", () => {
  it("is so where a property failed, and where there was no verdict", () => {
    expect([failing, unjudged, conforming].map(isCaught)).toEqual([true, true, false]);
  });
});

describe("judgementOf()", () => {
  const run = mutants.map((mutant, index) => [mutant, index < 2 ? conforming : index < 4 ? unjudged : failing] as const);
  const [first, second] = mutants as [Mutant, Mutant];

  it("excludes explained survivors from the share", () => {
    const judgement = judgementOf(
      mutants,
      run,
      [
        { class: "legal", reason: "so", mutants: [first] },
        { class: "equivalent", reason: "so", mutants: [second] },
      ],
      1,
    );
    expect(judgement).toMatchObject({ all: 20, judged: 20, caught: 18, by: { failure: 16, noVerdict: 2 }, share: 1 });
    expect(mutantShortfalls(judgement)).toEqual([]);
    expect(judgementText(judgement, [])).toContain("caught of all that a fair suite may judge: 18 of 18 (100.0 %)");
  });

  it("counts what is missed against the suite", () => {
    const judgement = judgementOf(mutants, run, [{ class: "missed", reason: "so", mutants: [first, second] }], 1);
    expect(judgement.share).toBe(0.9);
    expect(mutantShortfalls(judgement)).toEqual(["90.0 % of those that may be judged are caught, less than 95 %"]);
  });

  it("names an unexplained survivor", () => {
    const shortfalls = mutantShortfalls(judgementOf(mutants, run, [{ class: "legal", reason: "so", mutants: [first] }], 1));
    expect(shortfalls[0]).toBe('survives, but the list does not say why: page: StringLiteral "a" → "" in: line 1');
  });
});
