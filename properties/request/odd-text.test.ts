import { describe, expect, it } from "vitest";
import type { Contract, Schema } from "../../spec/contract.ts";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { contextOf, probing } from "../cases.testdata.ts";
import { played, type Reply } from "../exchanges.testdata.ts";
import { memberOf } from "../../spec/json.ts";
import { oddTextProperties } from "./odd-text.ts";
import { oddTexts } from "../generators/odd-texts.ts";
import type { Case, Judgement, Probe } from "../core/property.ts";
import { runTag } from "../core/fixtures.ts";

const property = probing.find(({ id }) => id === "request/survives-odd-text");
if (property === undefined) throw new Error("the property is not there");
const context = contextOf(property, 1);
const cases = [...property.cases(context)];
const accepts = "request/accepts-odd-text";
const refusal: Reply = { status: 400, body: { __type: "ValidationException", message: "no" } };

/** What a case makes of a target, and the inputs that it sent. */
function judged(name: string, target: (probe: Probe) => Reply): { readonly judgement: Judgement; readonly inputs: readonly unknown[] } {
  const one = cases.find(({ id }) => id.endsWith(`#${name}`)) as Case;
  const { value, effects } = played(one.script(0), target);
  return { judgement: value, inputs: effects.map((effect) => (effect.kind === "send" ? effect.probe.input : undefined)) };
}

const codesOf = ({ violations, derived }: Judgement): readonly (readonly string[])[] =>
  [violations, derived?.[accepts]?.violations ?? []].map((all) => all.map(({ code }) => code));

describe("request/survives-odd-text", () => {
  it("sends ListSessions at most 110 texts, each for a tag's key and value or for its value alone", () => {
    expect(cases.length).toBeLessThanOrEqual(110);
    const names = (place: string): readonly string[] => cases.map(({ id }) => id.split("#")[1] ?? "").filter((name) => name.startsWith(place));
    expect(names("Tags/value/")).toHaveLength(oddTexts.length);
    expect(names("Tags/key/")).toHaveLength(oddTexts.filter(({ asValue }) => asValue !== true).length);
    expect([names("NextToken/").length, names("RequestOrigin/").length].every((count) => count > 9)).toBe(true);
  });

  it("puts an odd value under a tag that sessions carry, alone", () => {
    const [key] = runTag(context.owner);
    expect(judged("Tags/value/odd/apostrophe", () => ({})).inputs).toEqual([{ Tags: { [key]: "it's" } }]);
    expect(judged("Tags/key/odd/dollar-word", () => ({})).inputs).toEqual([{ Tags: { $where: "a" } }]);
  });

  it("keeps text within the length that the page sets", () => {
    const { inputs } = judged("Tags/key/odd/digits", () => ({}));
    expect(Object.keys(memberOf(inputs[0], "Tags") ?? {})).toEqual(["9".repeat(128)]);
  });

  it.each<readonly [what: string, reply: Reply, codes: readonly (readonly string[])[]]>([
    ["a success", {}, [[], []]],
    ["a refusal", refusal, [[], ["valid-refused"]]],
    ["a server error", { status: 500 }, [["server-error"], []]],
    ["a lost connection", { lost: "closed" }, [["connection-lost"], []]],
    ["a success of another kind", { status: 204 }, [["wrong-status"], ["wrong-status"]]],
  ])("makes of %s what it is", (_what, reply, codes) => {
    expect(codesOf(judged("Tags/key/odd/apostrophe", () => reply).judgement)).toEqual(codes);
  });

  it("takes a text apart where it is refused, and finds the part that crashes", () => {
    const target = ({ input }: Probe): Reply => {
      const [text = ""] = Object.values(memberOf(input, "Tags") ?? {}) as string[];
      return text.includes("|") && text.length > 1 ? refusal : text === "#" ? { status: 500 } : {};
    };
    const { judgement, inputs } = judged("Tags/value/odd/signs", target);
    expect(inputs.length).toBeGreaterThan(2);
    expect(judgement.shownBy?.map(({ probe }) => probe.input)).toEqual([inputs.at(-1)]);
    expect(codesOf(judgement)[0]).toEqual(["server-error"]);
    expect(judgement.violations[0]?.code === "server-error" && Object.values(memberOf(inputs.at(-1), "Tags") ?? {})).toEqual(["#"]);
  });

  it("takes nothing apart that is accepted, that is a token, or that the page excludes", () => {
    expect(judged("Tags/value/odd/signs", () => ({})).inputs).toHaveLength(1);
    expect(judged("NextToken/odd/signs", () => refusal).inputs).toHaveLength(1);
    const origin = judged("RequestOrigin/odd/markup", () => refusal);
    expect([origin.inputs.length, codesOf(origin.judgement)]).toEqual([1, [[], []]]);
  });

  it("does not judge whether a token, or what the page excludes, is accepted", () => {
    for (const name of ["NextToken/odd/apostrophe", "RequestOrigin/odd/sql", "Tags/key/odd/mixture"])
      expect(codesOf(judged(name, () => refusal).judgement)).toEqual([[], []]);
  });
});

describe("a request of many strings", () => {
  const string = (index: number): Schema =>
    index % 3 === 0 ? { type: "string", maxLength: 50 } : index % 3 === 1 ? { type: "string", pattern: "[a-z]+" } : { type: "string" };
  const nested: Schema = { type: "object", properties: { Deep: { type: "array", items: { type: "string" } } }, required: [] };
  const properties = Object.fromEntries([
    ...Array.from({ length: 300 }, (_, index) => [`Member${String(index)}`, string(index)] as const),
    ["Nested", nested] as const,
  ]);
  const many = (operation: string): Contract => ({
    ...contractOf("ListSessions"),
    operation,
    targetPrefix: "Other",
    request: { type: "object", properties, required: [] },
  });
  const namesOf = (operation: string): readonly string[] =>
    [...property.cases({ ...context, contract: many(operation) })].map(({ id }) => id.split("#")[1] ?? "");

  it("is sent a bounded number of texts, the same each time", () => {
    expect([namesOf("DescribeThings").length, namesOf("UpdateThing").length]).toEqual([105, 40]);
    expect(namesOf("DescribeThings")).toEqual(namesOf("DescribeThings"));
  });

  it("has every text sent, and strings of every kind and depth", () => {
    const names = namesOf("DescribeThings");
    const texts = new Set(names.map((name) => name.split("/odd/")[1]));
    expect(oddTexts.filter(({ name }) => !texts.has(name)).map(({ name }) => name)).toEqual([]);
    expect(names.some((name) => name.startsWith("Nested/Deep/item/"))).toBe(true);
  });

  it("has no such property where it has no string", () => {
    expect(oddTextProperties({ ...many("DescribeThings"), request: { type: "object", properties: { Size: { type: "integer" } }, required: [] } })).toEqual([]);
  });

  it("is not asked to accept what changes something", () => {
    const one = [...property.cases({ ...context, contract: many("UpdateThing") })].find(({ id }) => id.includes("Member0/")) as Case;
    expect(played(one.script(0), () => refusal).value.derived).toBeUndefined();
  });
});
