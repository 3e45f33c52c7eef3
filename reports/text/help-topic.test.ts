import { expect, it } from "vitest";
import type { Preflight } from "../record/run-record.ts";
import { sampleRecord } from "../sample-record.testdata.ts";
import { topicOfRun } from "./help-topic.ts";
import { withRuling } from "../verdict/verdict.ts";

function topicAfter(outcome: Preflight["outcome"], staleBaseline: readonly string[] = []): string | undefined {
  const { meta, ...sample } = sampleRecord(0);
  const checks = outcome === "works" ? sample.checks.map((check) => ({ ...check, status: "passed" as const })) : [];
  return topicOfRun(withRuling({ ...sample, checks, meta: { ...meta, preflight: { outcome, message: "" }, staleBaseline } }).record);
}

it("gives a topic for a run without a verdict", () => {
  expect(topicAfter("unreachable")).toBe("unreachable-target");
  expect(topicAfter("certificate")).toBe("certificate-not-trusted");
  expect(topicAfter("hollow")).toBe("operation-not-there");
  expect(topicAfter("fixture")).toBe("sessions-not-as-expected");
});

it("gives the baseline if only that is out of date", () => {
  expect(topicAfter("works", ["a/b passed"])).toBe("baseline-file");
});

it("gives a topic for what a must lacked, and none for a verdict", () => {
  const record = sampleRecord(0);
  const checks = record.checks.map((check) => ({ ...check, status: "unexercised" as const, reason: "no session" }));
  expect(topicOfRun(withRuling({ ...record, checks }).record)).toBe("not-judged");
  expect(topicAfter("works")).toBeUndefined();
  expect(topicAfter("not-run")).toBeUndefined();
});
