import { type CTRFReport, isValid } from "ctrf";
import { describe, expect, it } from "vitest";
import { renderCtrf } from "./ctrf.ts";
import type { RunRecord } from "../record/run-record.ts";
import { sampleRecord, sampleRequirement } from "../sample-record.testdata.ts";

const render = (record: RunRecord): string => renderCtrf(record, { requirementOf: sampleRequirement });
const reportOf = (record: RunRecord): CTRFReport => JSON.parse(render(record)) as CTRFReport;
const statusesOf = (record: RunRecord): Record<string, string> => Object.fromEntries(reportOf(record).results.tests.map(({ name, status }) => [name, status]));

describe("renderCtrf()", () => {
  it("renders a fixed record", async () => {
    await expect(render(sampleRecord(3))).toMatchFileSnapshot("../golden/ctrf.json");
  });

  it.each([0, 3, 25])("is valid with %i failures", (failures) => {
    expect(isValid(reportOf(sampleRecord(failures)))).toBe(true);
  });

  it("is validated by a schema that can refuse", () => {
    expect(isValid({ ...reportOf(sampleRecord(3)), results: {} })).toBe(false);
  });

  it("maps failures by their level, and unjudged properties never to passed", () => {
    expect(statusesOf(sampleRecord(3))).toEqual({
      "request/max-results/refuses-out-of-range": "failed",
      "request/max-results/refuses-wrong-type": "failed",
      "errors/message/has-capital-name": "skipped",
      "request/empty-object/is-accepted": "passed",
      "paging/walk/finds-each-session": "skipped",
      "tags/single-pair/returns-all": "failed",
      "auth/signature/is-checked": "skipped",
      "observed/order": "passed",
    });
  });

  it("maps what the baseline accepts to other, in the counts too", () => {
    const record = sampleRecord(3);
    const report = reportOf({ ...record, checks: record.checks.map((check) => ({ ...check, baselined: check.status === "failed" })) });
    expect(report.results.summary).toMatchObject({ tests: 8, passed: 2, failed: 1, skipped: 2, pending: 0, other: 3 });
    expect(report.results.tests.filter(({ status }) => status === "other")).toHaveLength(3);
  });

  it("renders a record with an invalid date", () => {
    const record = sampleRecord(3);
    expect(isValid(reportOf({ ...record, meta: { ...record.meta, startedAt: "2026-99-99T00:00:00Z" } }))).toBe(true);
  });
});
