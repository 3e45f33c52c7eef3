import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sampleCheck, sampleRecord } from "../reports/sample-record.testdata.ts";
import type { Check, RunRecord } from "../reports/run-record.ts";
import { unexpectedOf, type MotoFindings } from "./moto-findings.ts";

const known: MotoFindings = { moto: "5.2.1", failing: ["request/max-results/refuses-out-of-range", "request/next-token/refuses-foreign"] };

const checks = [
  sampleCheck({ id: "request/max-results/refuses-out-of-range", status: "failed" }),
  sampleCheck({ id: "request/next-token/refuses-foreign", level: "should", status: "failed" }),
  sampleCheck({ id: "paging/finds-each-session" }),
];

function recordOf(changed: readonly Check[], change: Partial<RunRecord> = {}): RunRecord {
  const ids = new Set(changed.map(({ id }) => id));
  return sampleRecord(0, { verdict: "fails", checks: [...checks.filter(({ id }) => !ids.has(id)), ...changed], ...change });
}

describe("unexpectedOf()", () => {
  it("is content with a run that fails where it is known to", () => {
    expect(unexpectedOf({ exit: 1, record: recordOf([]) }, known)).toEqual([]);
  });

  it("is content with another should that fails", () => {
    const other = sampleCheck({ id: "filters/several-pairs", level: "should", status: "failed" });
    expect(unexpectedOf({ exit: 1, record: recordOf([other]) }, known)).toEqual([]);
  });

  it("names a must that fails and is not known to", () => {
    const other = sampleCheck({ id: "paging/finds-each-session", status: "failed" });
    expect(unexpectedOf({ exit: 1, record: recordOf([other]) }, known)).toEqual([
      "paging/finds-each-session failed and is not known to: either moto changed or the suite accuses unfairly.",
    ]);
  });

  it.each(["passed", "unexercised", "errored", "skipped"] as const)("names a known failure that is %s", (status) => {
    const mended = sampleCheck({ id: "request/next-token/refuses-foreign", level: "should", status });
    expect(unexpectedOf({ exit: 1, record: recordOf([mended]) }, known)).toEqual([
      `request/next-token/refuses-foreign is known to fail with moto 5.2.1, but is ${status}.`,
    ]);
  });

  it("names a known failure that the run does not have", () => {
    const record = { ...recordOf([]), checks: checks.slice(1) };
    expect(unexpectedOf({ exit: 1, record }, known)).toEqual([
      "request/max-results/refuses-out-of-range is known to fail with moto 5.2.1, but is not in the run.",
    ]);
  });

  it("asks for no known failure that the user left out", () => {
    const record = recordOf([sampleCheck({ id: "request/next-token/refuses-foreign", status: "skipped" })]);
    const narrowed = { ...record, meta: { ...record.meta, narrowedBy: ["--skip request/next-token/**"] } };
    expect(unexpectedOf({ exit: 1, record: narrowed }, known)).toEqual([]);
  });

  it.each([
    [0, "conforms"],
    [3, "incomplete"],
    [1, "conforms"],
    [130, "fails"],
  ] as const)("wants exit 1 and verdict fails, not exit %i and verdict %s", (exit, verdict) => {
    expect(unexpectedOf({ exit, record: recordOf([], { verdict }) }, known)).toEqual([
      `The run ended with exit ${exit} and verdict ${verdict}. Wanted is exit 1 and verdict fails.`,
    ]);
  });

  it("says so where there is no record", () => {
    expect(unexpectedOf({ exit: 2, record: undefined }, known)).toEqual(["The run ended with exit 2 and left no run.json. Its own message says why."]);
  });
});

describe("moto-findings.json", () => {
  const findings = JSON.parse(readFileSync(new URL("moto-findings.json", import.meta.url), "utf8")) as MotoFindings;

  it("names one version of moto", () => {
    expect(findings.moto).toMatch(/^\d+\.\d+\.\d+$/u);
  });

  it("is sorted and holds each id once", () => {
    expect(findings.failing).toEqual([...new Set(findings.failing)].toSorted());
  });
});
