import { describe, expect, it } from "vitest";
import { medianOf, startUpsOf } from "./start-up.ts";

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

describe("startUpsOf()", () => {
  it("compares medians, not means", () => {
    expect(startUpsOf([40, 40, 1000], [{ name: "--help", milliseconds: [100, 900, 120], most: 5 }])).toEqual([
      { name: "--help", median: 120, times: 3, most: 5, isSlow: false },
    ]);
  });

  it("allows what is exactly at the limit, and nothing above", () => {
    const of = (milliseconds: number): boolean | undefined => startUpsOf([40], [{ name: "run", milliseconds: [milliseconds], most: 40 }])[0]?.isSlow;
    expect(of(1600)).toBe(false);
    expect(of(1601)).toBe(true);
  });
});
