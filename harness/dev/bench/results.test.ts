import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../../docs/documents.testdata.ts";
import { exceededBounds, figureOf, medianOf } from "./measure/figure.ts";
import { benchmarksPage, storedResults } from "./results.ts";

describe("the page of benchmarks", () => {
  it("equals the checked-in page", () => {
    expect(readFileSync(join(root, "reports/benchmarks.md"), "utf8")).toBe(benchmarksPage(storedResults()));
  });

  it("prints a figure with its spread and its bound", () => {
    const result = { command: "npm run bench -- limit", date: "2026-01-31", node: "v20.19.0", processors: 2, seconds: 1, tables: [], notes: ["Sentence."] };
    const figures = [figureOf("limit/cpu-ratio", "client CPU", "times", [3, 2, 2.5])];
    expect(benchmarksPage({ limit: { ...result, figures } })).toContain("\n| client CPU | 2.50 times | 2 to 3 | goal 2.50, at most 4 |\n");
    const missed = [figureOf("limit/cpu-ratio", "client CPU", "times", [5])];
    expect(benchmarksPage({ limit: { ...result, figures: missed } })).toContain(", at most 4, missed |");
  });
});

describe("the bounds", () => {
  it("are exceeded beyond their limits, in each form by its own", () => {
    const figure = figureOf("limit/cpu-ratio", "client CPU", "times", [4.5]);
    expect(exceededBounds([figure], false)).toEqual(["limit/cpu-ratio: client CPU: 4.50 times, expected at most 4"]);
    expect(exceededBounds([figure], true)).toEqual([]);
    expect(exceededBounds([{ ...figure, median: 13 }], true)).toHaveLength(1);
  });
});

describe("medianOf()", () => {
  it.each([
    [[7], 7],
    [[3, 1, 2], 2],
    [[10, 9, 1, 2], 5.5],
    [[5, 5, 100], 5],
  ])("of %j is %d", (values, median) => {
    expect(medianOf(values)).toBe(median);
  });

  it("throws where there is nothing", () => {
    expect(() => medianOf([])).toThrow(RangeError);
  });
});
