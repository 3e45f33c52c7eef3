import { readFileSync } from "node:fs";
import { isValid } from "ctrf";
import { lexer, type Token } from "marked";
import { describe, expect, it } from "vitest";
import { validateXML } from "xmllint-wasm";
import type { FormatContext } from "./text/format-context.ts";
import { formats } from "./formats/formats.ts";
import { hostile, hostileRecord } from "./hostile.testdata.ts";
import { parseRunRecord } from "./documents/parse-run-record.ts";
import { sampleRecord } from "./sample-record.testdata.ts";

const record = hostileRecord(sampleRecord(25));
const context: FormatContext = { requirementOf: (id) => ({ id, level: "must", text: hostile, source: hostile }), journal: () => "" };
const rendered = async (name: string): Promise<string> => {
  const format = formats.find((one) => one.name === name);
  return Buffer.from((await format?.render(record, context)) ?? "").toString();
};

/** What no report may contain: control characters, invisible and bidi characters, lone surrogates, commands of a runner. */
const dangerous = /[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]|^\s*::|##\[/mu;

describe("a record with hostile text in every field", () => {
  it("is a valid record", () => {
    expect(() => parseRunRecord(JSON.stringify(record))).not.toThrow();
  });

  it.each(["html", "junit", "ctrf", "markdown", "badge"])("renders as %s without anything that takes effect in a terminal or a log", async (name) => {
    const text = await rendered(name);
    expect(text.length).toBeGreaterThan(100);
    expect(text.match(dangerous)?.[0]).toBe(undefined);
  });

  it("renders as JSON that parses to the same value", async () => {
    expect(JSON.parse(await rendered("json"))).toEqual(record);
  });

  it("renders as JUnit XML that is valid", async () => {
    const schema = readFileSync(new URL("formats/junit.testdata.xsd", import.meta.url), "utf8");
    const xml = await rendered("junit");
    const { errors } = await validateXML({ xml, schema });
    expect(errors.map(({ rawMessage }) => rawMessage)).toEqual([]);
    expect(xml).not.toMatch(/<script|<img|<!|\]\]>/u);
  });

  it("renders as CTRF that is valid", async () => {
    expect(isValid(JSON.parse(await rendered("ctrf")))).toBe(true);
  });

  it("renders as Markdown with its text only in code", async () => {
    const all = tokensOf(lexer(await rendered("markdown")));
    const html = all.filter(({ type }) => type === "html").flatMap(({ raw }) => raw.match(/<[^>]*>/gu) ?? []);
    expect([...new Set(html)].toSorted()).toEqual(["</details>", "</summary>", "<details>", "<summary>"]);
    const types = new Set(all.map(({ type }) => type));
    for (const type of ["link", "image", "em", "del", "blockquote", "def"]) expect(types).not.toContain(type);
    const headings = all.filter(({ type, raw }) => type === "heading" && !raw.startsWith("### "));
    expect(headings.map(({ raw }) => raw.replace(/\d+/gu, "N").trim())).toEqual([
      expect.stringMatching(/^# `.*` conformance: fails \(exit N\)$/u),
      "## Failures (N)",
      "## Failures that do not fail the run (N)",
      "## Not judged (N)",
    ]);
    const text = all.filter(({ type, raw }) => type === "text" && !raw.includes("`")).map(({ raw }) => raw);
    expect(text.filter((raw) => /[@#$&<>[\]\\~*_|{}^]|:\w|www\.|:\/\//u.test(raw))).toEqual([]);
  });
});

function tokensOf(tokens: readonly Token[]): readonly Token[] {
  return tokens.flatMap((token) => {
    const items: readonly Token[] = token.type === "list" ? (token as { items: Token[] }).items : [];
    const inner: readonly Token[] = "tokens" in token ? (token.tokens ?? []) : [];
    return [token, ...tokensOf(items), ...tokensOf(inner)];
  });
}
