import { describe, expect, it } from "vitest";
import { describeMutant, identityOf, type Mutant, withOrdinals } from "./mutant.ts";

const mutant: Mutant = { file: "page", line: "if (size === 1) return;", mutator: "EqualityOperator", original: "size === 1", replacement: "size !== 1" };

describe("identityOf()", () => {
  it("consists of the change and its place", () => {
    expect(identityOf({ ...mutant, id: "17" } as Mutant)).toBe(identityOf({ ...mutant, id: "18" } as Mutant));
  });

  it.each(["file", "line", "mutator", "original", "replacement"] as const)("distinguishes mutants by their %s", (member) => {
    expect(identityOf({ ...mutant, [member]: "other" })).not.toBe(identityOf(mutant));
  });

  it("treats a mutant without an ordinal as the first", () => {
    expect(identityOf({ ...mutant, nth: 1 })).toBe(identityOf(mutant));
    expect(identityOf({ ...mutant, nth: 2 })).not.toBe(identityOf(mutant));
  });
});

describe("withOrdinals()", () => {
  it("numbers equal changes of equal lines, and no others", () => {
    const other = { ...mutant, replacement: "true" };
    expect(withOrdinals([mutant, other, mutant]).map(({ nth }) => nth)).toEqual([1, undefined, 2]);
  });
});

describe("describeMutant()", () => {
  it("says where and what", () => {
    expect(describeMutant({ ...mutant, nth: 2 })).toBe("page, number 2: EqualityOperator size === 1 → size !== 1 in: if (size === 1) return;");
  });
});
