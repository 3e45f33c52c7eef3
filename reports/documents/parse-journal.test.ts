import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DocumentError } from "./input-document.ts";
import { damagesIn, parseJournal, sessionsLeftIn } from "./parse-journal.ts";
import { oneRunIn, journalText, sampleHeader, sampleLines } from "../sample-journal.testdata.ts";

const text = journalText();
const ofSession = (id: string): string => journalText([sampleHeader, { kind: "session", id }]);
const messageOf = (given: string): string => {
  try {
    parseJournal(given);
  } catch (error) {
    if (error instanceof DocumentError) return error.message;
    throw error;
  }
  return "no error";
};

describe("parseJournal()", () => {
  it("reads a line of every kind", () => {
    const { header, preflight, fixtures, sessionsLeft, exchanges, cases, end, cut } = oneRunIn(text);
    expect(new Set([header, preflight, fixtures, end, ...exchanges, ...cases])).toEqual(
      new Set(sampleLines.filter(({ kind }) => kind !== "session" && kind !== "gone")),
    );
    expect([exchanges.length, cases.length, sessionsLeft, cut]).toEqual([2, 2, [], false]);
  });

  it("reads a journal up to a cut at any byte behind its first line", () => {
    const first = text.indexOf("\n") + 1;
    fc.assert(
      fc.property(fc.integer({ min: first, max: text.length }), (at) => {
        const read = oneRunIn(text.slice(0, at));
        const whole = text.slice(0, at).split("\n").slice(0, -1);
        expect(read.cut).toBe(text.charAt(at - 1) !== "\n");
        expect(read.exchanges.length).toBe(whole.filter((line) => line.startsWith('{"kind":"exchange"')).length);
        expect(read.end === undefined).toBe(!whole.some((line) => line.startsWith('{"kind":"end"')));
      }),
    );
  });

  it.each<[string, string, string]>([
    ["nothing", "", "journal: empty."],
    ["a first line that was cut", text.slice(0, 40), "journal: not one whole line."],
    ["no JSON in the middle", text.replace('{"kind":"preflight"', "{kind"), "journal, line 2, column 2: not JSON ("],
    [
      "another version",
      text.replace('"schemaVersion":1', '"schemaVersion":2'),
      "journal, line 1, /schemaVersion: saw 2, expected 1. It was written by another",
    ],
    ["no header", journalText(sampleLines.slice(1)), 'journal, line 1: saw kind "preflight", expected "run".'],
    ["a second run", text + text, `journal, line ${sampleLines.length + 1}: a second run begins here.`],
    ["a wrong type", ofSession("x").replace('"x"', "1"), "journal, line 2, /id: saw 1, which must be a string."],
    [
      "an unknown kind",
      ofSession("x").replace('"kind":"session"', '"kind":"constructor"'),
      'journal, line 2, /kind: saw "constructor", expected one of run, session,',
    ],
    ["a run record", '{"schemaVersion":1,"verdict":"conforms"}\n', "journal, line 1, /kind: saw null, expected one of run,"],
    ["200,000 nested arrays", `${"[".repeat(200_000)}${"]".repeat(200_000)}\n`, "journal, line 1, column 1001: saw more than 1000 levels of nesting"],
  ])("refuses %s", (_, given, message) => {
    expect(messageOf(given)).toContain(message);
  });

  it("throws only its own error for any change of a valid journal", () => {
    const lines = text.split("\n");
    const wrong = fc.oneof(fc.json(), fc.string(), fc.constantFrom('{"kind":"exchange"}', "null", "[]", '{"__proto__":1}'));
    fc.assert(
      fc.property(fc.nat(lines.length - 1), wrong, fc.nat(2_000), (index, line, length) => {
        for (const given of [lines.with(index, line).join("\n"), lines.with(index, (lines[index] ?? "").slice(0, length)).join("\n")]) {
          expect(messageOf(given)).toMatch(/^no error$|^journal(?:, line \d+)?[:,] /u);
          for (const damage of damagesIn(given)) expect(damage).toMatch(/^journal, line \d+, /u);
          expect(Array.isArray(sessionsLeftIn(Buffer.from(given)).left)).toBe(true);
        }
      }),
    );
  });
});

describe("sessionsLeftIn()", () => {
  it("lists the sessions that are not known to be deleted, whatever is damaged", () => {
    const damaged = `${journalText([sampleHeader, { kind: "session", id: "a" }, { kind: "session", id: "b" }])}garbage\n{"kind":"gone","ids":["a"]}\n{"kind":"ses`;
    expect(sessionsLeftIn(Buffer.from(damaged))).toEqual({
      runId: sampleHeader.runId,
      endpoint: sampleHeader.target.endpoint,
      region: "us-east-1",
      left: ["b"],
    });
    expect(sessionsLeftIn(new Uint8Array())).toEqual({ runId: undefined, endpoint: undefined, region: undefined, left: [] });
  });
});
