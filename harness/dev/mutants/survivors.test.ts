import { describe, expect, it } from "vitest";
import { identityOf, type Mutant } from "./mutant.ts";
import { disagreementOf, explainedBy, type JudgedMutant, survivorList, type Survivors } from "./survivors.ts";

const named = (original: string): Mutant => ({ file: "page", line: `return ${original};`, mutator: "StringLiteral", original, replacement: '""' });
const group = (of: Survivors["class"], ...mutants: readonly Mutant[]): Survivors => ({ class: of, reason: "a reason", mutants });
const judged = (mutant: Mutant, caught: boolean): JudgedMutant => ({ mutant, caught });
const agreed = { unexplained: [], nowCaught: [], gone: [], doubled: [] };
const [one, other, third] = [named("one"), named("other"), named("third")];

describe("disagreementOf()", () => {
  it("finds none where the survivors are those of the list", () => {
    expect(disagreementOf([group("equivalent", one)], [one, other], [judged(one, false), judged(other, true)])).toEqual(agreed);
  });

  it("finds a survivor that is not in the list", () => {
    expect(disagreementOf([], [one], [judged(one, false)])).toEqual({ ...agreed, unexplained: [one] });
  });

  it("finds an entry that is caught", () => {
    expect(disagreementOf([group("legal", one)], [one], [judged(one, true)])).toEqual({ ...agreed, nowCaught: [one] });
  });

  it("finds an entry that can no longer be made, also where it would not have been run", () => {
    expect(disagreementOf([group("legal", one)], [other], [])).toEqual({ ...agreed, gone: [one] });
  });

  it("finds an entry that is in two groups", () => {
    expect(disagreementOf([group("legal", one), group("equivalent", one)], [one], [judged(one, false)])).toEqual({ ...agreed, doubled: [one] });
  });

  it("ignores entries that were not run", () => {
    expect(disagreementOf([group("legal", one, other)], [one, other], [judged(one, false)])).toEqual(agreed);
  });
});

describe("explainedBy()", () => {
  it("counts by class those that were run and survived", () => {
    const list = [group("legal", one, other), group("equivalent", third)];
    expect(explainedBy(list, [judged(one, false), judged(third, false)])).toEqual({ equivalent: 1, legal: 1, missed: 0 });
  });
});

describe("the checked-in list", () => {
  const list = survivorList();

  it("gives every survivor a class and a reason", () => {
    expect(list.length).toBeGreaterThan(0);
    for (const { class: of, reason, mutants } of list) {
      expect(["equivalent", "legal", "missed"]).toContain(of);
      expect(reason).toMatch(/^[A-Z].{20,}\.$/u);
      expect(mutants.length).toBeGreaterThan(0);
    }
  });

  it("holds each survivor once", () => {
    const identities = list.flatMap(({ mutants }) => mutants.map(identityOf));
    expect(new Set(identities).size).toBe(identities.length);
  });
});
