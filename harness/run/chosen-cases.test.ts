import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { judged } from "./judged-service.testdata.ts";

const range = "request/max-results/refuses-wrong-range";
const fault = "max-results-one-above-accepted";
const folder = mkdtempSync(join(tmpdir(), "chosen-cases-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("a run of chosen cases", () => {
  it.each([
    ["#MaxResults/maximum/above", "fails", 1, "failed"],
    ["#MaxResults/minimum/below", "incomplete", 0, "passed"],
  ] as const)("judges these alone: %s %s with exit %i", async (name, verdict, exit, status) => {
    const record = await judged(fault, { effort: "standard", only: [`${range}${name}`] });
    expect([record.verdict, record.meta.exit]).toEqual([verdict, exit]);
    const others = record.checks.filter(({ id }) => id !== range).map((check) => check.status);
    expect([...new Set(others)]).toEqual(["skipped"]);
    expect(record.checks.find(({ id }) => id === range)).toMatchObject({ status, cases: 1 });
  });

  it("passes where the failing ones are left out", async () => {
    const record = await judged(fault, { effort: "standard", only: [range], skip: [`${range}#MaxResults/maximum/**`] });
    expect([record.verdict, record.meta.exit]).toEqual(["incomplete", 0]);
  });

  it("calls no entry of the baseline stale for cases that were not sent", async () => {
    const baseline = join(folder, "baseline.json");
    const entry = { property: range, codes: ["invalid-accepted"], reason: "known", expires: "2099-01-01" };
    writeFileSync(baseline, JSON.stringify({ schemaVersion: 1, entries: [entry] }));
    const runs = [[range], [`${range}#MaxResults/minimum/below`]].map((only) => judged(undefined, { effort: "standard", baseline, only }));
    expect((await Promise.all(runs)).map(({ meta }) => meta.exit)).toEqual([1, 0]);
  });
});
