import { describe, expect, it } from "vitest";
import type { Check, Preflight } from "../record/run-record.ts";
import { sampleRecord } from "../sample-record.testdata.ts";
import { rulingOf, verdictOf, withRuling, type VerdictInput } from "./verdict.ts";

const check = (change: Partial<Check>): Check => ({
  id: "request/max-results/refuses-out-of-range",
  requirement: "request.max-results.range",
  level: "must",
  status: "passed",
  cases: 3,
  baselined: false,
  violationCount: 0,
  violations: [],
  observations: [],
  ...change,
});
const passed = check({});
const failedMust = check({ status: "failed" });
const failedShould = check({ status: "failed", level: "should" });
const accepted = check({ status: "failed", baselined: true });
const open = check({ status: "unexercised", reason: "no session to page over" });
const skipped = check({ status: "skipped", reason: "--skip" });
const stopped = (outcome: Preflight["outcome"]): Preflight => ({
  outcome,
  message: "Nothing listens.",
});
const facts: VerdictInput = {
  checks: [passed],
  preflight: { outcome: "works", message: "" },
  suiteErrors: [],
  narrowedBy: [],
  strict: false,
  interrupted: false,
  sessionsSeen: 3,
  state: "create",
};

describe("verdictOf()", () => {
  const refusing = ["request/a/refuses-b", "body/refuses-malformed-json", "protocol/target/refuses-unknown"].map((id) => check({ id, status: "failed" }));

  it("names a target that accepts every request", () => {
    const accepting = refusing.map((one) => ({
      ...one,
      violations: [{ code: "invalid-accepted" as const, pointer: "/status", expected: "a refusal", received: 200 }],
    }));
    expect(verdictOf({ ...facts, checks: accepting }).because).toMatch(/The target accepts whatever it is sent, broken requests too\.$/u);
    expect(verdictOf({ ...facts, checks: [...accepting, passed] }).because).not.toContain("whatever it is sent");
    expect(verdictOf({ ...facts, checks: refusing }).because).not.toContain("whatever it is sent");
  });

  it("names a target that refuses even a plain request", () => {
    const preflight: Preflight = { outcome: "refuses", message: "It refuses a plain request." };
    expect(verdictOf({ ...facts, preflight, checks: [failedMust] }).because).toMatch(/It refuses a plain request\.$/u);
  });

  describe("row by row", () => {
    it.each<[string, Partial<VerdictInput>, string, number]>([
      ["interrupted, nothing failed", { interrupted: true }, "incomplete", 130],
      ["interrupted, a must failed", { interrupted: true, checks: [failedMust] }, "fails", 130],
      ["a must failed", { checks: [passed, failedMust] }, "fails", 1],
      ["a should failed", { checks: [passed, failedShould] }, "conforms", 0],
      ["a should failed, --strict", { checks: [passed, failedShould], strict: true }, "fails", 1],
      ["a may never fails", { checks: [passed, check({ status: "failed", level: "may" })], strict: true }, "conforms", 0],
      ["a stale baseline entry", { staleBaseline: ["entry a passed"] }, "conforms", 1],
      ["the suite threw", { suiteErrors: ["generator threw"] }, "incomplete", 2],
      ["a must is errored", { checks: [passed, check({ status: "errored" })] }, "incomplete", 3],
      ["a must is unexercised", { checks: [passed, open] }, "incomplete", 3],
      ["a should is unexercised", { checks: [passed, check({ status: "unexercised", level: "should" })] }, "conforms", 0],
      ["narrowed, everything selected passed", { narrowedBy: ["--only a"], checks: [passed, skipped] }, "incomplete", 0],
      ["observed, everything selected passed", { state: "observe", checks: [passed, skipped] }, "incomplete", 0],
      ["every must passed", {}, "conforms", 0],
      ["the rest is covered by the baseline", { checks: [passed, accepted] }, "conforms", 0],
      ["what the transport cannot send is skipped", { checks: [passed, skipped] }, "conforms", 0],
      ["the target refuses, all else passed", { preflight: stopped("refuses"), checks: [passed] }, "conforms", 0],
    ])("%s", (_, change, verdict, exit) => {
      expect(verdictOf({ ...facts, ...change })).toMatchObject({ verdict, exit });
    });

    it.each(["unreachable", "certificate", "credentials", "not-implemented", "hollow", "throttled", "not-run"] as const)("preflight stopped: %s", (outcome) => {
      expect(verdictOf({ ...facts, preflight: stopped(outcome), checks: [] })).toEqual({
        verdict: "incomplete",
        exit: 3,
        because: "Nothing listens.",
      });
    });
  });

  describe("nothing exercised is never a pass", () => {
    it.each<[string, Partial<VerdictInput>]>([
      ["no check at all", { checks: [] }],
      ["only skipped musts", { checks: [skipped] }],
      ["only passed shoulds", { checks: [check({ level: "should" })] }],
      ["only baselined musts", { checks: [accepted] }],
      ["narrowed to nothing", { narrowedBy: ["--only x"], checks: [skipped] }],
      ["narrowed, no session seen", { narrowedBy: ["--only x"], sessionsSeen: 0 }],
      ["observed, no session seen", { state: "observe", sessionsSeen: 0 }],
      ["observed, a selected must did not occur", { state: "observe", checks: [passed, open] }],
    ])("%s", (_, change) => {
      expect(verdictOf({ ...facts, ...change })).toMatchObject({ verdict: "incomplete", exit: 3 });
    });
  });

  // Each pair: the first applies together with all that follow it, and wins.
  const rows: [string, Partial<VerdictInput>, number][] = [
    ["interrupted", { interrupted: true }, 130],
    ["failed must", { checks: [passed, failedMust, open] }, 1],
    ["stale baseline", { staleBaseline: ["entry"] }, 1],
    ["suite fault", { suiteErrors: ["threw"] }, 2],
    ["preflight", { preflight: stopped("hollow") }, 3],
    ["open must", { checks: [passed, open] }, 3],
    ["no session seen", { sessionsSeen: 0, narrowedBy: ["--only x"] }, 3],
    ["narrowed", { narrowedBy: ["--only x"] }, 0],
  ];
  it.each(rows.map(([name, , exit], index) => [name, exit, index] as const))("%s goes before all later rows", (_, exit, index) => {
    const together = Object.assign(
      {},
      ...rows
        .slice(index)
        .map(([, change]) => change)
        .toReversed(),
    ) as Partial<VerdictInput>;
    expect(verdictOf({ ...facts, ...together }).exit).toBe(exit);
  });

  it("keeps the verdict that a run has without its stale baseline entries", () => {
    const stale = { ...facts, staleBaseline: ["entry a passed"], suiteErrors: ["threw"] };
    expect(verdictOf(stale)).toMatchObject({ verdict: "incomplete", exit: 1 });
    expect(verdictOf({ ...stale, checks: [failedMust] })).toMatchObject({
      verdict: "fails",
      exit: 1,
    });
  });

  it("says why", () => {
    expect(verdictOf({ ...facts, checks: [passed, failedMust, skipped] }).because).toBe(
      "1 of 2 must properties failed: request/max-results/refuses-out-of-range.",
    );
    expect(verdictOf({ ...facts, checks: [passed, open] }).because).toBe(
      "1 of 2 must properties could not be judged: request/max-results/refuses-out-of-range is unexercised (no session to page over).",
    );
    expect(verdictOf({ ...facts, checks: [passed, accepted, skipped] }).because).toBe(
      "1 must property passed, 1 failed as the baseline accepts, 1 not sent (skipped).",
    );
  });
});

describe("withRuling(), rulingOf()", () => {
  it("write the ruling into the record and read it back", () => {
    const { record, ruling } = withRuling(sampleRecord(3));
    expect(ruling).toMatchObject({ verdict: "fails", exit: 1, because: expect.stringMatching(/^2 of 5 must properties failed: /u) });
    expect(record).toMatchObject({ verdict: "fails", meta: { exit: 1, because: ruling.because } });
    expect(rulingOf(record)).toEqual(ruling);
  });

  it("compute the ruling of a record that does not have it", () => {
    expect(rulingOf(sampleRecord(0))).toMatchObject({ verdict: "incomplete", exit: 3 });
  });

  it("take --strict and the state of the baseline from the record", () => {
    const { meta, ...record } = sampleRecord(0, { checks: [check({}), failedShould] });
    expect(withRuling({ ...record, meta: { ...meta, strict: true } }).ruling).toMatchObject({ verdict: "fails", exit: 1 });
    expect(withRuling({ ...record, meta: { ...meta, staleBaseline: ["a passed"] } }).ruling).toMatchObject({ verdict: "conforms", exit: 1 });
  });
});
