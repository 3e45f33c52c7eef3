import type { Check, RunRecord } from "./record/run-record.ts";
import { sampleCheck, sampleRecord } from "./sample-record.testdata.ts";
import { withRuling } from "./verdict/verdict.ts";

/** A run of these checks, with the verdict that follows from them. */
export function runOf(checks: readonly Check[], change: Partial<RunRecord> = {}): RunRecord {
  const record = { ...sampleRecord(0), checks: checks.toSorted((a, b) => (a.id < b.id ? -1 : 1)), ...change };
  return withRuling(record).record;
}

/** A check that failed, as the sample's first failure did. */
export function failedCheck(id: string, change: Partial<Check> = {}): Check {
  const sample = sampleRecord(3).checks.find(({ status }) => status === "failed");
  if (sample?.counterexample === undefined) throw new Error("the sample has no failure");
  const { breaches: _, ...failed } = sample;
  return { ...failed, id, level: "must", reproduced: "3/3", counterexample: { ...sample.counterexample, caseId: `${id}#edge` }, ...change };
}

/** A check that could not be judged. */
export function openCheck(id: string, change: Partial<Check> = {}): Check {
  return sampleCheck({ id, status: "unexercised", reason: "the account holds more than 2,000 sessions", ...change });
}

/** Two runs with each kind of change. */
export function changedRuns(): { readonly old: RunRecord; readonly new: RunRecord } {
  const first = sampleCheck({ id: "request/empty-object/is-accepted" });
  const old = [
    first,
    sampleCheck({ id: "tags/new/breaks" }),
    sampleCheck({ id: "tags/new/breaks-now-and-then" }),
    sampleCheck({ id: "tags/wish/breaks", level: "should" }),
    sampleCheck({ id: "paging/walk/goes-dark" }),
    failedCheck("tags/same/fails"),
    failedCheck("tags/other/fails", { reproduced: "1/3" }),
    failedCheck("tags/accepted/fails", { baselined: true }),
    failedCheck("tags/fixed/passes"),
    openCheck("paging/dark/shows"),
    sampleCheck({ id: "tags/graver/is-must", level: "should" }),
    sampleCheck({ id: "tags/gone/is-removed" }),
    sampleCheck({ id: "auth/asked/is-skipped" }),
  ];
  const violations = [{ code: "server-error", pointer: "/status", expected: "status 400, and no crash", received: 500 }] as const;
  const now = [
    first,
    failedCheck("tags/new/breaks"),
    failedCheck("tags/new/breaks-now-and-then", { reproduced: "1/3" }),
    failedCheck("tags/wish/breaks", { level: "should" }),
    openCheck("paging/walk/goes-dark"),
    failedCheck("tags/same/fails"),
    failedCheck("tags/other/fails", { violations }),
    failedCheck("tags/accepted/fails"),
    sampleCheck({ id: "tags/fixed/passes" }),
    sampleCheck({ id: "paging/dark/shows" }),
    sampleCheck({ id: "tags/graver/is-must" }),
    failedCheck("tags/added/fails"),
    sampleCheck({ id: "auth/asked/is-skipped", status: "skipped", reason: "left out by --skip auth/**" }),
  ];
  const { suite, meta } = sampleRecord(0);
  const before = { ...meta, latency: { p50: 2, p90: 4, p99: 10, max: 30 } };
  const after = { ...meta, latency: { p50: 5, p90: 11, p99: 31, max: 80 }, narrowedBy: ["--skip auth/**"] };
  return {
    old: runOf(old, { meta: before }),
    new: runOf(now, { meta: after, suite: { ...suite, version: "0.2.0", contract: { operation: "ListSessions", sha256: "1".repeat(64) } } }),
  };
}
