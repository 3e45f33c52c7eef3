import { describe, expect, it } from "vitest";
import { refusalOf, remarksOf } from "./comparison-warnings.ts";
import type { RunRecord } from "../record/run-record.ts";
import { runOf } from "../sample-comparison.testdata.ts";
import { sampleCheck } from "../sample-record.testdata.ts";

const run = runOf([sampleCheck({ id: "a/b/c" })]);
const changed = (meta: Partial<RunRecord["meta"]>): RunRecord => ({ ...run, meta: { ...run.meta, ...meta } });
const hollow = { outcome: "hollow", message: "Every answer is empty." } as const;
const operation = { ...run, suite: { ...run.suite, contract: { ...run.suite.contract, operation: "GetTags" } } };

describe("refusalOf()", () => {
  it.each<[string, RunRecord, RunRecord, string]>([
    ["the same run twice", run, run, "compared"],
    ["another operation", run, operation, "OLD judged ListSessions, NEW judged GetTags"],
    ["an interrupted run before", changed({ interrupted: true }), run, "OLD was interrupted"],
    ["an interrupted run after", run, changed({ interrupted: true }), "NEW was interrupted"],
    ["nothing judged before", changed({ preflight: hollow }), run, "OLD judged nothing: its preflight ended the run (hollow). Every answer is empty."],
    ["nothing judged after", run, changed({ preflight: hollow }), "compared"],
    ["nothing in common", run, runOf([sampleCheck({ id: "d/e/f" })]), "no selected property in common"],
    ["no property at all", runOf([]), runOf([]), "no selected property in common"],
  ])("%s", (_, old, now, refusal) => {
    expect(refusalOf(old, now) ?? "compared").toContain(refusal);
  });
});

describe("remarksOf()", () => {
  it.each<[string, Partial<RunRecord>, string]>([
    ["another target", { target: { ...run.target, name: "mine" } }, "OLD is moto, NEW is mine"],
    ["another version", { suite: { ...run.suite, version: "9.0.0" } }, "The suite differs: OLD 0.1.0, NEW 9.0.0."],
    ["another seed", { seed: 7 }, "The seed differs: OLD 1, NEW 7."],
    ["another effort", { effort: "quick" }, "The effort differs: OLD standard, NEW quick."],
    ["faults of the suite", { meta: { ...run.meta, suiteErrors: ["a check threw"] } }, "The suite itself had an error in NEW: a check threw"],
  ])("mentions %s", (_, change, text) => {
    expect(remarksOf(run, { ...run, ...change }, []).join("\n")).toContain(text);
  });

  it("has no warning for two equal runs", () => {
    expect(remarksOf(run, run, [])).toEqual([]);
  });
});
