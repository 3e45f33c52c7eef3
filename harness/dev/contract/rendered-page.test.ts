import { describe, expect, it } from "vitest";
import { contractDocument } from "../../../spec/contracts/digest.ts";
import { extractContract } from "../../../spec/page/parse-page.ts";
import { pageContract } from "./page-contract.ts";
import { isExpressible, renderedPage } from "./rendered-page.ts";
import type { ModelledOperation, ServiceModel, Shape } from "../../../spec/models/service-model.ts";

const operation: ModelledOperation = {
  name: "ListBoats",
  documentation: "<p>Lists boats.</p><p>Response Elements</p><ul><li><p>Boats</p></li></ul>",
  input: { shape: "ListBoatsRequest" },
  output: { shape: "ListBoatsResponse" },
  errors: [{ shape: "HarbourClosedException" }, { shape: "StormFault" }],
};
const shapes: Record<string, Shape> = {
  ListBoatsRequest: {
    type: "structure",
    required: ["Limit"],
    members: {
      Limit: { shape: "Limit", documentation: "<p>How many.</p><p>Type: String</p><p>Required: No</p><p>Examples</p><ul><li><p>Marks</p></li></ul>" },
      Marks: { shape: "Marks" },
      Fleets: { shape: "Fleets" },
      Boat: { shape: "Boat" },
      Chart: { shape: "Chart" },
    },
  },
  ListBoatsResponse: { type: "structure", members: { Boats: { shape: "Boats" }, Seen: { shape: "Seen" }, Next: { shape: "Text" } } },
  Limit: { type: "integer", min: 1, max: 50 },
  Text: { type: "string", pattern: "type: [a-z]|b c", min: 12, max: 12 },
  Key: { type: "string", enum: ["HULL", "SAIL"] },
  Marks: { type: "map", key: { shape: "Key" }, value: { shape: "Text" }, max: 9 },
  Fleet: { type: "list", member: { shape: "Marks" } },
  Fleets: { type: "list", member: { shape: "Fleet" }, min: 2 },
  Chart: { type: "blob", max: 100 },
  Seen: { type: "timestamp" },
  Boats: { type: "list", member: { shape: "Boat" }, min: 1, max: 1 },
  Boat: { type: "structure", required: ["Hull"], members: { Hull: { shape: "Limit" }, Tender: { shape: "Boat" }, Tenders: { shape: "Boats" } } },
  HarbourClosedException: {
    type: "structure",
    documentation: "<p>Closed. HTTP Status Code: none</p>",
    members: { Message: { shape: "Text", documentation: "<p>Why.</p>" } },
    error: { httpStatusCode: 409 },
  },
  StormFault: { type: "structure", fault: true },
};
const model: ServiceModel = { service: "boats", operations: [operation], shapes };

describe("renderedPage()", () => {
  for (const style of ["broken", "inline"] as const) {
    it(`gives a page whose contract is that of the model, ${style}`, () => {
      const { contract } = extractContract(renderedPage(model, operation, style));
      expect(contractDocument(contract)).toEqual(pageContract(model, operation));
    });
  }

  it("gives a page of an operation without members and errors", () => {
    const bare: ModelledOperation = { name: "Sail" };
    const { contract, remarks } = extractContract(renderedPage(model, bare, "broken"));
    expect(contractDocument(contract)).toEqual(pageContract(model, bare));
    expect(remarks).toEqual([]);
  });
});

describe("pageContract()", () => {
  it("has the constraints of members, and only the types of members of structures", () => {
    const { request, response, errors } = pageContract(model, operation);
    expect(request.required).toEqual(["Limit"]);
    expect(request.properties["Limit"]).toEqual({ type: "integer", minimum: 1, maximum: 50 });
    expect(request.properties["Marks"]).toEqual({
      type: "object",
      maxProperties: 9,
      propertyNames: { enum: ["HULL", "SAIL"] },
      additionalProperties: { type: "string", minLength: 12, maxLength: 12, pattern: "type: [a-z]|b c" },
    });
    expect(request.properties["Fleets"]).toEqual({
      type: "array",
      minItems: 2,
      items: { type: "array", items: { type: "object", additionalProperties: { type: "string" } } },
    });
    expect(response.properties["Boats"]).toEqual({
      type: "array",
      minItems: 1,
      maxItems: 1,
      items: {
        type: "object",
        properties: { Hull: { type: "number" }, Tender: { type: "object" }, Tenders: { type: "array", items: { type: "object" } } },
      },
    });
    expect(errors).toEqual({ HarbourClosedException: 409, StormFault: 500 });
  });
});

describe("isExpressible()", () => {
  const cases: Record<string, Shape> = {
    "a document": { type: "structure", document: true },
    "a pattern with blanks at its ends": { type: "string", pattern: "a " },
    "a value with a bar": { type: "string", enum: ["A|B"] },
  };
  for (const [title, shape] of Object.entries(cases)) {
    it(`rules out ${title}`, () => {
      expect(isExpressible({ ...model, shapes: { ...shapes, Seen: shape } }, operation)).toBe(false);
    });
  }
  it("accepts the rest", () => {
    expect(isExpressible(model, operation)).toBe(true);
  });
});
