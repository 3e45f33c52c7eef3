import { describe, expect, it } from "vitest";
import { checkedInOperations, contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import type { ContractDocument } from "../../../spec/contracts/digest.ts";
import { contractDocument } from "../../../spec/contracts/digest.ts";
import explanations from "./sdk-differences.json" with { type: "json" };
import type { SdkDifference } from "./sdk-comparison.ts";
import { compareWithSdk } from "./sdk-comparison.ts";
import { sdkContractOf } from "./sdk-contract.ts";

const page: ContractDocument = {
  operation: "ListBoats",
  request: { type: "object", required: ["Limit"], properties: { Limit: { type: "integer", minimum: 1 }, Marks: { type: "array", items: { type: "string" } } } },
  response: { type: "object", required: [], properties: { Boat: { type: "object", properties: { Length: { type: "number" } } } } },
  errors: { HarbourClosedException: 400 },
};
const sdk: ContractDocument = { ...page, request: { ...page.request, properties: { ...page.request.properties, Limit: { type: "number" } } } };

function unexplained(other: ContractDocument | undefined): readonly SdkDifference[] {
  return compareWithSdk([{ page, sdk: other }], []).unexplained;
}

describe("compareWithSdk()", () => {
  it("finds nothing where only bounds and kinds of numbers differ", () => {
    expect(unexplained(sdk)).toEqual([]);
  });

  const cases: Record<string, { sdk: ContractDocument | undefined; found: Omit<SdkDifference, "operation"> }> = {
    "an operation that the SDK lacks": { sdk: undefined, found: { pointer: "/operation", page: "ListBoats" } },
    "a member that the page lacks": {
      sdk: { ...sdk, request: { ...sdk.request, properties: { ...sdk.request.properties, Harbour: { type: "string" } } } },
      found: { pointer: "/request/properties/Harbour", sdk: { type: "string" } },
    },
    "a member that the SDK lacks": {
      sdk: { ...sdk, response: { ...sdk.response, properties: { Boat: { type: "object", properties: {} } } } },
      found: { pointer: "/response/properties/Boat/properties/Length", page: { type: "number" } },
    },
    "another type": {
      sdk: { ...sdk, request: { ...sdk.request, properties: { ...sdk.request.properties, Marks: { type: "array", items: { type: "boolean" } } } } },
      found: { pointer: "/request/properties/Marks/items/type", page: "string", sdk: "boolean" },
    },
    "another required member": {
      sdk: { ...sdk, request: { ...sdk.request, required: [] } },
      found: { pointer: "/request/properties/Limit/required", page: true, sdk: false },
    },
    "another status": { sdk: { ...sdk, errors: { HarbourClosedException: 500 } }, found: { pointer: "/errors/HarbourClosedException", page: 400, sdk: 500 } },
    "an error that the SDK lacks": { sdk: { ...sdk, errors: {} }, found: { pointer: "/errors/HarbourClosedException", page: 400 } },
  };
  for (const [title, { sdk: other, found }] of Object.entries(cases)) {
    it(`reports ${title}`, () => {
      expect(unexplained(other)).toEqual([{ operation: "ListBoats", ...found }]);
    });
  }

  it("applies an explanation only to its own difference", () => {
    const written = { operation: "ListBoats", pointer: "/errors/HarbourClosedException", page: 400, sdk: 500, reason: "The harbour master said so." };
    const other = (status: number): ContractDocument => ({ ...sdk, errors: { HarbourClosedException: status } });
    expect(compareWithSdk([{ page, sdk: other(500) }], [written])).toEqual({ explained: [written], unexplained: [], stale: [] });
    expect(compareWithSdk([{ page, sdk: other(503) }], [written])).toMatchObject({ explained: [], unexplained: [{ sdk: 503 }], stale: [written] });
    expect(compareWithSdk([{ page, sdk }], [written])).toEqual({ explained: [], unexplained: [], stale: [written] });
  });
});

describe("the checked-in contracts beside @aws-sdk/client-glue", () => {
  it("differ only where the file of explanations says why", () => {
    const operations = checkedInOperations().map((operation) => ({ page: contractDocument(contractOf(operation)), sdk: sdkContractOf(operation) }));
    const { explained, unexplained: open, stale } = compareWithSdk(operations, explanations);
    expect({ open, stale }).toEqual({ open: [], stale: [] });
    expect(explained).toHaveLength(explanations.length);
    for (const { reason } of explained) expect(reason).toMatch(/\S/u);
  });
});

describe("sdkContractOf()", () => {
  it("does not know a missing operation", () => {
    expect(sdkContractOf("ListBoats")).toBeUndefined();
    expect(sdkContractOf("Session")).toBeUndefined();
  });

  it("reads members, types, required members and the statuses of errors", () => {
    expect(sdkContractOf("TagResource")).toMatchObject({
      request: { required: ["ResourceArn", "TagsToAdd"], properties: { TagsToAdd: { type: "object", additionalProperties: { type: "string" } } } },
      response: { properties: {} },
      errors: { EntityNotFoundException: 400, InternalServiceException: 500 },
    });
  });
});
