import { describe, expect, it } from "vitest";
import { DocumentError } from "./input-document.ts";
import { formats } from "../formats/formats.ts";
import { parseConfig } from "./parse-config.ts";
import schema from "../config.schema.json" with { type: "json" };

const nearest = (text: string, known: readonly string[]): string => known.find((name) => name.startsWith(text.slice(0, 3))) ?? "none";

describe("parseConfig()", () => {
  it("reads comments, trailing commas and targets, and knows the place of each value", () => {
    const { config, placeOf } = parseConfig(
      '{\n  // for all\n  "effort": "quick",\n  "targets": {\n    "a/b": { "endpoint": "http://localhost", "only": ["x",] },\n  },\n}',
      nearest,
    );
    expect(config).toEqual({ effort: "quick", targets: { "a/b": { endpoint: "http://localhost", only: ["x"] } } });
    expect([["effort"], ["targets", "a/b"], ["targets", "a/b", "endpoint"], ["targets", "a/b", "only", "0"], []].map(placeOf)).toEqual([
      "line 3, column 3",
      "line 5, column 5",
      "line 5, column 14",
      "line 5, column 55",
      "line 1, column 1",
    ]);
  });

  it.each<readonly [name: string, text: string, message: string]>([
    ["nothing", "", "line 1, column 1: not JSON with comments (ValueExpected)"],
    ["a comma too few", '{\n "effort": "quick"\n "seed": 1 }', "line 3, column 2: not JSON with comments (CommaExpected)"],
    ["an array", "[]", "line 1, column 1, /: saw an array of 0 items, which must be an object"],
    [
      "an option that there is not",
      '{ "targets": { "a": { "endpont": "http://user:secret@localhost" } } }',
      'line 1, column 23, /targets/a: unknown member "endpont"; the nearest option is endpoint',
    ],
    ["an option of the command line alone", '{ "updateBaseline": true }', 'line 1, column 3, /: unknown member "updateBaseline"'],
    ["another effort", '{ "effort": "quik" }', 'line 1, column 3, /effort: saw "quik", expected one of ["quick","standard","deep"]'],
    ["a secret in the wrong place", '{ "headers": "secret" }', "line 1, column 3, /headers: saw a text of 6 characters, which must be an object"],
    ["secrets of a header", '{ "headers": { "x-a": ["secret"] } }', "line 1, column 16, /headers/x-a: saw an array of 1 item"],
    ["no concurrency", '{ "concurrency": 0 }', "line 1, column 3, /concurrency: saw 0, which must be at least 1"],
    ["a reset elsewhere", '{ "resetRequest": { "method": "POST", "path": "http://h/" } }', "line 1, column 39, /resetRequest/path: saw a text of 9 characters"],
    ["no targets", '{ "targets": {} }', "line 1, column 3, /targets: saw an object of 0 members, which must have at least 1 member"],
    ["a target twice", '{ "targets": { "a": {},\n "a": {} } }', 'line 2, column 2: saw "a" for the second time, expected each member once'],
    ["another version", '{ "schemaVersion": 2 }', "line 1, column 1, /schemaVersion: saw 2, expected 1"],
    ["a prototype", '{ "__proto__": { "effort": "quick" } }', 'line 1, column 3, /: unknown member "__proto__"'],
    ["too many levels behind a quote in a comment", `/* " */ ${"[".repeat(2_000)}`, "line 1, column 1009: saw more than 1000 levels"],
  ])("refuses %s with its place", (_name, text, message) => {
    const parsing = (): unknown => parseConfig(text, nearest);
    expect(parsing).toThrow(DocumentError);
    expect(parsing).toThrow(`configuration, ${message}`);
    expect(parsing).not.toThrow(/secret/u);
  });

  it("knows the formats that there are", () => {
    expect(schema.$defs.options.properties.format.items.enum.toSorted()).toEqual(["terminal", ...formats.map(({ name }) => name)].toSorted());
  });
});
