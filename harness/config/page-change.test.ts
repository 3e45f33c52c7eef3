import { describe, expect, it } from "vitest";
import type { Contract } from "../../spec/contract.ts";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { contractDigest } from "../../spec/contracts/digest.ts";
import { pageChange } from "./page-change.ts";

const old = contractOf("ListSessions");

function changed(edit: (contract: { request: { properties: Record<string, object> }; response: { properties: Record<string, object> } }) => void): Contract {
  const copy = structuredClone(old);
  edit(copy);
  return copy;
}

describe("pageChange()", () => {
  it("finds nothing where only lines have moved, and run records stay comparable", () => {
    const now = { ...old, lines: {} };
    const digest = contractDigest(old);
    expect(pageChange(old, now)).toEqual({
      operation: "ListSessions",
      old: digest,
      now: digest,
      comparable: true,
      differences: [],
      requirements: [],
      properties: [],
    });
  });

  it("leads from a bound to its requirement and properties", () => {
    const now = changed(({ request }) => Object.assign(request.properties["MaxResults"] ?? {}, { maximum: 500 }));
    const { comparable, differences, requirements, properties } = pageChange(old, now);
    expect(comparable).toBe(false);
    expect(differences).toEqual([{ pointer: "/request/properties/MaxResults/maximum", effect: "tighter", old: 1000, now: 500 }]);
    expect(requirements).toEqual(["request.invalid", "request.max-results.accepted", "request.max-results.range", "request.valid"]);
    expect(properties).toContain("request/max-results/refuses-wrong-range");
    expect(properties).not.toContain("request/tags/refuses-wrong-size");
  });

  it("reports new requirements and properties", () => {
    const now = changed(({ request }) => Object.assign(request.properties, { SessionType: { type: "string", enum: ["LIVY", "SPARK_CONNECT"] } }));
    const { requirements, properties } = pageChange(old, now);
    expect(requirements).toEqual(expect.arrayContaining(["request.session-type.accepted", "request.session-type.type", "request.session-type.values"]));
    expect(properties).toContain("request/session-type/refuses-wrong-values");
  });

  it("leads from an answer to the demands of its page lines", () => {
    const now = changed(({ response }) => Object.assign(response.properties["NextToken"] ?? {}, { maxLength: 10 }));
    expect(pageChange(old, now).requirements).toEqual(["response.limits"]);
  });

  it("leads from an error to the demands of its page lines", () => {
    const now: Contract = { ...old, errors: { ...old.errors, AccessDeniedException: 403 } };
    const { differences, requirements, properties } = pageChange(old, now);
    expect(differences).toEqual([{ pointer: "/errors/AccessDeniedException", effect: "changed", old: 400, now: 403 }]);
    expect(requirements.filter((id) => !id.startsWith("error."))).toEqual([]);
    expect(requirements.length).toBeGreaterThan(0);
    expect(properties.length).toBeGreaterThan(0);
  });
});
