import { describe, expect, it } from "vitest";
import { readablePattern } from "../readable-pattern.ts";
import { inexpressible, modelContract } from "./model-contract.ts";
import { botocoreService, isBotocoreModel, type JsonService } from "./service-model.ts";
import { isSmithyModel, smithyServices } from "./smithy-model.ts";

const botocore = {
  metadata: { protocol: "json", jsonVersion: "1.0", targetPrefix: "Harbour_2026", endpointPrefix: "harbour", serviceId: "Harbour", apiVersion: "2026-01-01" },
  operations: {
    ListBoats: { name: "ListBoats", input: { shape: "Request" }, output: { shape: "Result" }, errors: [{ shape: "Closed" }, { shape: "Storm" }] },
    WatchBoats: { name: "WatchBoats", output: { shape: "Watch" } },
  },
  shapes: {
    Request: {
      type: "structure",
      required: ["Hull", "Choice"],
      members: {
        Hull: { shape: "Name" },
        Limit: { shape: "Limit" },
        Chart: { shape: "Chart" },
        Crew: { shape: "Crew" },
        Choice: { shape: "Choice" },
        Any: { shape: "Any" },
      },
    },
    Result: { type: "structure", members: { Crew: { shape: "Crew" }, Seen: { shape: "Seen" }, Noted: { shape: "Noted" } } },
    Watch: { type: "structure", members: { Stream: { shape: "Stream" } } },
    Stream: { type: "structure", members: {}, eventstream: true },
    Name: { type: "string", min: 1, max: 20, pattern: "[a-z]+" },
    Limit: { type: "integer", min: 1, max: 50 },
    Chart: { type: "blob", min: 1, max: 9 },
    Any: { type: "structure", members: {}, document: true },
    Crew: { type: "structure", required: ["Name"], members: { Name: { shape: "Name" }, Deputy: { shape: "Crew" } } },
    Choice: { type: "structure", members: { One: { shape: "Name" }, Other: { shape: "Limit" } }, union: true },
    Seen: { type: "timestamp" },
    Noted: { type: "timestamp", timestampFormat: "iso8601" },
    Closed: { type: "structure", members: {}, error: { httpStatusCode: 409 } },
    Storm: { type: "structure", members: {}, fault: true },
  },
};

const smithy = {
  smithy: "2.0",
  shapes: {
    "h#Harbour_2026": {
      type: "service",
      version: "2026-01-01",
      operations: [{ target: "h#WatchBoats" }],
      resources: [{ target: "h#Boat" }],
      traits: { "aws.protocols#awsJson1_0": {}, "aws.auth#sigv4": { name: "harbour" }, "aws.api#service": { sdkId: "Harbour" } },
    },
    "h#Boat": { type: "resource", list: { target: "h#ListBoats" } },
    "h#ListBoats": {
      type: "operation",
      input: { target: "h#Request" },
      output: { target: "h#Result" },
      errors: [{ target: "h#Closed" }, { target: "h#Storm" }],
    },
    "h#WatchBoats": { type: "operation", input: { target: "smithy.api#Unit" }, output: { target: "h#Watch" } },
    "h#Request": {
      type: "structure",
      members: {
        Hull: { target: "h#Name", traits: { "smithy.api#required": {} } },
        Limit: { target: "smithy.api#Integer", traits: { "smithy.api#range": { min: 1, max: 50 } } },
        Chart: { target: "smithy.api#Blob", traits: { "smithy.api#length": { min: 1, max: 9 } } },
        Crew: { target: "h#Crew" },
        Choice: { target: "h#Choice", traits: { "smithy.api#required": {} } },
        Any: { target: "smithy.api#Document" },
      },
    },
    "h#Result": {
      type: "structure",
      members: {
        Crew: { target: "h#Crew" },
        Seen: { target: "smithy.api#Timestamp" },
        Noted: { target: "smithy.api#Timestamp", traits: { "smithy.api#timestampFormat": "date-time" } },
      },
    },
    "h#Watch": { type: "structure", members: { Stream: { target: "h#Stream" } } },
    "h#Stream": { type: "union", members: {}, traits: { "smithy.api#streaming": {} } },
    "h#Name": { type: "string", traits: { "smithy.api#length": { min: 1, max: 20 }, "smithy.api#pattern": "[a-z]+" } },
    "h#Crew": { type: "structure", members: { Name: { target: "h#Name", traits: { "smithy.api#required": {} } }, Deputy: { target: "h#Crew" } } },
    "h#Choice": {
      type: "union",
      members: { One: { target: "h#Name" }, Other: { target: "smithy.api#Integer", traits: { "smithy.api#range": { min: 1, max: 50 } } } },
    },
    "h#Closed": { type: "structure", members: {}, traits: { "smithy.api#error": "client", "smithy.api#httpError": 409 } },
    "h#Storm": { type: "structure", members: {}, traits: { "smithy.api#error": "server" } },
  },
};

function services(): readonly JsonService[] {
  const one = isBotocoreModel(botocore) ? botocoreService(botocore) : undefined;
  return [...(one === undefined ? [] : [one]), ...(isSmithyModel(smithy) ? smithyServices(smithy) : [])];
}

describe("modelContract()", () => {
  it("is the same for botocore's form of a model and for Smithy's", () => {
    const [one, other] = services().map((service) =>
      service.operations.filter(({ name }) => name === "ListBoats").map((operation) => modelContract(service, operation)),
    );
    expect(one).toHaveLength(1);
    expect(other).toEqual(one);
    expect(services().map(({ signingName }) => signingName)).toEqual(["harbour", "harbour"]);
  });

  it("has nothing that no request could hold, or that has no type", () => {
    const [service] = services();
    const [listing] = service?.operations ?? [];
    if (service === undefined || listing === undefined) throw new Error("there is no service");
    const { request, response, errors, targetPrefix, jsonVersion } = modelContract(service, listing);
    const name = { type: "string", minLength: 1, maxLength: 20, pattern: "[a-z]+" };
    expect({ targetPrefix, jsonVersion, errors }).toEqual({ targetPrefix: "Harbour_2026", jsonVersion: "1.0", errors: { Closed: 409, Storm: 500 } });
    expect(request).toEqual({
      type: "object",
      required: ["Choice", "Hull"],
      properties: {
        Hull: name,
        Limit: { type: "integer", minimum: 1, maximum: 50 },
        Chart: { type: "string", contentEncoding: "base64" },
        Crew: { type: "object", required: ["Name"], properties: { Name: name } },
        Choice: { type: "object", required: ["One"], properties: { One: name } },
      },
    });
    expect(response.properties).toMatchObject({ Seen: { type: "number" }, Noted: { type: "string" } });
  });

  it("is made of no operation with an event stream", () => {
    for (const service of services())
      expect(service.operations.filter((operation) => inexpressible(service, operation) !== undefined).map(({ name }) => name)).toEqual(["WatchBoats"]);
  });
});

describe("readablePattern()", () => {
  it.each<readonly [pattern: string, match: string, other: string]>([
    ["^[\\w\\.\\-\\:\\/ ]*$", "a.b-c:/ d", "a\n"],
    ["(?i)abc", "aBC", "abd"],
    ["[\\p{Alpha}_]++", "ab_", "a1"],
    ["\\Qa.b\\E", "a.b", "acb"],
    ["[\\w-.]+", "a-.b", "a b"],
    ["a{b}", "a{b}", "ab"],
    ["(?s)a.b", "a\nb", "ab"],
  ])("reads %s as Java does", (pattern, match, other) => {
    const expression = new RegExp(`^(?:${readablePattern(pattern) ?? "(?!)"})$`, "u");
    expect(expression.test(match)).toBe(true);
    expect(expression.test(other)).toBe(false);
  });

  it.each(["[\\p{Print}&&[^|:/]]+", "[[:alpha:]]+", "(?<=a"])("reads nothing into %s", (pattern) => {
    expect(readablePattern(pattern)).toBeUndefined();
  });
});
