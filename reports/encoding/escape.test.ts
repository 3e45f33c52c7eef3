import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeText } from "./escape.ts";

describe("escapeText()", () => {
  it.each([
    ["plain text, é 👍 漢", "plain text, é 👍 漢"],
    ["a\r\n\tb", String.raw`a\r\n\tb`],
    ["\u001B[2J\u001B]0;title\u0007", String.raw`\u001b[2J\u001b]0;title\u0007`],
    ["\u009B31m\u007F", String.raw`\u009b31m\u007f`],
    ["abc\u202Egnp.exe\u2066\u200F", String.raw`abc\u202egnp.exe\u2066\u200f`],
    ["a\u200Bb\uFEFFc\u00AD", String.raw`a\u200bb\ufeffc\u00ad`],
    ["\u2028\u2029", String.raw`\u2028\u2029`],
    ["\uD800x\uDC00", String.raw`\ud800x\udc00`],
    ["\u{E0041}", String.raw`\u{e0041}`],
    ["::error file=a::b", String.raw`:\u003aerror file=a::b`],
    ["::stop-commands::x", String.raw`:\u003astop-commands::x`],
    ["##[error]x", String.raw`#\u0023[error]x`],
    ["http://[::1]:8080/", "http://[::1]:8080/"],
    ["[::ffff:127.0.0.1]:4730", "[::ffff:127.0.0.1]:4730"],
  ])("%j", (hostile, safe) => {
    expect(escapeText(hostile)).toBe(safe);
  });

  it("escapes everything that takes effect, in any text", () => {
    const hostile = fc.string({ unit: "binary" }).map((text) => `${text}\u001B::error::##[`);
    fc.assert(
      fc.property(hostile, (text) => {
        expect(escapeText(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|::error|##\[/u);
      }),
    );
  });
});
