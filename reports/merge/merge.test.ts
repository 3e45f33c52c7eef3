import { describe, expect, it } from "vitest";
import { mergeRecords } from "./merge.ts";
import type { ShardRecord } from "./shard-record.ts";
import type { Check, RunRecord, ShardPart } from "../record/run-record.ts";
import { sampleRecord } from "../sample-record.testdata.ts";

const whole = sampleRecord(1);
const failed = whole.checks.find(({ status }) => status === "failed");
if (failed === undefined) throw new Error("the sample has no failure");
const { id } = failed;

/** The result of one shard for the property. */
interface Said {
  readonly check?: Partial<Check>;
  readonly part?: Partial<ShardPart>;
  readonly meta?: Partial<RunRecord["meta"]>;
}

const passed: Partial<Check> = { status: "passed", cases: 10, violationCount: 0, violations: [], observations: [] };

function failing(caseId: string, check: Partial<Check> = {}): Said {
  const { counterexample, violations } = failed as Check;
  const own = violations.slice(0, 1);
  return {
    check: {
      cases: 10,
      violationCount: 1,
      violations: own,
      observations: [],
      reproduced: "3/3",
      ...(counterexample === undefined ? {} : { counterexample: { ...counterexample, caseId } }),
      ...check,
    },
    part: { passed: 9 },
  };
}

function shardsOf(...said: readonly Said[]): readonly ShardRecord[] {
  return said.map(({ check, part, meta }, at): ShardRecord => {
    const { counterexample: _, reproduced: __, ...bare } = failed as Check;
    const own = { ...bare, ...check };
    const facts = { id, passed: 10, reasons: [], ...part };
    const shard = { index: at + 1, count: said.length, cases: 25, options: "0".repeat(64), sessionsSeen: at, parts: [facts], openEntries: [] };
    return { ...whole, requests: 10, checks: [own], meta: { ...whole.meta, narrowedBy: [`--shard ${String(at + 1)}/${String(said.length)}`], ...meta, shard } };
  });
}

function merged(...said: readonly Said[]): Check | undefined {
  return mergeRecords(shardsOf(...said)).record.checks[0];
}

describe("mergeRecords()", () => {
  it("takes the counterexample of the first shard that has one, and adds up counts", () => {
    const check = merged({ check: passed }, failing("a#9", { reproduced: "1/3" }), failing("a#2"));
    expect(check).toMatchObject({ status: "failed", cases: 30, violationCount: 2, reproduced: "1/3", counterexample: { caseId: "a#9" } });
  });

  it("keeps the repetitions of the remaining counterexample, and every other observation once", () => {
    const by = (text: string): Partial<Check> => ({
      observations: [
        { code: "intermittent", text },
        { code: "seen", text: "here" },
      ],
    });
    const check = merged(failing("a#2", by("failed 1 of 3 times")), failing("a#9", by("failed 2 of 3 times")));
    expect(check?.observations).toEqual([
      { code: "intermittent", text: "failed 1 of 3 times" },
      { code: "seen", text: "here" },
    ]);
  });

  it.each<readonly [what: string, parts: readonly Partial<ShardPart>[], status: Check["status"], reason: string | undefined]>([
    ["passed in one", [{ passed: 1 }, { passed: 0, reasons: [{ status: "unexercised", text: "u" }] }], "passed", undefined],
    ["errored in one", [{ passed: 1 }, { passed: 0, reasons: [{ status: "errored", text: "e" }] }], "errored", "e"],
    [
      "unexercised in all, for the reason of the first shard",
      ["first", "second"].map((text) => ({ passed: 0, reasons: [{ status: "unexercised", text }] })),
      "unexercised",
      "first",
    ],
    ["was exercised in none", [{ passed: 0 }, { passed: 0 }], "unexercised", "not exercised by any request"],
  ])("merges what %s", (_what, parts, status, reason) => {
    const check = merged(...parts.map((part) => ({ check: { ...passed, status: "skipped" as const, cases: 0 }, part })));
    expect([check?.status, check?.reason]).toEqual([status, reason]);
  });

  it("accepts what the baseline accepts in every shard that failed", () => {
    const accepted = failing("a#1", { baselined: true });
    expect(merged(accepted, { check: passed })?.baselined).toBe(true);
    expect(merged(accepted, failing("a#2"))?.baselined).toBe(false);
  });

  it("adds up requests and spans the times of shards", () => {
    const starts = ["2026-01-01T00:00:10.000Z", "2026-01-01T00:00:00.000Z"];
    const latencies = [
      { upTo: 1, count: 3 },
      { upTo: 5, count: 1 },
    ];
    const { meta, requests } = mergeRecords(
      shardsOf(...starts.map((startedAt) => ({ check: passed, meta: { startedAt, durationMs: 5_000, latencies } }))),
    ).record;
    expect([requests, meta.startedAt, meta.durationMs]).toEqual([20, starts[1], 15_000]);
    expect([meta.latencies, meta.latency.p50, meta.sessionsSeen, meta.narrowedBy]).toEqual([
      [
        { upTo: 1, count: 6 },
        { upTo: 5, count: 2 },
      ],
      1,
      1,
      [],
    ]);
    expect(meta.requests.state).toBe(2 * whole.meta.requests.state);
    expect(meta.shards?.map(({ index, requests: own }) => [index, own])).toEqual([
      [1, 10],
      [2, 10],
    ]);
    expect("timeline" in meta || "shard" in meta).toBe(false);
  });
});
