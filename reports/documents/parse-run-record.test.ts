import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DocumentError } from "./input-document.ts";
import { parseRunRecord } from "./parse-run-record.ts";
import { sampleFigures, sampleRecord } from "../sample-record.testdata.ts";

const text = JSON.stringify(sampleRecord(25));
const messageOf = (given: unknown): string => {
  try {
    parseRunRecord(typeof given === "string" ? given : JSON.stringify(given));
  } catch (error) {
    if (error instanceof DocumentError) return error.message;
    throw error;
  }
  return "no error";
};

describe("parseRunRecord()", () => {
  it.each([0, 3, 25])("reads a record of %i failures", (failures) => {
    const record = sampleRecord(failures);
    expect(parseRunRecord(JSON.stringify(record))).toEqual(record);
  });

  it("reads a record without proof figures, or without those of mutants and of faults that others made", () => {
    const record = sampleRecord(3);
    const { mutants: _, others: _others, ...figures } = sampleFigures;
    const older = [null, figures].map((proof) => ({ ...record, suite: { ...record.suite, proof } }));
    expect(older.map((one) => parseRunRecord(JSON.stringify(one)))).toEqual(older);
  });

  it.each<[string, unknown, string]>([
    ["no JSON", "{", "run record, line 1, column 2: not JSON ("],
    ["another version", { ...sampleRecord(0), schemaVersion: 2 }, "run record, /schemaVersion: saw 2, expected 1. It was written by another version"],
    ["an array", [], "run record, /: saw [], which must be an object."],
    ["a wrong word", { ...sampleRecord(0), verdict: "passes" }, 'run record, /verdict: saw "passes", expected one of ["conforms","fails","incomplete"].'],
    ["a strange member", { ...sampleRecord(0), extra: 1 }, 'expected no member "extra".'],
    ["a missing member", { ...sampleRecord(0), seed: undefined }, 'which must have the member "seed".'],
    ["a wrong type", { ...sampleRecord(0), seed: "1" }, 'run record, /seed: saw "1", which must be an integer.'],
    ["an escape sequence", { ...sampleRecord(0), seed: "\u001B[2J" }, String.raw`run record, /seed: saw "\u001b[2J", which must be an integer.`],
  ])("refuses %s", (_, given, message) => {
    expect(messageOf(given)).toContain(message);
  });

  it("refuses 200,000 nested arrays", () => {
    expect(messageOf(`${"[".repeat(200_000)}${"]".repeat(200_000)}`)).toContain("run record, line 1, column 1001: saw more than 1000 levels of nesting");
  });

  it("requires a reason for an unjudged property", () => {
    const record = sampleRecord(0);
    const checks = record.checks.map((check) => ({ ...check, reason: undefined }));
    expect(messageOf({ ...record, checks })).toContain('must have the member "reason"');
  });

  it("throws only DocumentError, wherever a record is cut or changed", () => {
    const cut = fc.nat(text.length).map((end) => text.slice(0, end));
    const changed = fc
      .tuple(fc.nat(text.length - 1), fc.string({ unit: "binary", maxLength: 3 }))
      .map(([at, with_]) => text.slice(0, at) + with_ + text.slice(at + 1));
    fc.assert(
      fc.property(fc.oneof(cut, changed, fc.json(), fc.string()), (given) => {
        messageOf(given);
      }),
      { numRuns: 300 },
    );
  });
});
