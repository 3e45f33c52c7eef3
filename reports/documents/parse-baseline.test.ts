import { describe, expect, it } from "vitest";
import type { BaselineEntry } from "../verdict/baseline.ts";
import { DocumentError } from "./input-document.ts";
import { type KnownNames, parseBaseline } from "./parse-baseline.ts";

const names: KnownNames = {
  properties: ["request/accepts-empty-input", "paging/ends"],
  codes: ["invalid-accepted", "server-error"],
  nearest: (_, known) => known[0] ?? "",
  mayLackReason: false,
};
const entry: BaselineEntry = { property: "paging/ends", codes: ["server-error"], reason: "known", expires: "2027-01-31" };
const textOf = (change: object): string => JSON.stringify({ schemaVersion: 1, entries: [entry, { ...entry, ...change }] });
const messageOf = (text: string): string => {
  try {
    parseBaseline(text, names);
  } catch (error) {
    if (error instanceof DocumentError) return error.message;
    throw error;
  }
  return "no error";
};

describe("parseBaseline()", () => {
  it.each([
    {},
    { ticket: "GLUE-7", firstSeen: "2026-01-01", lastSeen: "2026-02-28", flaky: true },
    { codes: undefined, cases: ["paging/ends#walk"] },
    { cases: ["request/accepts-empty-input#1.2"] },
  ])("reads an entry with %j", (change) => {
    expect(JSON.parse(JSON.stringify(parseBaseline(textOf(change), names)))).toEqual(JSON.parse(textOf(change)));
  });

  it.each<[string, string, string]>([
    ["no JSON", "{", "baseline, line 1, column 2: not JSON ("],
    ["a list", "[]", "/: saw [], which must be an object"],
    ["no entries", '{"schemaVersion":1}', 'which must have the member "entries"'],
    ["another version", '{"schemaVersion":2,"entries":[]}', "/schemaVersion: saw 2, expected 1"],
    ["an entry with neither cases nor codes", textOf({ codes: undefined }), "/entries/1: "],
    ["an entry without codes", textOf({ codes: [] }), "/entries/1/codes: saw []"],
    ["an unknown member", textOf({ why: "x" }), 'expected no member "why"'],
    [
      "an unknown property",
      textOf({ property: "paging/end" }),
      '/entries/1/property: no property is called "paging/end"; the nearest is request/accepts-empty-input. Correct it, or remove the entry',
    ],
    ["a case of an unknown property", textOf({ cases: ["paging/end#1"] }), '/entries/1/cases/0: no property is called "paging/end"'],
    ["an unknown code", textOf({ codes: ["server-eror"] }), '/entries/1/codes/0: no violation is called "server-eror"; the nearest is invalid-accepted'],
    ["a day that is none", textOf({ expires: "2027-02-30" }), '/entries/1/expires: saw "2027-02-30", expected a day such as 2027-01-31'],
    ["an empty reason", textOf({ reason: " " }), "/entries/1/reason: the entry for paging/ends has none. Write down why each failure is accepted"],
    ["an escape sequence", textOf({ property: "\u001B[2J" }), String.raw`no property is called "\u001b[2J"`],
  ])("refuses %s", (_, text, message) => {
    expect(messageOf(text)).toContain(message);
  });

  it("names all entries that lack a reason at once", () => {
    const { entries } = JSON.parse(textOf({ reason: "" })) as { readonly entries: readonly object[] };
    const text = JSON.stringify({ schemaVersion: 1, entries: [...entries, ...entries].map((one) => ({ ...one, reason: "" })) });
    expect(messageOf(text)).toMatch(
      /^baseline, \/entries\/\*\/reason: 4 entries have none: .+, paging\/ends, .+, paging\/ends\. .*--update-baseline --reason TEXT/u,
    );
  });

  it("reads entries without a reason where they may lack one", () => {
    expect(parseBaseline(textOf({ reason: "" }), { ...names, mayLackReason: true }).entries[1]?.reason).toBe("");
  });
});
