import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Violation } from "../../properties/core/property.ts";
import { sampleRecord } from "../sample-record.testdata.ts";
import { reportedViolations, toReceived, toRecordedViolations } from "./violations.ts";

const violation = (change: Partial<Violation>): Violation => ({
  code: "wrong-status",
  pointer: "/status",
  expected: "status 400",
  received: 200,
  ...change,
});

describe("toRecordedViolations()", () => {
  it("sorts by code, then by pointer", () => {
    const given = [violation({ pointer: "/b" }), violation({ code: "not-json", pointer: "/body" }), violation({ pointer: "/a" })];
    expect(toRecordedViolations(given).map(({ code, pointer }) => `${code} ${pointer}`)).toEqual(["not-json /body", "wrong-status /a", "wrong-status /b"]);
  });

  it("keeps the same twenty in any order", () => {
    const many = Array.from({ length: 50 }, (_, received) => violation({ received }));
    expect(toRecordedViolations(many)).toHaveLength(20);
    expect(toRecordedViolations(many.toReversed())).toEqual(toRecordedViolations(many));
  });
});

describe("toReceived()", () => {
  it.each([
    ["undefined", undefined, null],
    ["a number", 1.5, 1.5],
    ["NaN", Number.NaN, "NaN"],
    ["a short object", { a: [1, null, "x"] }, { a: [1, null, "x"] }],
  ])("keeps %s", (_, value, kept) => {
    expect(toReceived(value)).toEqual(kept);
  });

  it("says how much was cut", () => {
    expect(toReceived("a".repeat(5000))).toMatch(/^a{900,}… \(5000 characters\)$/u);
    const items = toReceived(Array.from({ length: 1000 }, (_, index) => index)) as unknown[];
    expect(items.at(-1)).toBe(`… ${1000 - items.length + 1} more`);
    const members = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`key ${index}`, "x".repeat(50)]));
    const kept = toReceived(members) as Record<string, unknown>;
    expect(kept["…"]).toBe(`${300 - Object.keys(kept).length + 1} more`);
  });

  it("gives at most 1 KiB of JSON for any value", () => {
    const large = fc.string({ unit: "binary", maxLength: 3000, size: "max" });
    const value = fc.oneof(fc.jsonValue(), large, fc.array(large, { maxLength: 5 }), fc.dictionary(large, large, { maxKeys: 5 }));
    fc.assert(
      fc.property(value, (given) => Buffer.byteLength(JSON.stringify(toReceived(given))) <= 1024),
      { numRuns: 300 },
    );
  });

  it("survives values that are nested 100,000 deep", () => {
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    expect(JSON.stringify(toReceived(deep))).toContain("…");
  });
});

describe("reportedViolations()", () => {
  const of = (code: Violation["code"], received: unknown): Violation => ({ code, pointer: "/status", expected: "another", received });
  const sample = sampleRecord(1).checks.find(({ status }) => status === "failed")?.counterexample;

  it("puts violations of the counterexample before those of other cases, each once", () => {
    const all = [of("wrong-status", 200), of("wrong-status", 201), of("wrong-status", 201)];
    expect(
      reportedViolations({ violations: all, ...(sample && { counterexample: { ...sample, violations: [of("wrong-status", 201)] } }) }).map(
        ({ received }) => received,
      ),
    ).toEqual([201, 200, 201]);
  });

  it("returns the violations unchanged if the counterexample has none", () => {
    const all = [of("wrong-status", 200)];
    expect(reportedViolations({ violations: all })).toEqual(all);
    expect(reportedViolations({ violations: all, ...(sample && { counterexample: sample }) })).toEqual(all);
  });
});
