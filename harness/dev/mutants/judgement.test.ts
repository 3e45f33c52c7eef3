import { describe, expect, it } from "vitest";
import { isCaught, judgementOf, judgementText, mutantShortfalls, survivorList, type Survivors } from "./judgement.ts";
import { identityOf, type Mutant } from "./mutant.ts";

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

describe("the list of survivors beside a run", () => {
  const named = (original: string): Mutant => ({ file: "page", line: `return ${original};`, mutator: "StringLiteral", original, replacement: '""' });
  const group = (of: Survivors["class"], ...of_: readonly Mutant[]): Survivors => ({ class: of, reason: "a reason", mutants: of_ });
  const [one, other, third] = [named("one"), named("other"), named("third")];
  const agreed = { unexplained: [], nowCaught: [], gone: [], doubled: [] };
  const judged = (list: readonly Survivors[], all: readonly Mutant[], survived: readonly Mutant[], caught: readonly Mutant[] = []): object =>
    judgementOf(all, [...survived.map((mutant) => [mutant, conforming] as const), ...caught.map((mutant) => [mutant, failing] as const)], list, 1);

  it("agrees where the survivors are those of the list", () => {
    expect(judged([group("equivalent", one)], [one, other], [one], [other])).toMatchObject(agreed);
  });

  it("lacks a survivor", () => {
    expect(judged([], [one], [one])).toMatchObject({ ...agreed, unexplained: [one] });
  });

  it("has an entry that is caught", () => {
    expect(judged([group("legal", one)], [one], [], [one])).toMatchObject({ ...agreed, nowCaught: [one] });
  });

  it("has an entry that can no longer be made, also where it would not have been run", () => {
    expect(judged([group("legal", one)], [other], [])).toMatchObject({ ...agreed, gone: [one] });
  });

  it("has an entry in two groups", () => {
    expect(judged([group("legal", one), group("equivalent", one)], [one], [one])).toMatchObject({ ...agreed, doubled: [one] });
  });

  it("may have entries that were not run, which are counted in no class", () => {
    const list = [group("legal", one, other), group("equivalent", third)];
    expect(judged(list, [one, other, third], [one, third])).toMatchObject({ ...agreed, explained: { equivalent: 1, legal: 1, missed: 0 } });
  });
});

describe("the checked-in list", () => {
  const list = survivorList();

  it("gives every survivor a class and a reason", () => {
    expect(list.length).toBeGreaterThan(0);
    for (const { class: of, reason, mutants: entries } of list) {
      expect(["equivalent", "legal", "missed"]).toContain(of);
      expect(reason).toMatch(/^[A-Z].{20,}\.$/u);
      expect(entries.length).toBeGreaterThan(0);
    }
  });

  it("holds each survivor once", () => {
    const identities = list.flatMap(({ mutants: entries }) => entries.map(identityOf));
    expect(new Set(identities).size).toBe(identities.length);
  });
});
