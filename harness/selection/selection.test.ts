import { describe, expect, it } from "vitest";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import type { Property } from "../../properties/core/property.ts";
import { propertiesOf } from "../../properties/table.ts";
import { derivedProperty, probing } from "../cases/exchange.testdata.ts";
import { matches } from "../runtime/glob.ts";
import { select } from "./selection.ts";

const noCases = (): readonly string[] => [];

const open = { only: [], skip: [], checkAuth: false, state: "create" } as const;

describe("matches()", () => {
  it.each([
    ["request/max-results/refuses", "request/max-results/refuses", true],
    ["request/max-results", "request/max-results/refuses", true],
    ["request/max-results/", "request/max-results/refuses", true],
    ["request", "request/max-results/refuses", true],
    ["request/**", "request/max-results/refuses", true],
    ["request/*", "request/max-results/refuses", true],
    ["request/*/refuses", "request/max-results/refuses", true],
    ["request/*/refuses", "request/tags/key/refuses", false],
    ["request/**/refuses", "request/tags/key/refuses", true],
    ["**/refuses", "request/tags/key/refuses", true],
    ["**", "request/tags/key/refuses", true],
    ["*", "request/tags", true],
    ["*/tags", "request/tags/key", true],
    ["request/max-*", "request/max-results/refuses", true],
    ["request/max-*", "request/min-results/refuses", false],
    ["request/max", "request/max-results/refuses", false],
    ["max-results", "request/max-results/refuses", false],
    ["quest/**", "request/max-results", false],
    ["request/max.results", "request/max-results", false],
    ["request/max-result?", "request/max-results", false],
    ["(request)", "request", false],
    ["", "request", false],
    ["REQUEST", "request", false],
  ])("says whether %j selects %j: %s", (glob, id, answer) => {
    expect(matches(glob, id)).toBe(answer);
  });
});

describe("select()", () => {
  const properties = [
    probing("request/one"),
    probing("request/two"),
    probing("paging/walk", { needs: "fixtures" }),
    probing("sessions/gone", { needs: "exclusive" }),
    derivedProperty("paging/ends", ["paging/walk"], "fixtures"),
    probing("authentication/checked", { optIn: "check-auth" }),
  ];
  const ids = (all: readonly { readonly id: string }[]): readonly string[] => all.map(({ id }) => id);
  const usual = ["request/one", "request/two", "paging/walk", "sessions/gone", "paging/ends"];
  const unobserved = "needs sessions of its own, which --state observe does not create";

  it.each<
    readonly [
      name: string,
      narrowing: Partial<Parameters<typeof select>[1]>,
      judged: readonly string[],
      skipped: Readonly<Record<string, string>>,
      narrowedBy: readonly string[],
    ]
  >([
    ["nothing", {}, usual, {}, []],
    ["--check-auth", { checkAuth: true }, [...usual, "authentication/checked"], {}, []],
    [
      "--only",
      { only: ["request/**"] },
      ["request/one", "request/two"],
      { "paging/walk": "not among --only", "sessions/gone": "not among --only", "paging/ends": "not among --only" },
      ["--only request/**"],
    ],
    [
      "two of --only",
      { only: ["request/one", "paging"], skip: [] },
      ["request/one", "paging/walk", "paging/ends"],
      { "request/two": "not among --only", "sessions/gone": "not among --only" },
      ["--only request/one", "--only paging"],
    ],
    [
      "--skip",
      { skip: ["request/two"] },
      usual.filter((id) => id !== "request/two"),
      { "request/two": "left out by --skip request/two" },
      ["--skip request/two"],
    ],
    [
      "--skip within --only",
      { only: ["request"], skip: ["*/two", "paging"] },
      ["request/one"],
      { "request/two": "left out by --skip */two", "paging/walk": "not among --only", "sessions/gone": "not among --only", "paging/ends": "not among --only" },
      ["--only request", "--skip */two", "--skip paging"],
    ],
    [
      "--state observe",
      { state: "observe" },
      ["request/one", "request/two"],
      { "paging/walk": unobserved, "sessions/gone": unobserved, "paging/ends": unobserved },
      ["--state observe"],
    ],
    ["--skip of everything", { skip: ["**"] }, [], Object.fromEntries(usual.map((id) => [id, "left out by --skip **"])), ["--skip **"]],
  ])("by %s", (_name, narrowing, judged, skipped, narrowedBy) => {
    const selection = select(properties, { ...open, ...narrowing }, noCases);
    expect(ids(selection.judged)).toEqual(judged);
    expect(Object.fromEntries(selection.skipped)).toEqual(skipped);
    expect(selection.narrowedBy).toEqual(narrowedBy);
    expect(ids(selection.offered)).toEqual([...usual, ...(narrowing.checkAuth === true ? ["authentication/checked"] : [])]);
  });

  it.each([{ only: ["request/on"] }, { skip: ["request/on"] }, { only: ["request/one", "request/on"] }])(
    "names the nearest id where a pattern matches nothing: %j",
    (narrowing) => {
      expect(() => select(properties, { ...open, ...narrowing }, noCases)).toThrow(
        `--${Object.keys(narrowing).join("")} "request/on" matches no property; the nearest id is request/one. See glue-conformance list.`,
      );
    },
  );

  it("selects by the id of a requirement and by level too", () => {
    const all = propertiesOf(contractOf("ListSessions"));
    const judged = (narrowing: Partial<Parameters<typeof select>[1]>): readonly string[] => ids(select(all, { ...open, ...narrowing }, noCases).judged);
    const range = all.filter(({ requirement }) => requirement.startsWith("request.max-results."));
    expect(range.length).toBeGreaterThan(1);
    expect(judged({ only: ["request.max-results"] })).toEqual(ids(range));
    expect(judged({ only: ["request.max-results.range"] })).toEqual(["request/max-results/refuses-wrong-range"]);
    expect(judged({ only: ["level:may"] })).toEqual(ids(all.filter(({ level }) => level === "may")));
    expect(judged({ skip: ["level:should", "level:may"] })).toEqual(ids(all.filter(({ level, optIn }) => level === "must" && optIn === undefined)));
    expect(() => judged({ only: ["level:musts"] })).toThrow('--only "level:musts" matches no property; the nearest id is level:must.');
  });

  describe("by ids of cases", () => {
    const cases = (property: Property): readonly string[] =>
      property.kind === "probing" ? ["a/above", "a/above/in-company", "b"].map((name) => `${property.id}#${name}`) : [];
    const chosen = (narrowing: Partial<Parameters<typeof select>[1]>): Readonly<Record<string, readonly string[]>> => {
      const { judged, parts } = select(properties, { ...open, ...narrowing }, cases);
      return Object.fromEntries(judged.map((property) => [property.id, cases(property).filter((id) => parts.get(property.id)?.(id) !== false)]));
    };

    it.each<readonly [narrowing: Partial<Parameters<typeof select>[1]>, sent: Readonly<Record<string, readonly string[]>>]>([
      [{ only: ["request/one#a/above"] }, { "request/one": ["request/one#a/above"] }],
      [{ only: ["request/*#a/*"] }, { "request/one": ["request/one#a/above"], "request/two": ["request/two#a/above"] }],
      [{ only: ["request/one#a/**"] }, { "request/one": ["request/one#a/above", "request/one#a/above/in-company"] }],
      [
        { only: ["request/one", "request/**#b"], skip: ["request/one#a/above"] },
        { "request/one": ["request/one#a/above/in-company", "request/one#b"], "request/two": ["request/two#b"] },
      ],
      [{ only: ["request"], skip: ["request/two#**"] }, { "request/one": cases(probing("request/one")) }],
    ])("%o", (narrowing, sent) => {
      expect(chosen(narrowing)).toEqual(sent);
    });

    it("says of a property without a case that is left why it is skipped", () => {
      const { skipped } = select(properties, { ...open, skip: ["request/two#**"] }, cases);
      expect([...skipped]).toEqual([["request/two", "left out by --skip request/two#**"]]);
    });

    it("names the nearest case where a pattern matches none, of its property if there is one", () => {
      const reported =
        (text: string): (() => unknown) =>
        () =>
          chosen({ only: [text] });
      expect(reported("request/two#a/abov")).toThrow(
        '--only "request/two#a/abov" matches no case; the nearest id is request/two#a/above. See glue-conformance explain',
      );
      expect(reported("request/tw#b")).toThrow("the nearest id is request/two#b.");
      expect(reported("paging/ends#b")).toThrow("matches no case");
    });

    it("leaves to the run what cases a fixture has", () => {
      expect(Object.keys(chosen({ only: ["paging/walk#given"], fixture: "fixture.json" }))).toEqual(["paging/walk"]);
    });
  });

  it("judges every property of the table but those to be asked for", () => {
    const all = propertiesOf(contractOf("ListSessions"));
    expect(ids(select(all, open, noCases).judged)).toEqual(ids(all.filter(({ optIn }) => optIn === undefined)));
    expect(ids(select(all, { ...open, checkAuth: true }, noCases).judged)).toEqual(ids(all));
    for (const { id } of all) expect(ids(select(all, { ...open, checkAuth: true, only: [id] }, noCases).judged)).toContain(id);
  });
});
