import { describe, expect, it } from "vitest";
import { columnsOf } from "../encoding/layout.ts";
import type { Preflight, RunRecord } from "../record/run-record.ts";
import { sampleCheck, sampleRecord, sampleRequirement } from "../sample-record.testdata.ts";
import { renderShortFailure } from "./failure.ts";
import { renderTerminal, type TerminalOptions } from "./terminal.ts";
import { rulingOf } from "../verdict/verdict.ts";

const render = (record: RunRecord, change: Partial<TerminalOptions> = {}): string =>
  renderTerminal(record, {
    ruling: rulingOf(record),
    runFile: "conformance-report/run.json",
    requirementOf: sampleRequirement,
    colour: false,
    width: 100,
    ...change,
  });
const passing = (): RunRecord =>
  sampleRecord(0, {
    verdict: "conforms",
    checks: [sampleCheck({ id: "request/empty-object/is-accepted" })],
  });
const stopped = (preflight: Preflight): RunRecord => {
  const record = sampleRecord(0, { checks: [], requests: 0 });
  return { ...record, meta: { ...record.meta, preflight } };
};

describe("renderTerminal()", () => {
  it.each<[string, RunRecord, Partial<TerminalOptions>]>([
    ["passing", passing(), {}],
    ["unjudged", sampleRecord(0), {}],
    ["three-failures", sampleRecord(3), {}],
    ["three-failures-ascii-60", sampleRecord(3), { unicode: false, width: 60 }],
    ["three-failures-verbose-colour", sampleRecord(3), { verbose: true, colour: true, opening: false }],
    ["many-failures", sampleRecord(25), {}],
    ["many-failures-quiet", sampleRecord(25), { quiet: true }],
    [
      "preflight",
      stopped({
        outcome: "unreachable",
        message: "Nothing listens at http://127.0.0.1:9: start the target, or give its --endpoint.",
      }),
      {},
    ],
  ])("%s", async (name, record, options) => {
    await expect(render(record, options)).toMatchFileSnapshot(`../golden/terminal-${name}.txt`);
  });

  it("has a line for each failure, and all in full with --verbose", () => {
    const many = sampleRecord(29);
    const failed = many.checks.filter(({ status }) => status === "failed");
    const lines = render(many).split("\n");
    expect(failed.filter(({ id }) => lines.filter((line) => line.includes(` ${id}: `)).length !== 1)).toEqual([]);
    const whole = render(many, { verbose: true });
    expect(failed.filter(({ id }) => !whole.includes(`property  ${id}\n`))).toEqual([]);
  });

  it("names its files last, after the summary", () => {
    const reports = ["conformance-report/report.html", "conformance-report/junit.xml"];
    const files = "conformance-report/run.json\nconformance-report/report.html\nconformance-report/junit.xml\n";
    expect(render(sampleRecord(3), { reports, width: 80 })).toMatch(new RegExp(`\\nFAILS .* exit 1\\n${files}$`, "u"));
  });

  it("uses only ASCII if asked to", () => {
    expect(render(sampleRecord(25), { unicode: false }).replaceAll("--data-raw '…'", "")).toMatch(/^[\x20-\x7e\n]*$/u);
  });

  it("keeps to the width, except for commands, ids and the summary", () => {
    const wide = render(sampleRecord(25), { width: 80 })
      .split("\n")
      .filter((line) => columnsOf(line) > 80 && !/^(?: {2,4}(?:curl|property|case)|FAILS )/u.test(line));
    expect(wide.map((line) => line.replace(/^ {2}[✗!] (?:must|should) [^ ]+: /u, "").length).filter((length) => length > 20)).toEqual([]);
  });

  it("has the verdict and the exit status in one line", () => {
    expect(render(sampleRecord(3))).toMatch(/\nFAILS must 2 failed, .* exit 1\nconformance-report\/run.json\n$/u);
    expect(render(sampleRecord(3), { quiet: true })).toMatch(/^FAILS must 2 failed, .* · conformance-report\/run.json · exit 1\n$/u);
    expect(render(passing(), { width: 80 })).toMatch(/\nCONFORMS must 1 passed .* exit 0\nconformance-report\/run.json\n$/u);
  });

  it("says first what kept most properties from being judged, but after crashes", () => {
    const open = Array.from({ length: 4 }, (_, at) =>
      sampleCheck({ id: `paging/open/${String(at)}`, status: "unexercised", reason: "no session could be created" }),
    );
    const text = render({ ...sampleRecord(3), checks: [...sampleRecord(3).checks, ...open] }, { opening: false });
    expect(text).toMatch(/^No session could be created, so 4 properties \(4 must\) could not be judged\.\n\nConstraints are not enforced/u);
  });

  it("shows a wrong status whole beside a long demand", () => {
    const breach = {
      code: "wrong-status",
      pointer: "/status",
      expected: `status 400 for ${"x".repeat(100)}`,
      received: 422,
      count: 8,
      cases: ["a/b#c"],
      response: { status: 422, code: null },
      curl: "curl",
    } as const;
    const line = renderShortFailure({ check: sampleCheck({ id: "a/b" }), breaches: [breach] }, sampleRecord(1), { colour: false, width: 60 }, "error-shape");
    expect(line).toMatch(/^ {2}✗ must a\/b: expected status 400 for x+…, got 422 \(8×\)$/u);
  });

  it("lists accepted failures separately", () => {
    const record = sampleRecord(3);
    const checks = record.checks.map((check) => ({
      ...check,
      baselined: check.status === "failed",
    }));
    const text = render({ ...record, checks });
    expect(text).toContain("accepted by the baseline (3): request/max-results/refuses-out-of-range,");
    expect(text).toContain("2 failed (2 baselined)");
    expect(text).not.toContain("✗");
  });

  it("escapes everything that a target sent", () => {
    const hostile = "\u001B[2J\n::error::x\r\u009B31m\u202Etxt\u0000\uD800##[error]y<script>";
    const poison = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(poison);
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(
        Object.entries(value).map(([key, child]) => {
          const isFree = typeof child === "string" && !["status", "level", "id", "code", "pointer", "state", "outcome"].includes(key);
          return [key, isFree ? hostile : poison(child)];
        }),
      );
    };
    const record = poison(sampleRecord(5)) as RunRecord;
    for (const options of [{}, { verbose: true }, { quiet: true }, { unicode: false }]) {
      const text = render(record, {
        ...options,
        requirementOf: (id) => ({ ...sampleRequirement(id), text: hostile }),
        runFile: hostile,
      });
      expect(text).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(text).not.toMatch(/^\s*::|##\[/mu);
    }
  });
});
