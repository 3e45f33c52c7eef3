import { describe, expect, it } from "vitest";
import { type Baseline, type BaselineEntry, holdAgainst, type Observed, renderBaseline, updateBaseline } from "./baseline.ts";
import type { Status } from "../record/run-record.ts";

const today = "2026-11-24";
const entry = (change: Partial<BaselineEntry> = {}): BaselineEntry => ({
  property: "a/b",
  codes: ["invalid-accepted"],
  reason: "known since spring",
  expires: "2027-01-31",
  ...change,
});
const caseEntry = (cases: readonly string[], change: Partial<BaselineEntry> = {}): BaselineEntry => {
  const { codes: _, ...rest } = entry();
  return { ...rest, cases, ...change };
};
const baseline = (...entries: readonly BaselineEntry[]): Baseline => ({ schemaVersion: 1, entries });
const observed = (status: Status, change: Partial<Observed> = {}): Observed => ({
  id: "a/b",
  level: "must",
  status,
  codes: new Set(),
  cases: new Map(),
  casesCut: false,
  exercised: new Set(),
  knowledge: "whole",
  ...change,
});
/** A property whose cases failed with the given codes. */
const failed = (cases: Readonly<Record<string, readonly string[]>>, change: Partial<Observed> = {}): Observed =>
  observed("failed", {
    codes: new Set(Object.values(cases).flat()),
    cases: new Map(Object.entries(cases).map(([id, codes]) => [id, new Set(codes)])),
    ...change,
  });
const breach = failed({ "a/b#1": ["invalid-accepted"] });
const held = (entries: readonly BaselineEntry[], seen: Observed): readonly [boolean, readonly string[]] => {
  const { accepted, stale } = holdAgainst(baseline(...entries), [seen], today);
  return [accepted.has(seen.id), stale];
};

describe("holdAgainst()", () => {
  const other = failed({ "a/b#1": ["invalid-accepted"], "a/b#2": ["server-error"] });
  it.each<[string, readonly BaselineEntry[], Observed, boolean]>([
    ["no entry", [], breach, false],
    ["an entry with the code", [entry()], breach, true],
    ["an entry with another code", [entry({ codes: ["server-error"] })], breach, false],
    ["an entry with one of two codes", [entry()], other, false],
    ["two entries that have both codes together", [entry(), entry({ codes: ["server-error"] })], other, true],
    ["an entry of another property", [entry({ property: "a/c" })], breach, false],
    ["an entry with the case", [caseEntry(["a/b#1"])], breach, true],
    ["an entry with another case", [caseEntry(["a/b#2"])], breach, false],
    ["an entry with one of two cases", [caseEntry(["a/b#1"])], other, false],
    ["an entry with all cases", [caseEntry(["a/b#1", "a/b#2"])], other, true],
    ["an entry with the case, but for another code", [caseEntry(["a/b#1"], { codes: ["server-error"] })], breach, false],
    [
      "an entry with one case and one code, where another case has the code too",
      [caseEntry(["a/b#1"], { codes: ["invalid-accepted"] })],
      failed({ "a/b#1": ["invalid-accepted"], "a/b#2": ["invalid-accepted"] }),
      false,
    ],
    ["cases, where more failed than could be kept", [caseEntry(["a/b#1"])], failed({ "a/b#1": ["invalid-accepted"] }, { casesCut: true }), false],
    ["codes, where more cases failed than could be kept", [entry()], failed({ "a/b#1": ["invalid-accepted"] }, { casesCut: true }), true],
    ["an expired entry", [entry({ expires: "2026-11-23" })], breach, false],
    ["an entry on its last day", [entry({ expires: today })], breach, true],
    ["a flaky entry", [entry({ flaky: true })], breach, true],
  ])("with %s", (_, entries, seen, isAccepted) => {
    expect(held(entries, seen)[0]).toBe(isAccepted);
  });

  it.each<[string, readonly BaselineEntry[], Observed, readonly string[]]>([
    ["a property that passed", [entry()], observed("passed"), ["a/b passed, remove its entry"]],
    ["a flaky one that passed", [entry({ flaky: true })], observed("passed"), []],
    ["one that failed", [entry()], breach, []],
    ["one that was unexercised", [entry()], observed("unexercised"), []],
    ["one that errored", [entry()], observed("errored"), []],
    ["one that was skipped", [entry()], observed("skipped"), []],
    ["one that was narrowed out", [entry({ property: "a/c" })], observed("passed"), []],
    ["one that judged only a part of the run", [entry()], observed("passed", { knowledge: "part" }), []],
    ["one that passed without the case of its entry", [caseEntry(["a/b#1"])], observed("passed"), []],
    ["one that passed with one of the two cases of its entry", [caseEntry(["a/b#1", "a/b#2"])], observed("passed", { exercised: new Set(["a/b#1"]) }), []],
    [
      "one that passed with the case of its entry",
      [caseEntry(["a/b#1"])],
      observed("passed", { exercised: new Set(["a/b#1"]) }),
      ["a/b passed, remove its entry"],
    ],
    [
      "an expired entry, whatever its property's outcome",
      [entry({ expires: "2026-11-23" })],
      observed("unexercised"),
      ["the entry for a/b expired on 2026-11-23"],
    ],
  ])("decides whether an entry is out of date for %s", (_, entries, seen, stale) => {
    expect(held(entries, seen)[1]).toEqual(stale);
  });
});

describe("updateBaseline()", () => {
  const update = (entries: readonly BaselineEntry[], seen: readonly Observed[], strict = false): readonly BaselineEntry[] =>
    updateBaseline(baseline(...entries), seen, { today, strict }).baseline.entries;
  const fresh = { property: "a/b", codes: ["invalid-accepted"], reason: "", expires: "2027-02-22", firstSeen: today, lastSeen: today };

  it("adds a failure by its codes, which apply to every seed, without a reason and for 90 days", () => {
    expect(update([], [breach])).toEqual([fresh]);
  });

  it("gives a reason to new entries, and to others that have none", () => {
    const options = { today, strict: false, reason: "first run" };
    const others = [failed({ "a/c#1": ["server-error"] }, { id: "a/c" })];
    const { entries } = updateBaseline(baseline(entry({ reason: "" }), entry({ property: "a/d" })), [breach, ...others], options).baseline;
    expect(entries.map(({ property, reason }) => [property, reason])).toEqual([
      ["a/b", "first run"],
      ["a/c", "first run"],
      ["a/d", entry().reason],
    ]);
  });

  it("adds only what is in no entry yet", () => {
    const seen = failed({ "a/b#1": ["invalid-accepted", "server-error"] });
    expect(update([entry()], [seen])).toEqual([
      { ...entry(), lastSeen: today },
      { ...fresh, codes: ["server-error"] },
    ]);
  });

  it("removes what passed, and nothing that was not exercised", () => {
    expect(update([entry()], [observed("passed")])).toEqual([]);
    for (const status of ["unexercised", "errored", "skipped"] as const) expect(update([entry()], [observed(status)])).toEqual([entry()]);
    expect(update([entry({ property: "a/c" })], [breach])).toContainEqual(entry({ property: "a/c" }));
    expect(update([entry({ flaky: true })], [observed("passed")])).toEqual([entry({ flaky: true })]);
    expect(update([caseEntry(["a/b#1"])], [observed("passed")])).toEqual([caseEntry(["a/b#1"])]);
  });

  it("keeps what people wrote, and notes the date of the last failure", () => {
    const written = entry({ ticket: "GLUE-7", expires: "2030-01-01", firstSeen: "2025-01-01", lastSeen: "2025-01-01", flaky: true });
    expect(update([written], [breach])).toEqual([{ ...written, lastSeen: today }]);
  });

  it("leaves the date of an expired entry to people", () => {
    const expired = entry({ expires: "2026-01-01" });
    expect(update([expired], [breach])).toEqual([{ ...expired, lastSeen: today }]);
  });

  it("adds a failed should with --strict only, and never a may", () => {
    const should = { ...breach, level: "should" } as const;
    expect([update([], [should]), update([], [should], true)]).toEqual([[], [fresh]]);
    expect(update([], [{ ...breach, level: "may" }], true)).toEqual([]);
  });

  it("gives a baseline that accepts the run, except for expired entries", () => {
    const seen = [failed({ "a/b#1": ["invalid-accepted", "server-error"], "x#2": ["wrong-code"] }, { casesCut: true })];
    const updated = updateBaseline(baseline(caseEntry(["a/b#1"])), seen, { today, strict: false }).baseline;
    expect(holdAgainst(updated, seen, today)).toEqual({ open: [], accepted: new Set(["a/b"]), stale: [] });
  });

  it("changes nothing the second time", () => {
    const once = updateBaseline(baseline(), [breach, failed({ "a/c#1": ["wrong-code"] }, { id: "a/c" })], { today, strict: false }).baseline;
    expect(updateBaseline(once, [breach], { today, strict: false })).toEqual({ baseline: once, added: 0, removed: 0 });
  });
});

describe("renderBaseline()", () => {
  it("writes entries and members in a fixed order", async () => {
    const entries = [entry({ property: "b/c", codes: ["wrong-code", "server-error"] }), entry({ ticket: "GLUE-7" }), caseEntry(["a/b#2", "a/b#1"])];
    const reversed = entries.map((one) => Object.fromEntries(Object.entries(one).toReversed()) as unknown as BaselineEntry).toReversed();
    const text = renderBaseline(baseline(...entries));
    await expect(text).toMatchFileSnapshot("../golden/baseline.json");
    expect(renderBaseline(baseline(...reversed))).toBe(text);
  });

  it("keeps $schema", () => {
    expect(JSON.parse(renderBaseline({ $schema: "x", ...baseline() }))).toEqual({ $schema: "x", schemaVersion: 1, entries: [] });
  });
});
