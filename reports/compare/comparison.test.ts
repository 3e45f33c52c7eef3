import { describe, expect, it } from "vitest";
import { changeKinds } from "./outcome-change.ts";
import { compareRuns } from "./comparison.ts";
import type { Check, RunRecord } from "../record/run-record.ts";
import { changedRuns, failedCheck, openCheck, runOf } from "../sample-comparison.testdata.ts";
import { sampleCheck } from "../sample-record.testdata.ts";

const id = "request/member/keeps";
const other = sampleCheck({ id: "request/other/keeps" });
const passed = sampleCheck({ id });
const compared = (old: Check | undefined, now: Check | undefined, strict = false) =>
  compareRuns(runOf([other, ...(old === undefined ? [] : [old])]), runOf([other, ...(now === undefined ? [] : [now])]), { strict });
const crash = { code: "server-error", pointer: "/status", expected: "no server error", received: 500 } as const;
const should = { level: "should" } as const;
const skipped = sampleCheck({ id, status: "skipped", reason: "left out by --skip" });

describe("compareRuns()", () => {
  it.each<[string, Check | undefined, Check | undefined, string | undefined, boolean]>([
    ["still passes", passed, passed, undefined, false],
    ["a must newly fails", passed, failedCheck(id), "newly-failing", true],
    ["a must newly fails that was not exercised", openCheck(id), failedCheck(id), "newly-failing", true],
    ["a must newly fails as the baseline accepts", passed, failedCheck(id, { baselined: true }), "newly-failing", false],
    ["a should newly fails", sampleCheck({ id, ...should }), failedCheck(id, should), "newly-failing", false],
    ["fails as before", failedCheck(id), failedCheck(id), "still-failing", false],
    ["fails, now accepted", failedCheck(id), failedCheck(id, { baselined: true }), "still-failing", false],
    ["fails, no longer accepted", failedCheck(id, { baselined: true }), failedCheck(id), "still-failing", true],
    ["fails otherwise", failedCheck(id), failedCheck(id, { violations: [crash] }), "changed-violation", false],
    ["passes again", failedCheck(id), passed, "newly-passing", false],
    ["a must that passed is unexercised", passed, openCheck(id), "no-longer-exercised", true],
    ["a must that failed is unexercised", failedCheck(id), openCheck(id), "no-longer-exercised", true],
    ["a must is errored", passed, openCheck(id, { status: "errored" }), "no-longer-exercised", true],
    ["a should is unexercised", sampleCheck({ id, ...should }), openCheck(id, should), "no-longer-exercised", false],
    ["is exercised at last", openCheck(id), passed, "newly-exercised", false],
    ["is errored instead of unexercised", openCheck(id), openCheck(id, { status: "errored" }), undefined, false],
    ["a should becomes a must", sampleCheck({ id, ...should }), passed, "level-changed", false],
    ["is new and passes", undefined, passed, "added", false],
    ["is new and fails", undefined, failedCheck(id), "added", false],
    ["is gone", passed, undefined, "removed", false],
    ["is gone, and failed", failedCheck(id), undefined, "removed", false],
    ["was skipped, and fails", skipped, failedCheck(id), "not-compared", false],
    ["is skipped", failedCheck(id), skipped, "not-compared", false],
    ["is skipped in both", skipped, skipped, undefined, false],
  ])("%s", (_, old, now, kind, regression) => {
    const comparison = compared(old, now);
    expect(comparison.changes.map((change) => change.kind)).toEqual(kind === undefined ? [] : [kind]);
    expect(comparison.regression).toBe(regression);
    expect(comparison.because.startsWith("No regression: ")).toBe(!regression);
  });

  it("counts a should that newly fails if asked to, or if the new run was strict", () => {
    const [before, after] = [sampleCheck({ id, ...should }), failedCheck(id, should)];
    expect(compared(before, after, true)).toMatchObject({ regression: true, strict: true });
    const old = runOf([other, before]);
    const now = runOf([other, after], { meta: { ...old.meta, strict: true } });
    expect(compareRuns(old, now)).toMatchObject({ regression: true, strict: true });
    // A record of an earlier version does not say it, but its verdict does.
    const { strict: _, ...meta } = now.meta;
    expect(compareRuns(old, { ...now, meta })).toMatchObject({ regression: true, strict: true });
  });

  it.each<[string, Partial<Check>, readonly string[]]>([
    ["codes", { violations: [{ code: "server-error", pointer: "/status", expected: "a refusal with status 400", received: 500 }] }, ["codes"]],
    ["pointers", { violations: [{ code: "invalid-accepted", pointer: "/body", expected: "a refusal with status 400", received: 200 }] }, ["pointers"]],
    ["expected", { violations: [{ code: "invalid-accepted", pointer: "/status", expected: "a refusal", received: 200 }] }, ["expected"]],
    ["steadiness", { reproduced: "1/3" }, ["steadiness"]],
    ["baseline", { baselined: true }, ["baseline"]],
    ["level", { level: "should" }, ["level"]],
  ])("notes that two failures differ in %s", (_, change, aspects) => {
    const accepted = [{ code: "invalid-accepted", pointer: "/status", expected: "a refusal with status 400", received: 200 }] as const;
    expect(compared(failedCheck(id, { violations: accepted }), failedCheck(id, { violations: accepted, ...change })).changes[0]?.differs).toEqual(aspects);
  });

  it("takes the same breach at another item of a list, or with others of which the record holds some, for the same failure", () => {
    const at = (...items: readonly number[]): Check["violations"] =>
      items.map((item) => ({ code: "wrong-type", pointer: `/body/Sessions/${String(item)}/CreatedOn`, expected: "a number", received: "x" }));
    const differs = (old: Partial<Check>, now: Partial<Check>): readonly string[] | undefined =>
      compared(failedCheck(id, old), failedCheck(id, now)).changes[0]?.differs;
    expect(differs({ violations: at(0, 1), violationCount: 2 }, { violations: at(7), violationCount: 1 })).toEqual([]);
    expect(differs({ violations: [crash], violationCount: 1 }, { violations: [...at(0), crash], violationCount: 900 })).toEqual([]);
    expect(differs({ violations: [crash], violationCount: 1 }, { violations: [...at(0), crash], violationCount: 2 })).toEqual([
      "codes",
      "pointers",
      "expected",
    ]);
  });

  it("says that nothing changed between two runs of the same code", () => {
    const checks = [passed, failedCheck("a/b/c", { violationCount: 900 }), openCheck("a/b/d")];
    expect(compareRuns(runOf(checks), runOf(checks)).because).toBe("No regression: nothing changed, 3 properties compared, 1 failing as before.");
  });

  it("notes another counterexample, except a random one if other random cases were sent", () => {
    const of = (caseId: string): Check => {
      const check = failedCheck(id);
      return check.counterexample === undefined ? check : { ...check, counterexample: { ...check.counterexample, caseId } };
    };
    expect(compared(of(`${id}#a`), of(`${id}#b`)).changes[0]?.differs).toEqual(["counterexample"]);
    expect(compared(of(`${id}#1.3`), of(`${id}#1.4`)).changes[0]?.differs).toEqual(["counterexample"]);
    const [old, now] = [runOf([of(`${id}#1.3`)]), runOf([of(`${id}#2.3`)], { seed: 2 })];
    expect(compareRuns(old, now).changes[0]?.differs).toEqual([]);
  });

  it("judges the verdict over the properties that both runs selected", () => {
    const added = compared(undefined, failedCheck(id));
    expect(added.verdict).toEqual({ old: "conforms", new: "fails", worse: false });
    expect(added.remarks.join("\n")).toContain("1 property is in NEW only, 1 of them failing: not a regression");
    expect(compared(sampleCheck({ id, ...should }), sampleCheck({ id, ...should })).verdict.worse).toBe(false);
    expect(compared(failedCheck(id, should), failedCheck(id)).because).toBe("The verdict is worse: it was conforms, now it is fails.");
  });

  it("reports a target that can no longer be judged as a regression", () => {
    const old = runOf([passed, other]);
    const preflight = { outcome: "unreachable", message: "Nothing listens at http://127.0.0.1:9." } as const;
    const now = runOf([openCheck(id), openCheck(other.id)], { meta: { ...old.meta, preflight } });
    const { regression, remarks, because } = compareRuns(old, now);
    expect(regression).toBe(true);
    expect(because).toContain("Was judged, now unexercised: must request/member/keeps, must request/other/keeps");
    expect(remarks).toEqual(["NEW judged nothing: its preflight ended the run (unreachable). Nothing listens at http://127.0.0.1:9."]);
  });

  it("does not compare properties that an option excluded from one run", () => {
    const old = runOf([passed, other]);
    const now = runOf([skipped, other], { meta: { ...old.meta, narrowedBy: ["--skip request/member/**"] } });
    expect(compareRuns(old, now)).toMatchObject({ regression: false, compared: 1, verdict: { old: "conforms", new: "incomplete", worse: false } });
    expect(compareRuns(old, now).remarks.join("\n")).toContain("Selected properties: OLD all, NEW --skip request/member/**");
  });

  it("lists kinds in a fixed order, and only counts what still passes", () => {
    const { old, new: now } = changedRuns();
    const comparison = compareRuns(old, now);
    const kinds = comparison.changes.map(({ kind }) => kind);
    expect([...new Set(kinds)]).toEqual([...changeKinds]);
    expect(kinds).toEqual(kinds.toSorted((a, b) => changeKinds.indexOf(a) - changeKinds.indexOf(b)));
    expect(comparison).toMatchObject({ stillPassing: 2, compared: 11, contractChanged: true });
    expect(comparison.remarks).toHaveLength(5);
  });

  it("does not depend on the order of the checks", () => {
    const { old, new: now } = changedRuns();
    const turned = (record: RunRecord): RunRecord => ({ ...record, checks: record.checks.toReversed() });
    expect(compareRuns(turned(old), turned(now)).changes).toEqual(compareRuns(old, now).changes);
  });
});
