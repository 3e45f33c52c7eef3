import { describe, expect, it } from "vitest";
import type { Schema } from "../../spec/contract.ts";
import { namedPart } from "./named-part.ts";

const schema: Schema = {
  type: "object",
  properties: {
    Name: { type: "string" },
    Tags: { type: "object", additionalProperties: { type: "string" } },
    Parts: { type: "array", items: { type: "object", properties: { Id: { type: "number" } } } },
  },
};

describe("namedPart()", () => {
  it.each([
    [{ Name: "a", Other: 1 }, { Name: "a" }],
    [{ Name: null, Parts: null }, {}],
    [{ Tags: { any: "1", key: null } }, { Tags: { any: "1", key: null } }],
    [{ Parts: [{ Id: 1, Other: 2 }, { Other: 3 }, 5, null] }, { Parts: [{ Id: 1 }, {}, 5, null] }],
    [{ Name: { Other: 1 } }, { Name: { Other: 1 } }],
    [JSON.parse('{"__proto__":{"Name":"a"},"constructor":1}'), {}],
    ["text", "text"],
    [[1], [1]],
  ])("takes from %j what the schema names", (value, named) => {
    expect(namedPart(value, schema)).toEqual(named);
  });

  it("takes all where there is no schema", () => {
    expect(namedPart({ Other: null }, undefined)).toEqual({ Other: null });
  });
});
