import { describe, expect, it } from "vitest";
import { bodiesOf } from "../generators/bodies.ts";
import { isBound } from "./bound-answer.ts";
import { exchangeOf, type Reply } from "../exchanges.testdata.ts";
import type { Probe, PassiveProperty } from "../core/property.ts";
import { awsJsonType, brokenProbe, openProbe, spelledProbe, unusualProbe, validProbe } from "../core/request.ts";
import { propertiesOf } from "../table.ts";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { contextOf, probing } from "../cases.testdata.ts";

const contract = contractOf("ListSessions");
const watching = propertiesOf(contract).filter((property): property is PassiveProperty => property.kind === "passive");
const valid = validProbe("ListSessions", {});
const broken = brokenProbe("ListSessions", { MaxResults: 0 }, { member: "MaxResults", keyword: "minimum" });
const token: Probe = { ...openProbe("ListSessions", { NextToken: "x" }), breaks: { member: "NextToken", keyword: "token" } };
const nonObject: Probe = { ...broken, breaks: { member: "body", keyword: "object" }, settledAt: "should" };

const html = (status: number): Reply => ({ status, headers: { "content-type": "text/html" }, body: "<html>" });
const page: Reply = { headers: { "content-type": awsJsonType }, body: { Ids: "no list", NextToken: null } };

/** Levels of the properties that judge an answer. */
function levelsOf(probe: Probe, reply: Reply): readonly string[] {
  return [
    ...new Set(watching.filter((property) => property.ofPage !== true && isBound(exchangeOf(probe, reply), property)).map(({ level }) => level)),
  ].toSorted();
}

describe("isBound()", () => {
  it.each<readonly [what: string, probe: Probe, reply: Reply, levels: readonly string[]]>([
    ["a valid request that is accepted", valid, page, ["must", "should"]],
    ["a valid request that is refused", valid, html(400), ["must", "should"]],
    ["a valid request that crashes", valid, html(500), ["must", "should"]],
    ["a broken request that is refused", broken, html(400), ["must", "should"]],
    ["a broken request that is accepted", broken, page, []],
    ["a request that is left open, and accepted", openProbe("ListSessions", {}), page, []],
    ["a request that is left open, and refused", openProbe("ListSessions", {}), html(400), []],
    ["a request that is left open, and crashes", openProbe("ListSessions", {}), html(500), []],
    ["a made-up token that is refused", token, html(404), ["should"]],
    ["JSON that is no object, and is refused", nonObject, html(400), ["should"]],
    ["an unusual request that is accepted", unusualProbe("ListSessions", {}), page, ["must", "should"]],
    ["an unusual request that is refused", unusualProbe("ListSessions", {}), html(415), []],
    ["a request that is too large", broken, html(413), []],
    ["header names that are not known", spelledProbe(valid, "capitals"), html(404), []],
    ["a request that the protocol does not claim", { ...valid, claimed: false }, page, []],
  ])("lets %s be judged at its levels", (_what, probe, reply, levels) => {
    expect(levelsOf(probe, reply)).toEqual(levels);
  });

  it("holds a code of the page to its status, whatever only a should refuses", () => {
    const status = watching.find(({ id }) => id === "error/status-of-code");
    const judges = (probe: Probe): boolean => status !== undefined && isBound(exchangeOf(probe, html(422)), status);
    expect([token, nonObject, broken].map(judges)).toEqual([true, true, true]);
    expect([unusualProbe("ListSessions", {}), openProbe("ListSessions", {})].map(judges)).toEqual([false, false]);
  });
});

describe("validProbe()", () => {
  it.each([{}, { MaxResults: 1 }, { Tags: { "a-b": "c d", __proto__: "x" } }, { NextToken: '{"a":"%"}' }, { RequestOrigin: "a.b" }])(
    "is to be accepted at the level of a must with %j",
    (input) => {
      expect(validProbe("ListSessions", input).settledAt).toBeUndefined();
    },
  );

  it.each([{ Tags: { "it's": "a" } }, { Tags: { a: "\u00E9" } }, { Names: ["a", "b*"] }])("is to be accepted at the level of a should with %j", (input) => {
    expect(validProbe("ListSessions", input).settledAt).toBe("should");
  });
});

describe("what a service may fairly refuse", () => {
  const refused = html(415);
  // A probe that only a should or a may settles, in the words of fairness rule 11; each in a property whose level is that.
  const fair: readonly string[] = [
    "protocol/content-type/accepts-any-spelling",
    "request/ignores-unknown-members",
    "request/survives-odd-text",
    "body/survives-open-bodies",
    "body/survives-odd-bodies",
    "body/refuses-non-objects",
    "request/length-unit/observed",
    "protocol/unclaimed/observed",
  ];

  it.each(fair)("breaks no must of every answer: %s", (id) => {
    const property = probing.find((one) => one.id === id);
    const musts = watching.filter(({ level, ofPage }) => level === "must" && ofPage !== true);
    const cases = property === undefined ? [] : [...property.cases(contextOf(property, 1))];
    expect(cases.length).toBeGreaterThan(0);
    for (const one of cases) {
      const effect = one.script(0).next().value;
      if (!("kind" in effect) || effect.kind !== "send") throw new Error("the case begins with no send");
      expect(musts.filter((must) => isBound(exchangeOf(effect.probe, refused), must))).toEqual([]);
    }
  });

  it("holds tokens that do not look like one among it, and no others", () => {
    const property = probing.find(({ id }) => id === "request/next-token/survives-foreign-tokens");
    const must = watching.find(({ id }) => id === "error/is-json-object");
    if (property === undefined || must === undefined) throw new Error("there is no such property");
    const bound = [...property.cases(contextOf(property, 1))].filter((one) => {
      const effect = one.script(0).next().value;
      return "kind" in effect && effect.kind === "send" && isBound(exchangeOf(effect.probe, refused), must);
    });
    expect(bound.map(({ id }) => id.slice(id.lastIndexOf("/") + 1))).toEqual(["word", "huge-number", "base64", "longest"]);
  });

  it("holds null tag values, empty bodies and odd bytes among it", () => {
    expect(bodiesOf(contract).open.map(([name]) => name)).toEqual(["empty", "blank", "null-tag-value"]);
  });
});
