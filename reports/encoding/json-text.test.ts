import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { membersOf, rewriteJson, linesOfJson } from "./json-text.ts";

const untouched = { value: (): undefined => undefined };

describe("rewriteJson()", () => {
  it("replaces a value and keeps the spelling of all others", () => {
    const text = '{ "a": 1e1, "a": [ 1.0, {"b\\u0063": "x"} ], "s": "{\\"a\\": 2}" }';
    const value = (place: readonly string[]): string | undefined => (place.join("/") === "a/1/bc" ? '"y"' : undefined);
    expect(rewriteJson(text, { value })).toBe(text.replace('"x"', '"y"'));
  });

  it("replaces an object after its members", () => {
    const seen: string[] = [];
    const value = (place: readonly string[], raw: string): string | undefined => {
      seen.push(`${place.join("/")}=${raw}`);
      return place.join() === "o" ? "null" : undefined;
    };
    expect(rewriteJson('{"o":{"p":[1]},"q":2}', { value })).toBe('{"o":null,"q":2}');
    expect(seen).toEqual(["o/p/0=1", "o/p=[1]", 'o={"p":[1]}', "q=2", '={"o":{"p":[1]},"q":2}']);
  });

  it("returns any text unchanged if nothing is replaced", () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json()), (text) => rewriteJson(text, untouched) === text));
  });

  it("reads megabytes of one string and 200,000 nested arrays", () => {
    const long = `{"a":"${"x".repeat(4_000_000)}"}`;
    const deep = "[".repeat(200_000);
    expect(rewriteJson(long, untouched)).toBe(long);
    expect(rewriteJson(deep, untouched)).toBe(deep);
  });
});

describe("membersOf()", () => {
  it("keeps the text of each member", () => {
    expect([...(membersOf(' {"MaxResults": 1e400, "Tags": {"a": "b"}}') ?? [])]).toEqual([
      ["MaxResults", "1e400"],
      ["Tags", '{"a": "b"}'],
    ]);
  });

  it.each(["[]", "1", "", "{'a':1}", '{"a":1', '"{}"'])("refuses %s", (text) => {
    expect(membersOf(text)).toBeUndefined();
  });
});

describe("linesOfJson()", () => {
  it("gives a value a line, each with its pointer, and changes nothing but blanks", () => {
    const lines = linesOfJson('{"Ids":["a","b"],"Sessions":[ {"Id":"a","a/b":{},"N":1e1} ],"x":null}');
    expect(lines.map(({ text, pointer }) => `${pointer ?? "-"} ${text}`)).toEqual([
      " {",
      '/Ids   "Ids": [',
      '/Ids/0     "a",',
      '/Ids/1     "b"',
      "-   ],",
      '/Sessions   "Sessions": [',
      "/Sessions/0     {",
      '/Sessions/0/Id       "Id": "a",',
      '/Sessions/0/a~1b       "a/b": {},',
      '/Sessions/0/N       "N": 1e1',
      "-     }",
      "-   ],",
      '/x   "x": null',
      "- }",
    ]);
  });
});
