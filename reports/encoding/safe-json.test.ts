import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hostile } from "../hostile.testdata.ts";
import { safeJson } from "./safe-json.ts";

describe("safeJson()", () => {
  it("escapes everything that takes effect, and parses to the same value", () => {
    const value = { [hostile]: [hostile, 1, null] };
    const text = safeJson(value);
    expect(text).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/u);
    expect(JSON.parse(text)).toEqual(value);
  });

  it("breaks up commands of runners", () => {
    const text = safeJson({ name: "t ##[error]name" });
    expect(text).not.toContain("##[");
    expect(JSON.parse(text)).toEqual({ name: "t ##[error]name" });
  });

  it("parses to the same value for any value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(safeJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
