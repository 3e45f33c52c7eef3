import { describe, expect, it } from "vitest";
import { bindingLimits, openLimits, printsOpenLimits } from "../../spec/answer-limits.ts";
import type { Contract, Schema } from "../../spec/contract.ts";
import { checkedInOperations, contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { exchangeOf } from "../exchanges.testdata.ts";
import type { Judgement } from "../core/property.ts";
import { awsJsonType, validProbe } from "../core/request.ts";
import { propertiesOf } from "../table.ts";

const id = "response/printed-limits/observed";
const listSessions = contractOf("ListSessions");

function answering(operation: string, properties: Readonly<Record<string, Schema>>): Contract {
  return { ...contractOf("GetTags"), operation, response: { type: "object", required: [], properties } };
}

const listWorkflows = answering("ListWorkflows", {
  Workflows: { type: "array", minItems: 1, maxItems: 25, items: { type: "string", minLength: 1, pattern: "[a-z]*" } },
  Blueprint: { type: "object", properties: { Description: { type: "string", maxLength: 5 } } },
  Arguments: {
    type: "object",
    maxProperties: 2,
    propertyNames: { maxLength: 3 },
    additionalProperties: { type: "string", minLength: 1 },
  },
  Count: { type: "integer", minimum: 1 },
});

/** What every property of a contract that judges limits says of the answer to a valid request. */
function judged(contract: Contract, body: unknown): Readonly<Record<string, Judgement | undefined>> {
  const exchange = exchangeOf(validProbe(contract.operation, {}), { body, headers: { "content-type": awsJsonType } });
  const watches = propertiesOf(contract).filter((property) => property.kind === "passive" && /limits/u.test(property.id));
  return Object.fromEntries(
    watches.map((property) => [property.id, property.kind === "passive" ? property.watch()(exchange, { contract, letsIn: () => false }) : undefined]),
  );
}

describe("the limits that a page prints for answers", () => {
  it.each([
    [{ Workflows: [] }, ["/body/Workflows: not a value that keeps minItems as the page prints it"]],
    [{ Workflows: ["", "a", "A"] }, ["/body/Workflows/*: not a value that keeps minLength as the page prints it", expect.stringContaining("pattern")]],
    [{ Workflows: Array.from({ length: 26 }, () => "a") }, [expect.stringContaining("maxItems")]],
    [{ Blueprint: { Description: "longer" } }, ["/body/Blueprint/Description: not a value that keeps maxLength as the page prints it"]],
    [{ Arguments: { a: "", b: "" } }, ["/body/Arguments/*: not a value that keeps minLength as the page prints it"]],
    [{ Arguments: { secret: "x" } }, [expect.stringMatching(/^\/body\/Arguments: not a value that keeps maxLength/u), expect.any(String)]],
    [{ Count: 0 }, [expect.stringContaining("minimum")]],
  ])("are observed and fail nothing: %j", (body, texts) => {
    const { [id]: observed, ...others } = judged(listWorkflows, body);
    expect(others).toEqual({});
    expect(observed?.violations).toEqual([]);
    expect(observed?.observations?.map(({ text }) => text)).toEqual(texts);
  });

  it("are observed without the values that break them", () => {
    const text = JSON.stringify(judged(listWorkflows, { Workflows: ["SECRET"], Arguments: { "SECRET-key": "" }, Blueprint: { Description: "SECRET" } }));
    expect(text).toContain("maxLength");
    expect(text).not.toContain("SECRET");
  });

  it.each([{}, { Workflows: ["a"], Count: 1 }, { Workflows: null, Arguments: "x" }, { Other: [] }])("are kept by %j", (body) => {
    expect(judged(listWorkflows, body)).toEqual({ [id]: { violations: [], observations: [] } });
  });

  it("are judged of ids and tokens of ListSessions alone", () => {
    expect(Object.keys(judged(listSessions, {}))).toEqual(["response/limits"]);
    const others = checkedInOperations().filter((operation) => operation !== "ListSessions");
    const judging = others.filter((operation) => propertiesOf(contractOf(operation)).some((property) => property.id === "response/limits"));
    expect(judging).toEqual([]);
  });

  it("are an observation where a newer page of ListSessions prints more of them", () => {
    const { Ids, Sessions, ...members } = listSessions.response.properties;
    const properties = { ...members, Ids: { ...Ids, type: "array", minItems: 1 }, Sessions: { ...Sessions, type: "array", minItems: 1 } } as const;
    const page: Contract = { ...listSessions, response: { ...listSessions.response, properties } };
    const { "response/limits": limits, [id]: observed } = judged(page, { Ids: [], Sessions: [] });
    expect(limits?.violations).toEqual([]);
    expect(observed?.observations).toHaveLength(2);
    expect(judged(page, { Ids: [""] })["response/limits"]?.violations).toMatchObject([{ pointer: "/body/Ids/0" }]);
  });
});

describe("printsOpenLimits()", () => {
  it("is no of ListSessions, whose printed limits bind requests, and of pages without limits", () => {
    expect(JSON.stringify(bindingLimits(listSessions))).toContain("maxLength");
    expect(JSON.stringify(openLimits(listSessions))).not.toContain("maxLength");
    expect([listSessions, contractOf("UntagResource"), answering("A", {})].map(printsOpenLimits)).toEqual([false, false, false]);
  });

  it("is yes of pages with limits, and takes no member for one that has the name of a keyword", () => {
    expect([listWorkflows, contractOf("GetTags")].map(printsOpenLimits)).toEqual([true, true]);
    expect(printsOpenLimits(answering("A", { pattern: { type: "string" }, minimum: { type: "object", properties: { maxLength: { type: "number" } } } }))).toBe(
      false,
    );
  });
});
