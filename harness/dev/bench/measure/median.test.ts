import { describe, expect, it } from "vitest";
import { medianOf } from "./median.ts";

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
