import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { breachesOf } from "./bounds.ts";
import { figureOf } from "./figure.ts";
import { inReadme } from "./readme-section.ts";
import { storedResults } from "./results.ts";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
const results = storedResults();

describe("the section of the README", () => {
  it("is what the checked-in results say", () => {
    expect(inReadme(readme, results)).toBe(readme);
  });

  it("tells a figure with its spread and its bound", () => {
    const result = { command: "npm run bench -- limit", date: "2026-01-31", node: "v20.19.0", processors: 2, seconds: 1, tables: [], notes: ["Sentence."] };
    const figures = [figureOf("limit/cpu-ratio", "client CPU", "times", [3, 2, 2.5])];
    expect(inReadme(readme, { limit: { ...result, figures } })).toContain("\n| client CPU | 2.50 times | 2 to 3 | goal 2.50, at most 4 |\n");
    const missed = [figureOf("limit/cpu-ratio", "client CPU", "times", [5])];
    expect(inReadme(readme, { limit: { ...result, figures: missed } })).toContain(", at most 4, missed |");
  });

  it("throws where its place is missing", () => {
    expect(() => inReadme("# Title\n", results)).toThrow("README.md lacks the lines");
  });
});

describe("the bounds", () => {
  it("are missed beyond them, in each form by its own", () => {
    const figure = figureOf("limit/cpu-ratio", "client CPU", "times", [4.5]);
    expect(breachesOf([figure], false)).toEqual(["limit/cpu-ratio: client CPU: 4.50 times, wanted at most 4"]);
    expect(breachesOf([figure], true)).toEqual([]);
    expect(breachesOf([{ ...figure, median: 13 }], true)).toHaveLength(1);
  });
});
