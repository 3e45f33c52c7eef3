import type { Check, RunRecord } from "./record/run-record.ts";
import { sampleRecord } from "./sample-record.testdata.ts";
import { toRecordedViolations } from "./record/violations.ts";

/** A run in which 100 properties failed in over 10,000 cases, each with as much evidence as a record can hold. */
export function manyFailures(): RunRecord {
  const sample = sampleRecord(1);
  const failed = sample.checks.find(({ status }) => status === "failed");
  const [breach] = failed?.breaches ?? [];
  if (failed?.counterexample === undefined || breach === undefined) throw new Error("the sample has no failure");
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
    breaches: Array.from({ length: 50 }, (__, at) => ({
      ...breach,
      pointer: `/body/member-${String(at)}`,
      received: "<".repeat(1_000),
      count: 200,
      cases: Array.from({ length: 20 }, (___, place) => `request/member-${String(index)}/refuses#1.${String(place)}`),
    })),
    counterexample,
  }));
  return { ...sample, checks };
}
