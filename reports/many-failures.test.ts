import { describe, expect, it } from "vitest";
import { formats, type FormatContext } from "./formats.ts";
import { renderTerminal } from "./terminal.ts";
import type { Check, RunRecord } from "./run-record.ts";
import { sampleRecord, sampleRequirement } from "./sample-record.testdata.ts";
import { rulingOf } from "./verdict.ts";
import { toRecordedViolations } from "./violations.ts";

/** A run in which 100 properties failed in 10,000 cases and more, each with as much to tell as a record can hold. */
function manyFailures(): RunRecord {
  const sample = sampleRecord(1);
  const failed = sample.checks.find(({ status }) => status === "failed");
  if (failed?.counterexample === undefined) throw new Error("the sample has no failure");
  const violations = toRecordedViolations(
    Array.from(
      { length: 10_000 },
      (_, index) => ({ code: "invalid-accepted", pointer: `/body/Sessions/${String(index)}`, expected: "a refusal", received: "<".repeat(5_000) }) as const,
    ),
  );
  const counterexample = { ...failed.counterexample, curl: `curl --data-raw '${"<".repeat(99_000)}' '{endpoint}/'` };
  const checks = Array.from({ length: 100 }, (_, index): Check => ({
    ...failed,
    id: `request/member-${String(index)}/refuses`,
    violationCount: 10_000,
    cases: 10_000,
    violations,
    counterexample,
  }));
  return { ...sample, checks };
}

const record = manyFailures();
const context: FormatContext = { requirementOf: sampleRequirement, journal: () => "" };

describe("a run with 10,000 failed cases and more", () => {
  it.each([
    ["junit", 2_000_000],
    ["ctrf", 2_000_000],
    ["markdown", 500_000],
    ["badge", 1_000],
    ["evidence", 2_000_000],
  ] as const)("gives a small report as %s, and soon", async (name, most) => {
    const format = formats.find((one) => one.name === name);
    const start = performance.now();
    const bytes = Buffer.from((await format?.render(record, context)) ?? "");
    expect(bytes.length).toBeGreaterThan(50);
    expect(bytes.length).toBeLessThan(most);
    // Generous, for machines that are busy: it takes a tenth of that.
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it("is about a screen on the terminal", () => {
    const text = renderTerminal(record, { ruling: rulingOf(record), runFile: "run.json", requirementOf: sampleRequirement, colour: false, width: 100 });
    expect(text.split("\n").length).toBeLessThan(75);
  });
});
