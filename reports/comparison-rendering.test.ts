import { createRequire } from "node:module";
import { Ajv2020 } from "ajv/dist/2020.js";
import { lexer, type Token } from "marked";
import { describe, expect, it } from "vitest";
import { compareRuns, type Comparison } from "./compare/comparison.ts";
import { comparisonFormats } from "./compare/comparison-formats.ts";
import { pairReportOf } from "./compare/comparison-report.ts";
import { type PairLayout, renderPair } from "./compare/pair-terminal.ts";
import { strangeRecord } from "./hostile.testdata.ts";
import { changedRuns, failedCheck, runOf } from "./sample-comparison.testdata.ts";
import { sampleCheck, sampleRequirement } from "./sample-record.testdata.ts";

const changed = (): Comparison => {
  const { old, new: now } = changedRuns();
  return compareRuns(old, now);
};
const alike = (): Comparison => compareRuns(runOf([sampleCheck({ id: "a/b/c" })]), runOf([sampleCheck({ id: "a/b/c" })]));
const renderComparison = (comparison: Comparison, given: PairLayout): string => renderPair(pairReportOf(comparison), given);
const layout: PairLayout = { colour: false, width: 100 };
const rendered = async (name: string, comparison: Comparison): Promise<string> => {
  const format = comparisonFormats.find((one) => one.name === name);
  return (await format?.render(comparison, { requirementOf: sampleRequirement })) ?? "";
};

const hostileComparison = (): Comparison => {
  const { old, new: now } = changedRuns();
  return compareRuns(strangeRecord(old), strangeRecord(now));
};

/** What no report may contain: control characters, invisible and bidi characters, lone surrogates, commands of a runner. */
const dangerous = /[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|^\s*::|##\[/mu;

describe("renderComparison()", () => {
  it.each<[string, Comparison, Partial<PairLayout>]>([
    ["changed", changed(), {}],
    ["changed-ascii-60", changed(), { unicode: false, width: 60 }],
    ["changed-verbose-colour", changed(), { verbose: true, colour: true }],
    ["alike", alike(), {}],
  ])("%s", async (name, comparison, change) => {
    await expect(renderComparison(comparison, { ...layout, ...change })).toMatchFileSnapshot(`golden/comparison-${name}.txt`);
  });

  it("uses only ASCII if asked to", () => {
    expect(renderComparison(changed(), { ...layout, unicode: false }).replaceAll("--data-raw '…'", "")).toMatch(/^[\x20-\x7e\n]*$/u);
  });

  it("is short by default, whatever changed, and complete with --verbose", () => {
    const ids = Array.from({ length: 400 }, (_, index) => `request/member/keeps-${String(index)}`);
    const many = compareRuns(runOf(ids.map((id) => sampleCheck({ id }))), runOf(ids.map((id) => failedCheck(id))));
    expect(renderComparison(many, layout).split("\n").length).toBeLessThan(60);
    const whole = renderComparison(many, { ...layout, verbose: true });
    expect(ids.filter((id) => !whole.includes(`must ${id}\n`))).toEqual([]);
  });

  it("escapes all text of a record", () => {
    for (const verbose of [true, false]) expect(renderComparison(hostileComparison(), { ...layout, verbose }).match(dangerous)?.[0]).toBe(undefined);
  });
});

describe("the formats of a comparison", () => {
  it.each([
    ["markdown", "changed", "md", changed()],
    ["markdown", "alike", "md", alike()],
    ["json", "changed", "json", changed()],
  ])("%s of what is %s", async (name, which, ending, comparison) => {
    await expect(await rendered(name, comparison)).toMatchFileSnapshot(`golden/comparison-${which}.${ending}`);
  });

  it("give JSON that is valid by its schema", async () => {
    const schema = createRequire(import.meta.url)("./comparison.schema.json") as object;
    const validate = new Ajv2020({ strict: true, strictRequired: false }).compile(schema);
    for (const comparison of [changed(), alike(), hostileComparison()]) {
      const parsed: unknown = JSON.parse(await rendered("json", comparison));
      validate(parsed);
      expect(validate.errors ?? []).toEqual([]);
    }
  });

  it.each(["terminal", ...comparisonFormats.map(({ name }) => name)])("show how a property failed before, and how it fails now: %s", async (name) => {
    const then = [{ code: "wrong-type", pointer: "/body/Ids", expected: "a list of what was before", received: "before" }] as const;
    const now = [{ code: "server-error", pointer: "/status", expected: "an answer as of now", received: 500 }] as const;
    const comparison = compareRuns(runOf([failedCheck("a/b/c", { violations: then })]), runOf([failedCheck("a/b/c", { violations: now })]));
    const text = name === "terminal" ? renderComparison(comparison, { ...layout, width: 400 }) : await rendered(name, comparison);
    for (const part of ["a list of what was before", "an answer as of now"]) expect(text).toContain(part);
    expect(text.indexOf("a list of what was before")).toBeLessThan(text.indexOf("an answer as of now"));
  });

  it("name violations that a failure gained and lost behind an equal first one", () => {
    const first = { code: "invalid-accepted", pointer: "/status", expected: "a refusal", received: 200 } as const;
    const lost = { code: "wrong-type", pointer: "/body/Ids", expected: "a list", received: "x" } as const;
    const found = { code: "server-error", pointer: "/status", expected: "no crash", received: 500 } as const;
    const runs = [
      [first, lost],
      [first, found],
    ].map((violations) => runOf([failedCheck("a/b/c", { violations })]));
    const [old, now] = runs;
    if (old === undefined || now === undefined) throw new Error("two runs are compared");
    expect(renderComparison(compareRuns(old, now), { ...layout, width: 400 })).toContain(
      'differs in codes, pointers, expected: now also status 500 instead of no crash, no longer /Ids "x" instead of a list',
    );
  });

  it.each(comparisonFormats.map(({ name }) => name))("give the same bytes for the same records: %s", async (name) => {
    const once = await rendered(name, changed());
    expect(once.length).toBeGreaterThan(500);
    expect(await rendered(name, changed())).toBe(once);
  });

  it("give Markdown with text of a record only in code, short enough for a comment", async () => {
    const text = await rendered("markdown", hostileComparison());
    expect(text.match(dangerous)?.[0]).toBe(undefined);
    const all = tokensOf(lexer(text));
    const html = all.filter(({ type }) => type === "html").flatMap(({ raw }) => raw.match(/<[^>]*>/gu) ?? []);
    expect([...new Set(html)].toSorted()).toEqual(["</details>", "</summary>", "<details>", "<summary>"]);
    for (const type of ["link", "image", "del", "blockquote", "def"]) expect(all.map((token) => token.type)).not.toContain(type);
    const stressed = all.filter(({ type }) => type === "em" || type === "strong").map(({ raw }) => raw);
    expect(stressed.filter((raw) => !/^\*\*(?:must|should|may)\*\*$|^\*The rest does not fit here/u.test(raw))).toEqual([]);
    const ids = Array.from({ length: 3000 }, (_, index) => `request/member/keeps-${String(index)}`);
    const many = compareRuns(runOf(ids.map((id) => sampleCheck({ id }))), runOf(ids.map((id) => failedCheck(id))));
    expect((await rendered("markdown", many)).length).toBeLessThan(65_536);
  });
});

function tokensOf(tokens: readonly Token[]): readonly Token[] {
  return tokens.flatMap((token) => {
    const inner = "tokens" in token ? (token.tokens ?? []) : [];
    const items = token.type === "list" ? (token["items"] as Token[]) : [];
    return [token, ...tokensOf([...inner, ...items])];
  });
}
