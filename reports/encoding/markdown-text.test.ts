import fc from "fast-check";
import { lexer, type Token } from "marked";
import { describe, expect, it } from "vitest";
import { inlineCode, fenced, prose } from "./markdown-text.ts";

const inlineOf = (text: string): readonly Token[] => {
  const [paragraph, ...others] = lexer(text);
  expect(others).toEqual([]);
  return paragraph !== undefined && "tokens" in paragraph ? (paragraph.tokens ?? []) : [];
};

describe("code()", () => {
  it.each([
    ["a", "`a`"],
    ["a`b", "``a`b``"],
    ["`a``", "``` `a`` ```"],
    [" a", "`  a `"],
    ["", ""],
    ["  ", "`␣`"],
    ["a\nb\u001B", String.raw`${"`"}a\nb\u001b${"`"}`],
  ])("turns %j into %s", (text, expected) => {
    expect(inlineCode(text)).toBe(expected);
  });

  it("is one code span for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("`", "|", "\\", "*", "<", ">", "[", "]", "a", " ", "\n", "@") }), (text) => {
        if (text === "") return;
        expect(inlineOf(`x ${inlineCode(text)} y`).map(({ type }) => type)).toEqual(["text", "codespan", "text"]);
      }),
    );
  });
});

describe("prose()", () => {
  it.each([
    ["A value is refused, always.", "A value is refused, always."],
    ["status 400: the member `Message`.", "status 400: the member `Message`."],
    ["a <b> c", "a `<b>` c"],
    ["ask @octocat about #1", "ask `@octocat` about `#1`"],
    ["see www.evil.example or http://evil.example", "see `www.evil.example` or `http://evil.example`"],
    ["so :bomb: it", "so `:bomb:` it"],
    ["snake_case_word __init__ and **bold**", "`snake_case_word __init__` and `**bold**`"],
    ["touching `a``b` code", "touching `a` `b` code"],
    ["an odd `tick", "``an odd `tick``"],
    ["MaxResults: 0 → status 200; expected 400", "MaxResults: 0 → status 200; expected 400"],
  ])("turns %s into %s", (text, expected) => {
    expect(prose(text)).toBe(expected);
  });

  it("contains only text and code for any text", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("`", "``", "|", "\\", "*", "_", "<b>", "[a](b)", "a", " ", "\n", "@a", "www.a.b", "http://a.b", "~~", "!", "&lt;", "#")),
        (parts) => {
          const types = new Set(inlineOf(`x ${prose(parts.join(""))}`).map(({ type }) => type));
          types.delete("text");
          types.delete("codespan");
          expect([...types]).toEqual([]);
        },
      ),
    );
  });
});

describe("fenced()", () => {
  it("is one block for any lines", () => {
    expect(lexer(fenced(["a", "```", "````", "</details>"])).map(({ type }) => type)).toEqual(["code"]);
  });
});
