import { describe, expect, it } from "vitest";
import { fixturesOf } from "../cases.testdata.ts";
import { idPrefix } from "../core/fixtures.ts";
import { memberOf } from "../../spec/json.ts";
import { exchangeOf, played, scripted } from "../exchanges.testdata.ts";
import { validProbe } from "../core/request.ts";
import type { ShownItem } from "../checks/pagination.ts";
import { changesBetween, decimalsOf, ViolationLog, isEmpty, isSameInstant, reading, readingUntil } from "./session-reading.ts";

const noon = 1_764_504_000;
const fixtures = fixturesOf([]);

describe("isSameInstant()", () => {
  it.each([
    [noon, noon],
    [noon + 0.123, noon + 0.123],
    [noon, noon + 0.999],
    [noon + 1, noon + 0.9996],
    [noon + 0.123, noon + 0.123_456],
    [noon + 0.12, noon + 0.123_456],
  ])("takes %d and %d for one instant, cut or rounded", (one, other) => {
    expect([isSameInstant(one, other), isSameInstant(other, one)]).toEqual([true, true]);
  });

  it.each([
    [noon, noon + 1],
    [noon + 0.123, noon + 0.124],
    [noon + 0.123, noon + 0.148],
    [noon + 0.123_456, noon + 0.123_466],
    [noon + 0.12, noon + 0.146_999],
    [noon - 0.5, noon + 0.5],
  ])("tells %d from %d", (one, other) => {
    expect([isSameInstant(one, other), isSameInstant(other, one)]).toEqual([false, false]);
  });
});

describe("decimalsOf()", () => {
  it.each([
    [noon, 0],
    [noon + 0.5, 1],
    [noon + 0.25, 2],
    [noon + 0.123, 3],
    [noon + 0.123_456, 6],
  ])("counts the digits of %d: %i", (seconds, digits) => {
    expect(decimalsOf(seconds)).toBe(digits);
  });
});

describe("isEmpty()", () => {
  it.each([[undefined], [null], [{}], [[]], [{ Connections: [] }], [{ Connections: null }]])("holds of %j", (value) => {
    expect(isEmpty(value)).toBe(true);
  });

  it.each([[""], [0], [false], ["a"], [["a"]], [{ "--empty": "" }], [{ Connections: [""] }]])("does not hold of %j", (value) => {
    expect(isEmpty(value)).toBe(false);
  });
});

const exchange = exchangeOf(validProbe("ListSessions", {}), {});
const later = exchangeOf(validProbe("ListSessions", {}), {});
const shown = (item: object): ShownItem => ({ item: item as ShownItem["item"], pointer: "/body/Sessions/0", exchange });

describe("changesBetween()", () => {
  it("finds a value that changed and one that is gone, each with what it was", () => {
    const before = shown({ Role: "a", Description: "x", Command: { Name: "n" }, CreatedOn: noon });
    const after = shown({ Role: "b", Description: null, Command: { Name: "n" }, CreatedOn: noon + 2, Status: "READY" });
    expect(changesBetween(before, after, ["Role", "Description", "Command", "CreatedOn"], "since")).toEqual([
      { code: "value-changed", pointer: "/body/Sessions/0/Role", expected: 'as it was shown before, since: "a"', received: "b" },
      { code: "member-missing", pointer: "/body/Sessions/0/Description", expected: 'as it was shown before, since: "x"', received: null },
      { code: "value-changed", pointer: "/body/Sessions/0/CreatedOn", expected: `as it was shown before, since: ${String(noon)}`, received: noon + 2 },
    ]);
  });

  it.each([
    ["what was not shown before", {}, { Role: "a" }],
    ["what was null before", { Role: null }, { Role: "a" }],
    ["an empty map that is left out", { DefaultArguments: {} }, {}],
    ["an empty list in a map that is left out", { Connections: { Connections: [] } }, { Connections: {} }],
    ["members in another order", { DefaultArguments: { a: "1", b: "2" } }, { DefaultArguments: { b: "2", a: "1" } }],
    ["a time with more digits", { CreatedOn: noon }, { CreatedOn: noon + 0.25 }],
    ["a member that was not asked for", { Status: "READY" }, { Status: "STOPPED" }],
  ])("says nothing of %s", (_, before, after) => {
    expect(changesBetween(shown(before), shown(after), ["Role", "DefaultArguments", "Connections", "CreatedOn"], "since")).toEqual([]);
  });

  it("says nothing where a session is shown only once", () => {
    expect(changesBetween(undefined, shown({}), ["Role"], "since")).toEqual([]);
    expect(changesBetween(shown({ Role: "a" }), undefined, ["Role"], "since")).toEqual([]);
  });
});

describe("reading()", () => {
  const [a, b, c] = ["a", "b", "c"].map((name) => `${idPrefix(fixtures.owner)}${name}`);

  it("knows of each session of the run where it is listed, and by which exchange", () => {
    const pages = [{ body: { Ids: [a, b], Sessions: [{ Id: a }, { Id: b, Role: "r" }], NextToken: "t" } }, { body: { Ids: [c], Sessions: [null, { Id: c }] } }];
    const { value, effects } = played(reading(fixtures, {}), scripted(...pages));
    expect([...value.listed]).toEqual([a, b, c]);
    expect([...value.shown].map(([id, { pointer, exchange: by }]) => [id, pointer, memberOf(by.probe.input, "NextToken")])).toEqual([
      [a, "/body/Sessions/0", undefined],
      [b, "/body/Sessions/1", undefined],
      [c, "/body/Sessions/1", "t"],
    ]);
    expect(memberOf(value.last.probe.input, "NextToken")).toBe("t");
    expect(effects).toHaveLength(2);
  });
});

describe("readingUntil()", () => {
  const answers = [["a"], ["a"], ["a", "b"], []];
  const settled = (patienceMs: number): { readonly listed: readonly string[]; readonly effects: readonly string[] } => {
    let turn = -1;
    const { value, effects } = played(
      readingUntil({ fixtures, settleMs: 5_000 }, {}, patienceMs, ({ listed }) => listed.has("b")),
      () => ({ body: { Ids: answers[(turn += 1)] } }),
    );
    return { listed: [...value.listed], effects: effects.map((effect) => (effect.kind === "send" ? effect.purpose : effect.kind)) };
  };

  it("reads again until what is looked for shows, counted for the property but once", () => {
    expect(settled(1_000)).toEqual({ listed: ["a", "b"], effects: ["property", "wait", "poll", "wait", "poll"] });
  });

  it("gives up after its time", () => {
    expect(settled(0)).toEqual({ listed: ["a"], effects: ["property"] });
  });
});

describe("Findings", () => {
  const violation = { code: "session-missing", pointer: "/body/Ids", expected: "it", received: ["a"] } as const;

  it("says why a property was not judged that had no occasion", () => {
    expect(new ViolationLog().of("a/b", "no session")).toEqual({ violations: [], unexercised: "no session" });
  });

  it("holds nothing against what was judged and found right", () => {
    const findings = new ViolationLog();
    findings.add("a/b", exchange, []);
    expect(findings.of("a/b", "no session")).toEqual({ violations: [] });
  });

  it("keeps what was found once, with the exchanges that show it", () => {
    const findings = new ViolationLog();
    findings.add("a/b", exchange, [violation]);
    findings.add("a/b", later, [violation, { ...violation, received: ["b"] }]);
    findings.add("c/d", later, []);
    expect(findings.of("a/b", "")).toEqual({ violations: [violation, { ...violation, received: ["b"] }], shownBy: [exchange, later] });
  });
});
