import { describe, expect, it } from "vitest";
import type { ContractDifference } from "./contract-difference.ts";
import { contractDifferences } from "./contract-difference.ts";
import type { ObjectSchema, Schema } from "../contract.ts";
import { checkedInOperations, contractOf } from "./shipped-contracts.ts";
import type { ContractDocument } from "./digest.ts";

const document = (request: ObjectSchema["properties"], more: Partial<ContractDocument> = {}, required: readonly string[] = []): ContractDocument => ({
  operation: "ListBoats",
  request: { type: "object", required, properties: request },
  response: { type: "object", required: [], properties: {} },
  errors: { HarbourClosedException: 400 },
  ...more,
});
const at = "/request/properties/Row";

describe("contractDifferences()", () => {
  for (const operation of checkedInOperations()) {
    it(`finds none between a contract and itself: ${operation}`, () => {
      expect(contractDifferences(contractOf(operation), contractOf(operation))).toEqual([]);
    });
  }

  const schemas: Record<string, { old: Schema; now: Schema; found: ContractDifference }> = {
    "a higher minimum": {
      old: { type: "integer", minimum: 1 },
      now: { type: "integer", minimum: 2 },
      found: { pointer: `${at}/minimum`, effect: "tighter", old: 1, now: 2 },
    },
    "a lower minimum": {
      old: { type: "integer", minimum: 1 },
      now: { type: "integer", minimum: 0 },
      found: { pointer: `${at}/minimum`, effect: "looser", old: 1, now: 0 },
    },
    "a lower maximum": {
      old: { type: "string", maxLength: 9 },
      now: { type: "string", maxLength: 8 },
      found: { pointer: `${at}/maxLength`, effect: "tighter", old: 9, now: 8 },
    },
    "a new bound": {
      old: { type: "array", items: { type: "string" } },
      now: { type: "array", items: { type: "string" }, maxItems: 5 },
      found: { pointer: `${at}/maxItems`, effect: "tighter", now: 5 },
    },
    "a bound that is gone": {
      old: { type: "object", additionalProperties: { type: "string", minLength: 1 } },
      now: { type: "object", additionalProperties: { type: "string" } },
      found: { pointer: `${at}/additionalProperties/minLength`, effect: "looser", old: 1 },
    },
    "another pattern": {
      old: { type: "string", pattern: "a+" },
      now: { type: "string", pattern: "b+" },
      found: { pointer: `${at}/pattern`, effect: "changed", old: "a+", now: "b+" },
    },
    "a further value": {
      old: { type: "string", enum: ["A"] },
      now: { type: "string", enum: ["A", "B"] },
      found: { pointer: `${at}/enum`, effect: "looser", old: ["A"], now: ["A", "B"] },
    },
    "a value that is gone": {
      old: { type: "string", enum: ["A", "B"] },
      now: { type: "string", enum: ["B"] },
      found: { pointer: `${at}/enum`, effect: "tighter", old: ["A", "B"], now: ["B"] },
    },
    "other values": {
      old: { type: "string", enum: ["A", "B"] },
      now: { type: "string", enum: ["B", "C"] },
      found: { pointer: `${at}/enum`, effect: "changed", old: ["A", "B"], now: ["B", "C"] },
    },
    "whole numbers only": {
      old: { type: "number" },
      now: { type: "integer" },
      found: { pointer: `${at}/type`, effect: "tighter", old: "number", now: "integer" },
    },
    "another type": { old: { type: "number" }, now: { type: "string" }, found: { pointer: `${at}/type`, effect: "changed", old: "number", now: "string" } },
    "new limits of keys": {
      old: { type: "object" },
      now: { type: "object", propertyNames: { minLength: 1 } },
      found: { pointer: `${at}/propertyNames`, effect: "tighter", now: { minLength: 1 } },
    },
    "members that one edition does not show": {
      old: { type: "object" },
      now: { type: "object", properties: { Seat: { type: "string" } } },
      found: { pointer: `${at}/properties`, effect: "added" },
    },
    "a member of a structure": {
      old: { type: "object", properties: {} },
      now: { type: "object", properties: { "a/b": { type: "string" } } },
      found: { pointer: `${at}/properties/a~1b`, effect: "added", now: { type: "string" } },
    },
  };
  for (const [title, { old, now, found }] of Object.entries(schemas)) {
    it(`tells ${title}`, () => {
      expect(contractDifferences(document({ Row: old }), document({ Row: now }))).toEqual([found]);
    });
  }

  it("tells members, required members, errors, statuses and another operation", () => {
    const old = document({ Row: { type: "string" }, Oar: { type: "string" } }, {}, ["Row"]);
    const now = document({ Row: { type: "string" } }, { operation: "ListShips", errors: { HarbourClosedException: 503, StormException: 400 } });
    expect(contractDifferences(old, now)).toEqual([
      { pointer: "/operation", effect: "changed", old: "ListBoats", now: "ListShips" },
      { pointer: "/request/properties/Row/required", effect: "looser", old: true, now: false },
      { pointer: "/request/properties/Oar", effect: "removed", old: { type: "string" } },
      { pointer: "/errors/HarbourClosedException", effect: "changed", old: 400, now: 503 },
      { pointer: "/errors/StormException", effect: "added", now: 400 },
    ]);
  });
});
