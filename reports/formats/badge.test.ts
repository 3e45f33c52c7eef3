import { describe, expect, it } from "vitest";
import { renderBadge } from "./badge.ts";
import { sampleCheck, sampleRecord } from "../sample-record.testdata.ts";
import type { RunRecord } from "../record/run-record.ts";

const badgeOf = (record: RunRecord): unknown => JSON.parse(renderBadge(record));
const record = (change: Partial<RunRecord>): RunRecord => sampleRecord(0, change);

describe("renderBadge()", () => {
  it("has exactly the members that shields.io expects", () => {
    expect(badgeOf(sampleRecord(3))).toEqual({ schemaVersion: 1, label: "ListSessions conformance", message: "fails, 1 of 5 must", color: "red" });
  });

  it.each<[string, RunRecord, string, string]>([
    ["conforms", record({ verdict: "conforms", checks: [sampleCheck({ id: "a/b" })] }), "conforms, 1 of 1 must", "brightgreen"],
    ["incomplete", record({ verdict: "incomplete", checks: [] }), "incomplete", "yellow"],
    [
      "accepted failures",
      record({ verdict: "conforms", checks: [sampleCheck({ id: "a/b" }), sampleCheck({ id: "a/c", status: "failed", baselined: true })] }),
      "conforms, 1 of 2 must, 1 baselined",
      "brightgreen",
    ],
    [
      "a stale baseline",
      record({ verdict: "conforms", checks: [sampleCheck({ id: "a/b" })], meta: { ...sampleRecord(0).meta, staleBaseline: ["a/b passed"] } }),
      "conforms, 1 of 1 must, baseline out of date",
      "orange",
    ],
  ])("shows %s", (_, given, message, color) => {
    expect(badgeOf(given)).toMatchObject({ message, color });
  });
});
