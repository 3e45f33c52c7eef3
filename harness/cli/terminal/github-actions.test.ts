import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { sampleRecord } from "../../../reports/sample-record.testdata.ts";
import { makeFolder, removeFolders } from "../command-line.testdata.ts";
import { reportToGithub } from "./github-actions.ts";

afterAll(removeFolders);

describe("reportToGithub()", () => {
  it("does nothing elsewhere", () => {
    const file = join(makeFolder(), "summary.md");
    expect(reportToGithub(sampleRecord(3), { GITHUB_STEP_SUMMARY: file })).toEqual({ annotations: "" });
    expect(statSync(file, { throwIfNoEntry: false })).toBe(undefined);
  });

  it("reports the sample as its golden files do", async () => {
    const file = join(makeFolder(), "summary.md");
    const { annotations } = reportToGithub(sampleRecord(3), { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: file });
    await expect(annotations).toMatchFileSnapshot("../../../reports/golden/github-annotations.txt");
    await expect(readFileSync(file, "utf8")).toMatchFileSnapshot("../../../reports/golden/github-summary.md");
  });

  it("appends the summary and hands over the annotations", () => {
    const file = join(makeFolder(), "summary.md");
    writeFileSync(file, "before\n");
    const { annotations, problem } = reportToGithub(sampleRecord(3), { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: file });
    expect([annotations.split("\n").length, problem]).toEqual([4, undefined]);
    expect(readFileSync(file, "utf8")).toMatch(/^before\n# `ListSessions` conformance: fails \(exit 1\)\n/u);
  });

  it.each([0, 500_000, 1_046_000, 1_050_000])("keeps the summary below 1 MiB where %i bytes are in it", (size) => {
    const file = join(makeFolder(), "summary.md");
    writeFileSync(file, "x".repeat(size));
    const record = sampleRecord(25);
    const long = { ...record, checks: Array.from({ length: 40 }, () => record.checks).flat() };
    reportToGithub(long, { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: file });
    expect(statSync(file).size).toBeLessThanOrEqual(Math.max(size, 1_024 * 1_024 - 1));
  });

  it("says why the summary could not be written", () => {
    const reported = reportToGithub(sampleRecord(3), { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: join(makeFolder(), "no", "file") });
    expect(reported.problem).toMatch(/^the job summary could not be written: ENOENT/u);
    expect(reported.annotations).not.toBe("");
  });
});
