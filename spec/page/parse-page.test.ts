import { describe, expect, it } from "vitest";
import { contractDocument } from "../contracts/digest.ts";
import { PageError } from "./section.ts";
import { extractContract } from "./parse-page.ts";

/** A page with one request member `Boat`: its placeholder in the syntax block, and the lines below its name. */
function pageOf(placeholder: string, ...facts: string[]): string {
  const syntax = ["Request Syntax", "{", `"Boat": ${placeholder}`, "}"];
  return ["SendBoat", "Sends a boat.", ...syntax, "Request Parameters", "- Boat", "-", ...facts, "Response Elements", "Nothing comes back.", "Errors"].join(
    "\n",
  );
}

function boat(placeholder: string, ...facts: string[]): unknown {
  const { contract, remarks } = extractContract(pageOf(placeholder, "A boat.", ...facts, "Required: No"));
  expect(remarks).toEqual([]);
  return contract.request.properties["Boat"];
}

describe("extractContract() on one member", () => {
  const cases: [placeholder: string, facts: string[], schema: unknown][] = [
    ['"string"', ["Type: String"], { type: "string" }],
    ["number", ["Type: Integer", "Valid Range: Minimum value of -5."], { type: "integer", minimum: -5 }],
    ["number", ["Type: Long", "Valid Range: Fixed value of 7."], { type: "integer", minimum: 7, maximum: 7 }],
    ["number", ["Type: Double", "Valid Range: Maximum value of 0.5."], { type: "number", maximum: 0.5 }],
    ["number", ["Type: Float"], { type: "number" }],
    ["number", ["Type: Timestamp"], { type: "number" }],
    ["boolean", ["Type: Boolean"], { type: "boolean" }],
    ["blob", ["Type: Base64-encoded binary data object", "Length Constraints: Maximum length of 10."], { type: "string", maxLength: 10 }],
    [
      '"string"',
      ["Type: String", "Length Constraints: Fixed length of 12.", "Pattern: ^a|b: c$"],
      { type: "string", minLength: 12, maxLength: 12, pattern: "^a|b: c$" },
    ],
    ['"string"', ["Type: String", "Pattern:", "type:.*|- [*]"], { type: "string", pattern: "type:.*|- [*]" }],
    ['"string"', ["Type: String", "Pattern:", "Errors and [x](y) &lt;b>"], { type: "string", pattern: "Errors and [x](y) <b>" }],
    ['"string"', ["Type: String", "Valid Values: A.1 |", "B | C D", "| E"], { type: "string", enum: ["A.1", "B", "C D", "E"] }],
    ["{ ... }", ["Type: Boat object"], { type: "object" }],
    ["{ }", ["Type: Boat object"], { type: "object", properties: {} }],
    ['{ "string": "string" }', ["Type: Boat object"], { type: "object", properties: { string: { type: "string" } } }],
    [
      '[ "string" ]',
      ["Type: Array of strings", "Array Members: Minimum number of 1 item.", "Pattern: b+"],
      { type: "array", minItems: 1, items: { type: "string", pattern: "b+" } },
    ],
    ["[ number ]", ["Type: Array of integers", "Valid Range: Minimum value of 2."], { type: "array", items: { type: "integer", minimum: 2 } }],
    ['[ [ "string" ] ]', ["Type: Array of arrays of strings"], { type: "array", items: { type: "array", items: { type: "string" } } }],
    ['[ { "Oars": number } ]', ["Type: Array of Boat objects"], { type: "array", items: { type: "object", properties: { Oars: { type: "number" } } } }],
    ['[ "Boat" ]', ["Type: Array of Boat objects"], { type: "array", items: { type: "object" } }],
    ['[ "..." ]', ["Type: Array of strings"], { type: "array", items: { type: "string" } }],
    [
      '{ "string" : number }',
      ["Type: String to integer map", "Valid Keys: BOW | STERN", "Value Valid Range: Maximum value of 3."],
      {
        type: "object",
        propertyNames: { enum: ["BOW", "STERN"] },
        additionalProperties: { type: "integer", maximum: 3 },
      },
    ],
    [
      '{ "string" : [ "string" ] }',
      ["Type: String to array of strings map", "Map Entries: Maximum number of 4 items.", "Array Members: Fixed number of 1 item.", "Value Pattern: x"],
      {
        type: "object",
        maxProperties: 4,
        additionalProperties: {
          type: "array",
          minItems: 1,
          maxItems: 1,
          items: { type: "string", pattern: "x" },
        },
      },
    ],
    [
      '[ { "string" : "string" } ]',
      ["Type: Array of string to string maps", "Map Entries: Minimum number of 1 item."],
      {
        type: "array",
        items: { type: "object", minProperties: 1, additionalProperties: { type: "string" } },
      },
    ],
    [
      '{ "string" : { "string" : "string" } }',
      ["Type: String to string to string map map"],
      {
        type: "object",
        additionalProperties: { type: "object", additionalProperties: { type: "string" } },
      },
    ],
    [
      '{ "string" : { "Oars": [ number ] } }',
      ["Type: String to Boat object map"],
      {
        type: "object",
        additionalProperties: {
          type: "object",
          properties: { Oars: { type: "array", items: { type: "number" } } },
        },
      },
    ],
  ];
  for (const [placeholder, facts, schema] of cases) {
    it(`reads ${facts.join(" ")} with ${placeholder}`, () => {
      expect(boat(placeholder, ...facts)).toEqual(schema);
    });
  }

  it("takes lines such as `Type:` in a description for description", () => {
    const description = ["Type: one of two.", "Type: String", "Required: Yes", "and more words", "- Boat", "Pattern: of behaviour"];
    expect(boat("number", ...description, "Type: Integer", "Valid Range: Minimum value of 1.")).toEqual({ type: "integer", minimum: 1 });
  });

  it("keeps blanks of every kind in a pattern", () => {
    expect(boat('"string"', "Type: String", "Pattern: [ \u00A0\u3000]+")).toEqual({
      type: "string",
      pattern: "[ \u00A0\u3000]+",
    });
  });

  it("knows the page line of every keyword", () => {
    const { lines } = extractContract(pageOf('{ "Oars": number }', "A boat.", "Type: Boat object", "Required: Yes")).contract;
    expect(lines).toEqual({
      "/operation": 1,
      "/request": 3,
      "/request/properties/Boat/properties/Oars/type": 5,
      "/request/properties/Boat/properties/Oars": 5,
      "/request/properties/Boat": 8,
      "/request/properties/Boat/type": 11,
      "/request/properties/Boat/required": 12,
      "/errors": 15,
    });
  });

  it("names the structures that have a name", () => {
    expect(extractContract(pageOf("[ { } ]", "A boat.", "Type: Array of Ship objects", "Required: No")).shapes).toEqual({
      "/request/properties/Boat/items": "Ship",
    });
  });
});

describe("extractContract() on pages that lack a part", () => {
  const empty = { type: "object", required: [], properties: {} };
  const response = "Response Elements\nNothing comes back.";
  const cases: Record<string, string> = {
    "with an empty syntax block": `Ping\nRequest Syntax\n{ }\n${response}\nErrors\nNone of its own.`,
    "without a request section": `Ping\nSays hello.\n${response}\nErrors`,
  };
  for (const [title, text] of Object.entries(cases)) {
    it(`reads a page ${title}`, () => {
      const { contract, remarks } = extractContract(text);
      expect(contractDocument(contract)).toEqual({
        operation: "Ping",
        request: empty,
        response: empty,
        errors: {},
      });
      expect(remarks).toEqual([]);
    });
  }

  it("says so where the sections on response and errors are missing", () => {
    expect(extractContract("Ping\nRequest Syntax\n{ }").remarks).toEqual([
      { line: 3, text: "the page has no section on the response; it is taken for empty" },
      { line: 3, text: "the page has no section Errors; no error is taken from it" },
    ]);
  });

  const nothing: Record<string, RegExp> = {
    "": /holds no text.+Expected headings.+give that file/u,
    "Dear harbour,\nhow are you?": /begins with "Dear harbour,".+Expected headings/u,
    "ListBoats\nErrors\n- A\n": /none of the sections/u,
    "Request Syntax\n{ }": /begins with "Request Syntax".+no title.+Expected.+Put it on the first line/u,
  };
  for (const [text, message] of Object.entries(nothing)) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      expect(() => extractContract(text)).toThrow(PageError);
      expect(() => extractContract(text)).toThrow(message);
    });
  }
});
