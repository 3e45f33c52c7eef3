import { describe, expect, it } from "vitest";
import type { PageType } from "./type-line.ts";
import { parseType } from "./type-line.ts";

describe("parseType()", () => {
  const string = { kind: "scalar", scalar: "string" } as const;
  const cases: Record<string, PageType> = {
    String: string,
    "Base64-encoded binary data object": { kind: "scalar", scalar: "binary" },
    "Session object": { kind: "object", shape: "Session" },
    "Array of timestamps": { kind: "array", items: { kind: "scalar", scalar: "timestamp" } },
    "Array of Base64-encoded binary data objects": {
      kind: "array",
      items: { kind: "scalar", scalar: "binary" },
    },
    "Array of arrays of Tag objects": {
      kind: "array",
      items: { kind: "array", items: { kind: "object", shape: "Tag" } },
    },
    "String to string map": { kind: "map", values: string },
    "string to String to string map map": { kind: "map", values: { kind: "map", values: string } },
    "Array of String to string maps": { kind: "array", items: { kind: "map", values: string } },
    "String to array of String to Tag object maps map": {
      kind: "map",
      values: { kind: "array", items: { kind: "map", values: { kind: "object", shape: "Tag" } } },
    },
    "JSON value": { kind: "any" },
  };
  for (const [text, type] of Object.entries(cases)) {
    it(`reads ${JSON.stringify(text)}`, () => {
      expect(parseType(text)).toEqual(type);
    });
  }

  const others = [
    "",
    "Dinghy",
    "one of two",
    "Array of",
    "String to string",
    "to string map",
    "object",
    "String, or null",
    `Array of ${"arrays of ".repeat(500)}strings`,
  ];
  for (const text of others) {
    it(`leaves ${JSON.stringify(text.slice(0, 40))} alone`, () => {
      expect(parseType(text)).toBeUndefined();
    });
  }
});
