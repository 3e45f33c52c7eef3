import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Schema } from "../../spec/contract.ts";
import { checkedInOperations, contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { keyOf, mapOfSize, sampleInput, minimalExample, stringNear, stringOfLength, stringOutside } from "./minimal-example.ts";
import { breachesOf, requestSchema } from "../schema-breaches.testdata.ts";

describe("sampleInput()", () => {
  for (const operation of checkedInOperations()) {
    it(`is a valid input of ${operation}, with the required members only`, () => {
      const { request } = contractOf(operation);
      expect(breachesOf(request, sampleInput(request))).toEqual([]);
      expect(Object.keys(sampleInput(request)).toSorted()).toEqual([...request.required].toSorted());
    });
  }

  it("is a valid input of any request schema, the same each time", () => {
    fc.assert(
      fc.property(requestSchema, (request) => {
        expect(breachesOf(request, sampleInput(request))).toEqual([]);
        expect(sampleInput(request)).toEqual(sampleInput(request));
      }),
      { seed: 1, numRuns: 50 },
    );
  });
});

describe("sampleOf()", () => {
  it.each<[Schema, unknown]>([
    [{ type: "string" }, "a"],
    [{ type: "string", minLength: 3 }, "aaa"],
    [{ type: "string", enum: ["B", "A"] }, "B"],
    [{ type: "string", pattern: "[0-9]+" }, "0"],
    [{ type: "string", pattern: "[x-z]*", minLength: 2 }, "xx"],
    [{ type: "integer" }, 1],
    [{ type: "integer", minimum: 5 }, 5],
    [{ type: "integer", maximum: -2 }, -2],
    [{ type: "number" }, 1],
    [{ type: "boolean" }, true],
    [{ type: "array" }, []],
    [{ type: "array", minItems: 2, items: { type: "integer" } }, [1, 1]],
    [{ type: "object", additionalProperties: { type: "string" } }, {}],
    [
      { type: "object", minProperties: 2, additionalProperties: { type: "string" } },
      { key0: "a", key1: "a" },
    ],
    [{ type: "object", properties: { A: { type: "string" }, B: { type: "string" } }, required: ["B"] }, { B: "a" }],
    [{ type: "object", properties: { A: { type: "string" } } }, {}],
  ])("makes of %j %j", (schema, sample) => {
    expect(minimalExample(schema)).toEqual(sample);
  });
});

describe("stringOfLength(), stringNear() and stringOutside()", () => {
  it.each([
    [undefined, 3, "aaa", "aaa", "aaa"],
    [undefined, 0, "", "", ""],
    ["[A-C]+", 2, "AA", "AA", "AA"],
    ["[A-C]+", 0, undefined, "A", ""],
    ["[A-C]*", 0, "", "", ""],
    ["[\u{1F600}]+", 2, "\u{1F600}\u{1F600}", "\u{1F600}\u{1F600}", "\u{1F600}\u{1F600}"],
    ["(ab)?c", 2, undefined, "abc", "ab"],
    ["(ab)?c", 3, "abc", "abc", "abc"],
    ["(ab)?c", 5, undefined, "c", "ccccc"],
    ["x:.+", 5, expect.stringMatching(/^x:.{3}$/u), expect.stringMatching(/^x:.{3}$/u), expect.stringMatching(/^x:.{3}$/u)],
  ])("make of %s and %d characters %j, %j and %j", (pattern, length, exact, near, outside) => {
    const schema = pattern === undefined ? {} : { pattern };
    expect(stringOfLength(schema, length)).toEqual(exact);
    expect(stringNear(schema, length)).toEqual(near);
    expect(stringOutside(schema, length)).toEqual(outside);
  });
});

describe("keyOf()", () => {
  it.each<[Schema["propertyNames"], readonly string[]]>([
    [undefined, ["key0", "key1", "key2"]],
    [{ minLength: 6 }, ["key0kk", "key1kk", "key2kk"]],
    [{ maxLength: 2 }, ["a", "b", "c"]],
    [{ pattern: "[0-9]+" }, ["0", "1", "2"]],
    [{ pattern: "[xy]+" }, ["x", "y", "xx"]],
    [{ pattern: "[xy]+", minLength: 2 }, ["xx", "yx", "xy"]],
    [{ enum: ["Name", "Owner", "Team"] }, ["Name", "Owner", "Team"]],
  ])("gives keys within %j", (propertyNames, keys) => {
    const schema: Schema = { type: "object", ...(propertyNames === undefined ? {} : { propertyNames }), additionalProperties: { type: "string" } };
    expect([0, 1, 2].map((index) => keyOf(schema, index))).toEqual(keys);
  });

  it("never gives a key twice", () => {
    const schema: Schema = { type: "object", propertyNames: { pattern: "[xyz]+", maxLength: 4 }, additionalProperties: { type: "string" } };
    // All of length 1 to 4 over three characters.
    const all = 3 + 9 + 27 + 81;
    expect(Object.keys(mapOfSize(schema, all))).toHaveLength(all);
  });
});
