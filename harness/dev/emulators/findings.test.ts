import { describe, expect, it } from "vitest";
import { sampleCheck, sampleRecord } from "../../../reports/sample-record.testdata.ts";
import type { Check, RunRecord } from "../../../reports/record/run-record.ts";
import { emulators } from "./emulators.ts";
import { type EmulatorFindings, findingsOf, unexpectedOf } from "./findings.ts";

const codes = ["invalid-accepted"];
const known: EmulatorFindings = {
  version: "5.2.1",
  preflight: "works",
  breaches: [
    { property: "request/max-results/refuses-out-of-range", codes, read: "no bound is compared" },
    { property: "request/next-token/refuses-foreign", codes, read: "no token is looked at" },
  ],
};
const violations = [{ code: "invalid-accepted", pointer: "/status", expected: "status 400", received: 200 }] as const;

const checks = [
  sampleCheck({ id: "request/max-results/refuses-out-of-range", status: "failed", violations }),
  sampleCheck({ id: "request/next-token/refuses-foreign", level: "should", status: "failed", violations }),
  sampleCheck({ id: "paging/finds-each-session" }),
];

function recordOf(changed: readonly Check[], change: Partial<RunRecord> = {}): RunRecord {
  const ids = new Set(changed.map(({ id }) => id));
  return sampleRecord(0, { verdict: "fails", checks: [...checks.filter(({ id }) => !ids.has(id)), ...changed], ...change });
}

describe("unexpectedOf()", () => {
  it("accepts a run with the known failures", () => {
    expect(unexpectedOf(1, recordOf([]), known)).toEqual([]);
  });

  it("accepts another should that fails", () => {
    const other = sampleCheck({ id: "filters/several-pairs", level: "should", status: "failed" });
    expect(unexpectedOf(1, recordOf([other]), known)).toEqual([]);
  });

  it("names a must that fails unexpectedly", () => {
    const other = sampleCheck({ id: "paging/finds-each-session", status: "failed" });
    expect(unexpectedOf(1, recordOf([other]), known)).toEqual([
      "paging/finds-each-session failed and is not known to: either the emulator changed or the suite accuses unfairly.",
    ]);
  });

  it.each(["passed", "unexercised", "errored", "skipped"] as const)("names a known failure that is %s", (status) => {
    const mended = sampleCheck({ id: "request/next-token/refuses-foreign", level: "should", status });
    expect(unexpectedOf(1, recordOf([mended]), known)).toEqual([`request/next-token/refuses-foreign is known to fail with version 5.2.1, but is ${status}.`]);
  });

  it("names a known failure that the run does not have", () => {
    const record = { ...recordOf([]), checks: checks.slice(1) };
    expect(unexpectedOf(1, record, known)).toEqual(["request/max-results/refuses-out-of-range is known to fail with version 5.2.1, but is not in the run."]);
  });

  it("names an unknown code", () => {
    const worse = sampleCheck({
      id: "request/next-token/refuses-foreign",
      level: "should",
      status: "failed",
      violations: [{ ...violations[0], code: "server-error" }],
    });
    expect(unexpectedOf(1, recordOf([worse]), known)).toEqual([
      "request/next-token/refuses-foreign is known to fail with invalid-accepted, but fails with server-error too.",
    ]);
  });

  it("names a preflight that ends unexpectedly, and nothing else", () => {
    const lacking: EmulatorFindings = { version: "1.0.0", preflight: "not-implemented", breaches: [] };
    expect(unexpectedOf(1, recordOf([]), lacking)).toEqual(["The preflight of version 1.0.0 should end with not-implemented, but ended with works."]);
    const record = recordOf([]);
    const stopped = { ...record, meta: { ...record.meta, preflight: { outcome: "not-implemented" as const, message: "no such operation" } } };
    expect(unexpectedOf(3, stopped, lacking)).toEqual([]);
    expect(unexpectedOf(3, stopped, known)).toHaveLength(1);
  });

  it("does not require a known failure that the user excluded", () => {
    const record = recordOf([sampleCheck({ id: "request/next-token/refuses-foreign", status: "skipped" })]);
    const narrowed = { ...record, meta: { ...record.meta, narrowedBy: ["--skip request/next-token/**"] } };
    expect(unexpectedOf(1, narrowed, known)).toEqual([]);
  });

  it.each([
    [0, "conforms"],
    [3, "incomplete"],
    [1, "conforms"],
    [130, "fails"],
  ] as const)("requires exit 1 and verdict fails, not exit %i and verdict %s", (exit, verdict) => {
    expect(unexpectedOf(exit, recordOf([], { verdict }), known)).toEqual([
      `The run ended with exit ${exit} and verdict ${verdict}. Expected exit 1 and verdict fails.`,
    ]);
  });

  it("says so where there is no record", () => {
    expect(unexpectedOf(2, undefined, known)).toEqual(["The run ended with exit 2 and left no run.json. Its own message says why."]);
  });
});

describe.each(emulators)("the findings of $name", ({ name, version }) => {
  const findings = findingsOf(name);

  it("are of the version that is installed", () => {
    expect(findings.version).toBe(version);
  });

  it("are sorted, name each property once, and give the evidence for each", () => {
    const ids = findings.breaches.map(({ property }) => property);
    expect(ids).toEqual([...new Set(ids)].toSorted());
    for (const breach of findings.breaches) {
      expect(breach.codes.length).toBeGreaterThan(0);
      expect(breach.codes).toEqual([...new Set(breach.codes)].toSorted());
      expect(breach.read).toMatch(/^[^|]{20,}\.$/u);
    }
  });
});
