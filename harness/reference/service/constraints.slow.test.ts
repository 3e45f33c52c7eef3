import { describe, expect, it } from "vitest";
import { contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import { operations } from "./operations.ts";
import { createTestbed, sessionNamed } from "./testbed.testdata.ts";

const letters = (count: number): string => "a".repeat(count);
const pairs = (count: number): Record<string, string> => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, "v"]));

describe("constraints", () => {
  it.each([
    { MaxResults: 1 },
    { MaxResults: 1000 },
    { RequestOrigin: "a" },
    { RequestOrigin: letters(128) },
    { RequestOrigin: ".-_AZaz09" },
    { Tags: {} },
    { Tags: pairs(50) },
    { Tags: { k: "", [letters(128)]: letters(256) } },
    { Tags: { ["👍".repeat(128)]: "é".repeat(256) } },
    { Tags: { "\ud800": "any text \u0000\n" } },
  ])("accepts %j", (input) => {
    expect(createTestbed().call("ListSessions", input).status).toBe(200);
  });

  it.each([
    [{ MaxResults: 0 }, "Value at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1"],
    [{ MaxResults: -1 }, "greater than or equal to 1"],
    [{ MaxResults: 1001 }, "Member must have value less than or equal to 1000"],
    [{ MaxResults: 2147483647 }, "less than or equal to 1000"],
    [{ RequestOrigin: "" }, "Value at 'requestOrigin' failed to satisfy constraint: Member must have length greater than or equal to 1"],
    [{ RequestOrigin: letters(129) }, "Member must have length less than or equal to 128"],
    ...["a b", " a", "a ", "a/b", "é", "ok\n", "\nok", "a,b", "a:b"].map((RequestOrigin): [object, string] => [
      { RequestOrigin },
      "Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+",
    ]),
    [{ Tags: pairs(51) }, "Value at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50"],
    [{ Tags: { "": "v" } }, "'tags' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length greater than"],
    [{ Tags: { [letters(129)]: "v" } }, "Map keys must satisfy constraint: [Member must have length less than or equal to 128]"],
    [{ Tags: { ["👍".repeat(129)]: "v" } }, "Map keys must satisfy constraint: [Member must have length less than or equal to 128]"],
    [{ Tags: { k: letters(257) } }, "Map value must satisfy constraint: [Member must have length less than or equal to 256]"],
    [{ NextToken: letters(400_001) }, "Value at 'nextToken' failed to satisfy constraint: Member must have length less than or equal to 400000"],
  ])("refuses %j", (input, message) => {
    const { status, body } = createTestbed().call("ListSessions", input);
    expect(status).toBe(400);
    expect(body).toEqual({
      __type: "ValidationException",
      message: expect.stringContaining(message),
    });
    expect(body["message"]).toMatch(/^1 validation error detected: /u);
  });

  it("reports every broken constraint once", () => {
    const { body } = createTestbed().call("ListSessions", {
      MaxResults: 0,
      RequestOrigin: "a b",
      Tags: { k: letters(257), l: letters(257) },
    });
    expect(body["message"]).toMatch(/^3 validation errors detected: Value at '[^;]*; Value at '[^;]*; Value at '[^;]*$/u);
  });

  it("reads the page's character classes as Java does", () => {
    const create = (members: object): number => createTestbed().call("CreateSession", { ...sessionNamed("s"), ...members }).status;
    expect([{ Id: "tab\t 👍 \u{10ffff} \ufffd" }, { Description: "two\r\nlines" }].map(create)).toEqual([200, 200]);
    const broken = ["\n", "\r", "\u0000", "\ufffe", "\ud800", "\udfff"].map((text) => ({
      Id: `a${text}b`,
    }));
    expect(broken.map(create)).toEqual(broken.map(() => 400));
  });

  it.each([
    [{ Id: undefined }, "Value at 'id' failed to satisfy constraint: Member must not be null"],
    [{ Role: null }, "Value at 'role' failed to satisfy constraint: Member must not be null"],
    [{ WorkerType: "G.3X" }, "Value at 'workerType' failed to satisfy constraint: Member must satisfy enum value set: [Standard, G.1X,"],
    [{ DefaultArguments: { "a b": "v" } }, "Map keys must satisfy constraint: [Member must satisfy regular expression pattern:"],
    [{ DefaultArguments: pairs(76) }, "'defaultArguments' failed to satisfy constraint: Member must have length less than or equal to 75"],
    [{ IdleTimeout: 0 }, "Value at 'idleTimeout'"],
  ])("refuses %j in CreateSession", (members, message) => {
    const { body } = createTestbed().call("CreateSession", { ...sessionNamed("s"), ...members });
    expect(body).toEqual({
      __type: "ValidationException",
      Message: expect.stringContaining(message),
    });
  });

  it("checks the items of a list", () => {
    const arn = "arn:aws:glue:us-east-1:123456789012:session/s";
    const untag = (TagsToRemove: string[]): unknown => createTestbed().call("UntagResource", { ResourceArn: arn, TagsToRemove }).body["message"];
    expect(untag([""])).toContain("'tagsToRemove' failed to satisfy constraint: Member must satisfy constraint: [Member must have length");
    expect(untag(Object.keys(pairs(51)))).toContain("'tagsToRemove' failed to satisfy constraint: Member must have length less than");
  });

  it("knows every keyword of the eight contracts, and types that it can decode", () => {
    const keywords = new Set<string>();
    const types = new Set<unknown>();
    const visit = (schema: object): void => {
      for (const [keyword, value] of Object.entries(schema)) {
        // A smallest size of 0 says nothing.
        if (!(/^min(?:Items|Properties)$/u.test(keyword) && value === 0)) keywords.add(keyword);
        if (keyword === "type") types.add(value);
        if (keyword === "properties") Object.values(value as object).forEach(visit);
        if (keyword === "items" || keyword === "propertyNames" || keyword === "additionalProperties") visit(value as object);
      }
    };
    Object.keys(operations).forEach((operation) => visit(contractOf(operation).request));
    const applied = ["minimum", "maximum", "minLength", "maxLength", "pattern", "enum", "maxItems", "maxProperties", "required"];
    expect([...applied, "type", "properties", "items", "propertyNames", "additionalProperties"]).toEqual(expect.arrayContaining([...keywords]));
    expect(["string", "integer", "number", "array", "object"]).toEqual(expect.arrayContaining([...types]));
  });

  it.each([
    ["a long token", () => JSON.stringify({ NextToken: letters(400_000) })],
    [
      "a hundred thousand tags",
      () =>
        JSON.stringify({
          Tags: Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`key ${i}`, letters(40)])),
        }),
    ],
    ["one tag of thirty megabytes", () => JSON.stringify({ Tags: { k: "👍".repeat(7_500_000) } })],
    ["a description of thirty megabytes", () => JSON.stringify({ ...sessionNamed("s"), Description: "👍".repeat(7_500_000) })],
    ["a hundred thousand brackets", () => `{"Unknown":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
  ])("answers %s within seconds", (_what, body) => {
    const start = performance.now();
    expect(createTestbed().call("CreateSession", body()).status).toBe(400);
    expect(createTestbed().call("ListSessions", body()).status).toBeLessThan(500);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
