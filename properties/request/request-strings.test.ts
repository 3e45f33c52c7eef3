import { describe, expect, it } from "vitest";
import type { RunRequest, RunSchema } from "../core/run-schema.ts";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { stringsOf } from "./request-strings.ts";

const object = (properties: Readonly<Record<string, RunSchema>>, required: readonly string[] = []): RunRequest => ({ type: "object", properties, required });

/** Members of a request's strings, each with the value that holds `x` there. */
function valuesOf(request: RunRequest): Readonly<Record<string, unknown>> {
  return Object.fromEntries(stringsOf(request).map(({ member, valueWith }) => [member, valueWith("x")]));
}

describe("stringsOf()", () => {
  it("finds tokens, members, keys and values of ListSessions", () => {
    expect(stringsOf(contractOf("ListSessions").request).map(({ member, isToken }) => [member, isToken])).toEqual([
      ["NextToken", true],
      ["RequestOrigin", false],
      ["Tags/key", false],
      ["Tags/value", false],
    ]);
  });

  it("goes into structures, lists and maps in each other, and puts what is required beside", () => {
    const inner = object({ Name: { type: "string" }, Size: { type: "integer", minimum: 3 } }, ["Size"]);
    const request = object({
      Rows: { type: "array", minItems: 2, items: inner },
      Map: { type: "object", minProperties: 2, additionalProperties: { type: "array", items: { type: "string" } } },
      Count: { type: "integer" },
    });
    expect(valuesOf(request)).toEqual({
      "Rows/item/Name": [{ Size: 3, Name: "x" }, { Size: 3 }],
      "Map/key": { x: [], key1: [] },
      "Map/value/item": { key0: ["x"], key1: [] },
    });
  });

  it("leaves out what names something of the run's own", () => {
    expect(stringsOf(object({ Id: { type: "string", isOwn: true, sample: "a" }, Text: { type: "string" } })).map(({ member }) => member)).toEqual(["Text"]);
  });

  it("ends in schemas without an end", () => {
    const endless: { type: "object"; properties: Record<string, RunSchema>; required: readonly string[] } = { type: "object", properties: {}, required: [] };
    endless.properties = { Text: { type: "string" }, More: endless };
    expect(stringsOf(endless).length).toBeLessThan(12);
  });
});
