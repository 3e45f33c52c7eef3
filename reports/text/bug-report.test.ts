import { lexer } from "marked";
import { describe, expect, it } from "vitest";
import { renderBugReport } from "./bug-report.ts";
import { hostile, hostileRecord } from "../hostile.testdata.ts";
import type { Check, RunRecord } from "../record/run-record.ts";
import { sampleCheck, sampleRecord, sampleRequirement } from "../sample-record.testdata.ts";

const failures = ({ checks }: RunRecord): readonly Check[] => checks.filter(({ status }) => status === "failed");

describe("renderBugReport()", () => {
  it("renders fixed failures", async () => {
    const record = sampleRecord(3);
    const text = failures(record)
      .map((check) => renderBugReport(check, record, { ...sampleRequirement(check.requirement), basis: "documented" }))
      .join("\n");
    await expect(text).toMatchFileSnapshot("../golden/bug-reports.md");
  });

  it("is empty for a check that did not fail", () => {
    expect(renderBugReport(sampleCheck({ id: "request/empty-object/is-accepted" }), sampleRecord(0), undefined)).toBe("");
  });

  it("shows the request itself where curl cannot send it", () => {
    const record = sampleRecord(1);
    const [check] = failures(record);
    if (check?.counterexample === undefined) throw new Error("no failure");
    const curl = "# not with curl: it depends on sessions\nglue-conformance replay 'a#b'";
    const text = renderBugReport({ ...check, counterexample: { ...check.counterexample, curl } }, record, undefined);
    expect(text).toContain("\nPOST /\ncontent-type: application/x-amz-json-1.1\n");
    expect(text).toContain("To reproduce it:");
  });

  it("shows text of a hostile target only in code", () => {
    const record = hostileRecord(sampleRecord(25));
    for (const check of failures(record)) {
      const text = renderBugReport(check, record, { id: check.requirement, level: "must", text: hostile, source: hostile });
      expect(text).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|^\s*::|##\[/mu);
      const types = lexer(text).map(({ type }) => type);
      expect(new Set(types)).toEqual(new Set(["heading", "space", "paragraph", "list", "code"]));
      expect(types.filter((type) => type === "heading")).toHaveLength(1);
    }
  });
});
