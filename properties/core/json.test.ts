import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isJsonObject, memberOf } from "../../spec/json.ts";
import { RawJson, writeJson } from "./json.ts";

describe("writeJson()", () => {
  it.each([
    [{}, "{}"],
    [{ a: [1, "x", true, null, { b: {} }] }, '{"a":[1,"x",true,null,{"b":{}}]}'],
    [{ MaxResults: new RawJson("1e400") }, '{"MaxResults":1e400}'],
    [[new RawJson("10.0"), 1], "[10.0,1]"],
    [new RawJson("-0"), "-0"],
    [{ a: undefined, b: { c: new RawJson("10.0"), d: [undefined, { e: "x" }] } }, '{"b":{"c":10.0,"d":[null,{"e":"x"}]}}'],
    ['a\n\u2028"\\', JSON.stringify('a\n\u2028"\\')],
    ["\uD800", '"\\ud800"'],
  ])("writes %j", (value, text) => {
    expect(writeJson(value)).toBe(text);
  });

  it("leaves out members without a value, as JSON has no word for them", () => {
    expect(writeJson({ a: undefined, b: [undefined] })).toBe('{"b":[null]}');
    expect(writeJson(undefined)).toBe("null");
  });

  it("writes __proto__ like any other member", () => {
    expect(writeJson(Object.fromEntries([["__proto__", "blue"]]))).toBe('{"__proto__":"blue"}');
  });

  it("writes what JSON.stringify writes, whatever the value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(writeJson(value)).toBe(JSON.stringify(value));
      }),
      { seed: 1 },
    );
  });
});

describe("isJsonObject()", () => {
  it.each([
    [{}, true],
    [Object.create(null), true],
    [[], false],
    [null, false],
    ["{}", false],
    [undefined, false],
  ])("says of %j: %s", (value, wanted) => {
    expect(isJsonObject(value)).toBe(wanted);
  });
});

describe("memberOf()", () => {
  const parsed = JSON.parse('{"Id":"a","__proto__":{"Status":"READY"},"constructor":"blue"}') as unknown;

  it.each([
    ["Id", "a"],
    ["constructor", "blue"],
    ["__proto__", { Status: "READY" }],
    ["Status", undefined],
    ["toString", undefined],
  ])("finds %s only where the object itself has it", (name, wanted) => {
    expect(memberOf(parsed, name)).toEqual(wanted);
  });

  it.each([[null], [undefined], ["text"], [[1]], [1]])("finds nothing in %j", (value) => {
    expect(memberOf(value, "length")).toBeUndefined();
  });
});
