import { describe, expect, it } from "vitest";
import { played } from "../exchanges.testdata.ts";
import type { Script } from "../core/property.ts";
import { send } from "../core/script.ts";
import { validProbe } from "../core/request.ts";
import { changesBetween, withStepCount, decimalsOf, ViolationLog, isEmpty, isSameInstant, reading, readingUntil, type ShownItem } from "./session-reading.ts";

const noon = 1_764_504_000;

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

const shown = (item: object, step = 0): ShownItem => ({ item: item as ShownItem["item"], pointer: "/body/Sessions/0", step });

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
  it("knows of each session where it is listed, and in which exchange of the script", () => {
    const pages = [
      { body: { Ids: ["a", "b"], Sessions: [{ Id: "a" }, { Id: "b", Role: "r" }], NextToken: "t" } },
      { body: { Ids: ["c"], Sessions: [null, { Id: "c" }] } },
    ];
    let turn = -1;
    let at: readonly (readonly [string, string, number])[] = [];
    const { effects } = played(
      withStepCount(function* (sent): Script {
        yield* send(validProbe("GetSession", { Id: "a" }), "state");
        const read = yield* reading({}, 3, sent);
        at = [...read.shown].map(([id, { pointer, step }]) => [id, pointer, step]);
        expect([read.step, [...read.listed]]).toEqual([2, ["a", "b", "c"]]);
        return { violations: [] };
      }),
      () => pages[(turn += 1) - 1] ?? {},
    );
    expect(at).toEqual([
      ["a", "/body/Sessions/0", 1],
      ["b", "/body/Sessions/1", 1],
      ["c", "/body/Sessions/1", 2],
    ]);
    expect(effects).toHaveLength(3);
  });
});

describe("readingUntil()", () => {
  const answers = [["a"], ["a"], ["a", "b"], []];
  const settled = (patienceMs: number): { readonly listed: readonly string[]; readonly effects: readonly string[] } => {
    let turn = -1;
    const { value, effects } = played(
      readingUntil({}, { size: 2, sent: () => 0, patienceMs }, ({ listed }) => listed.has("b")),
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
    findings.add("a/b", 3, []);
    expect(findings.of("a/b", "no session")).toEqual({ violations: [] });
  });

  it("keeps what was found once, with the exchanges that show it", () => {
    const findings = new ViolationLog();
    findings.add("a/b", 3, [violation]);
    findings.add("a/b", 4, [violation, { ...violation, received: ["b"] }]);
    findings.add("c/d", 5, []);
    expect(findings.of("a/b", "")).toEqual({ violations: [violation, { ...violation, received: ["b"] }], violatingSteps: [3, 4] });
  });
});
