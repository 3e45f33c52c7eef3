import { describe, expect, it } from "vitest";
import { extensionsOf, longLookalikesOf, lookalikesOf, neighboursOf, sameHashAs } from "./lookalikes.ts";
import { plainSigns } from "./plain-text.ts";

const readings: Readonly<Record<string, (text: string) => string>> = {
  "what comes before the sign": (text) => text.split(":", 1)[0] ?? "",
  "what comes behind the last sign": (text) => text.split(":").at(-1) ?? "",
  "what comes behind the first sign": (text) => text.slice(text.indexOf(":") + 1),
  "what comes before the last sign": (text) => text.slice(0, text.lastIndexOf(":")),
  "the text without the sign": (text) => text.replaceAll(":", ""),
  "the text without the first sign": (text) => text.replace(":", ""),
  "the text without signs at its ends": (text) => text.replaceAll(/^:+|:+$/gu, ""),
  "the parts in any order": (text) => text.split(":").toSorted().join(":"),
  "a sign for each run of it": (text) => text.replaceAll(/:+/gu, ":"),
  "letters and digits": (text) => text.replaceAll(/\W/gu, ""),
  "camel case": (text) => text.replaceAll(/:(.?)/gu, (_, next: string) => next.toUpperCase()),
  "its length": (text) => String(text.length),
};

describe("lookalikesOf()", () => {
  it.each(Object.entries(readings))("has a text that is the same for a service that compares %s", (_name, read) => {
    const text = ":ab:cd:";
    expect(lookalikesOf(text, ":").filter((other) => read(other) === read(text))).not.toEqual([]);
  });

  it.each(plainSigns.filter((sign) => sign !== ":"))("has a text with %s for the sign everywhere, and one with it at the beginning only", (sign) => {
    expect(lookalikesOf(":ab:cd:", ":")).toEqual(expect.arrayContaining([`${sign}ab${sign}cd${sign}`, `${sign}ab:cd:`]));
  });

  it("has neither the text itself, nor one that differs by case or blanks alone", () => {
    expect(lookalikesOf("ab cd", " ").filter((other) => other.trim().toLowerCase() === "ab cd")).toEqual([]);
  });
});

describe("neighboursOf()", () => {
  it("replaces each character by the next, and leaves kinds of characters out", () => {
    expect(neighboursOf("ab1")).toEqual(expect.arrayContaining(["ab", "1", "bb1", "a11", "aba", "ab0", "1ba"]));
  });
});

describe("extensionsOf()", () => {
  it("puts characters before a text, or behind it", () => {
    expect(extensionsOf("mn", ["a", ":"], "before")).toEqual(["amn", ":mn"]);
    expect(extensionsOf("mn", ["a", ":"], "behind")).toEqual(["mna", "mn:"]);
  });
});

describe("longLookalikesOf()", () => {
  it.each([1, 63, 64, 127, 200, 255])("has a text that is the same for a service that compares %i characters from either end", (length) => {
    const text = "v".repeat(256);
    const others = longLookalikesOf(text, "x");
    expect(others.filter((other) => other.slice(0, length) === text.slice(0, length))).not.toEqual([]);
    expect(others.filter((other) => other.slice(-length) === text.slice(-length))).not.toEqual([]);
  });
});

describe("sameHashAs()", () => {
  it("has the hash code of the text", () => {
    const hash = (text: string): number => Array.from(text).reduce((sum, character) => (Math.imul(sum, 31) + (character.codePointAt(0) ?? 0)) | 0, 0);
    expect(sameHashAs("mn-before")).not.toBe("mn-before");
    expect(hash(sameHashAs("mn-before"))).toBe(hash("mn-before"));
  });
});
