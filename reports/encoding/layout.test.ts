import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnsOf, cutTo, wrap } from "./layout.ts";

describe("columnsOf()", () => {
  it.each<[string, number]>([
    ["", 0],
    ["abc", 3],
    ["é", 1],
    ["e\u0301", 1],
    ["a\u0300\u0301b", 2],
    ["中文", 4],
    ["한글", 4],
    ["ｗｉｄｅ", 8],
    ["👍", 2],
    ["👍🏽", 2],
    ["✗ → … ×", 7],
  ])("of %s is %i", (text, columns) => {
    expect(columnsOf(text)).toBe(columns);
  });
});

const text = fc.string({ unit: fc.constantFrom("a", "b", " ", "中", "👍", "e\u0301", "ｗ", "…") });

describe("cutTo()", () => {
  it("cuts no character in two, and keeps its accents", () => {
    expect([cutTo("中文字", 5), cutTo("e\u0301e\u0301", 1), cutTo("👍👍", 3), cutTo("ab", 0)]).toEqual(["中文", "e\u0301", "👍", ""]);
  });

  it("is the longest beginning that fits", () => {
    fc.assert(
      fc.property(text, fc.nat(20), (given, columns) => {
        const cut = cutTo(given, columns);
        expect(given.startsWith(cut)).toBe(true);
        expect(columnsOf(cut)).toBeLessThanOrEqual(columns);
        expect(cut === given || columnsOf(cut) > columns - 2).toBe(true);
      }),
    );
  });
});

describe("wrap()", () => {
  it("fits any characters into the columns, and loses none", () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 30 }), fc.integer({ min: 40, max: 60 }), (words, width) => {
        const given = words.join(" ");
        const lines = wrap(given, { width, first: "名: ", hanging: 4 });
        expect(lines.filter((line) => columnsOf(line) > width && line.trimStart().includes(" ") && !/ {2}/u.test(line))).toEqual([]);
        expect(lines.join("").replaceAll(" ", "")).toBe(`名:${given}`.replaceAll(" ", ""));
      }),
    );
  });

  it("breaks a word of wide characters where the line ends", () => {
    expect(wrap("中".repeat(50), { width: 40 })).toEqual(["中".repeat(20), "中".repeat(20), "中".repeat(10)]);
  });

  it("marks what it left out, within the columns", () => {
    expect(wrap("中 ".repeat(60), { width: 40, maxLines: 2 }).map(columnsOf)).toEqual([38, 39]);
  });
});
