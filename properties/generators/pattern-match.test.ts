import { describe, expect, it } from "vitest";
import { checkedInOperations, contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { characterClassOf } from "./character-class.ts";
import { lengthOf, nonMatches, shortestMatches, stretchedTo, wholeMatch } from "./pattern-match.ts";

/** The patterns of all requests that are more than one character class. */
const patterns = checkedInOperations()
  .flatMap((operation) => Object.values(contractOf(operation).request.properties))
  .flatMap(({ pattern }) => (pattern === undefined || characterClassOf(pattern) !== undefined ? [] : [pattern]))
  .filter((pattern, index, all) => all.indexOf(pattern) === index);

const unreadable = ["(?<=a", "[[:alpha:]]+", "(?s).*", "a**"];

describe("wholeMatch()", () => {
  it.each([
    ["[a-c]+", "abc", true],
    ["[a-c]+", "abcd", false],
    ["[a-c]+", "abc\n", false],
    ["a|b", "ab", false],
    ["^a$", "a", true],
    ["[\\uD800\\uDC00-\\uDBFF\\uDFFF]", "\u{1F600}", true],
  ])("holds %s against %j as a whole", (pattern, text, wanted) => {
    expect(wholeMatch(pattern)?.test(text)).toBe(wanted);
  });

  it.each(["(?<=a", "(?x)a b", "a**"])("says nothing of %s, which is no expression here", (pattern) => {
    expect(wholeMatch(pattern)).toBeUndefined();
  });
});

describe("shortestMatches()", () => {
  for (const pattern of patterns) {
    it(`finds matches of ${pattern}, the shortest first`, () => {
      const matches = shortestMatches(pattern);
      expect(matches.length).toBeGreaterThan(0);
      expect(matches.filter((match) => wholeMatch(pattern)?.test(match) !== true)).toEqual([]);
      expect(matches.map(lengthOf)).toEqual(matches.map(lengthOf).toSorted((a, b) => a - b));
    });
  }

  it.each([
    ["(ab)?c", "c"],
    ["x{3,}", "xxx"],
    ["([2-3]|3[.]9)", expect.stringMatching(/^[23]$/u)],
  ])("cuts matches of %s down to %s", (pattern, shortest) => {
    expect(shortestMatches(pattern)[0]).toEqual(shortest);
  });

  it.each(unreadable)("finds none of %s, and does not throw", (pattern) => {
    expect(() => shortestMatches(pattern)).not.toThrow();
    expect(() => nonMatches({ pattern })).not.toThrow();
  });
});

describe("stretchedTo()", () => {
  it.each([
    ["x:.+", 2, undefined],
    ["x:.+", 3, 3],
    ["x:.+", 10_000, 10_000],
    ["(ab)?c", 2, undefined],
    ["(ab)?c", 3, 3],
    ["(\\w+\\.)+\\w+", 255, 255],
  ])("grows a match of %s to %d characters", (pattern, length, wanted) => {
    const match = stretchedTo(length, pattern);
    expect(match === undefined ? undefined : lengthOf(match)).toBe(wanted);
    expect(match === undefined || wholeMatch(pattern)?.test(match)).toBe(true);
  });
});

describe("nonMatches()", () => {
  for (const pattern of patterns) {
    it(`breaks ${pattern} in more than one way, a line end behind it among them`, () => {
      const texts = nonMatches({ pattern });
      expect(texts.length).toBeGreaterThan(2);
      expect(texts.map(([change]) => change)).toContain("trailing-newline");
      expect(texts.filter(([, text]) => wholeMatch(pattern)?.test(text) === true)).toEqual([]);
    });
  }

  it("stays within the lengths", () => {
    const texts = nonMatches({ pattern: "x:.+", minLength: 4, maxLength: 4 });
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.filter(([, text]) => lengthOf(text) !== 4)).toEqual([]);
  });
});
