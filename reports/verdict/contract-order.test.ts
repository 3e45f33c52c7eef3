import { describe, expect, it } from "vitest";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { contractDigest } from "../../spec/contracts/digest.ts";
import { requirementsOf } from "../../spec/requirements/catalogue.ts";
import { inContractOrder } from "./contract-order.ts";
import type { Check } from "../record/run-record.ts";
import { sampleRecord } from "../sample-record.testdata.ts";

const record = sampleRecord(1);
const [sample] = record.checks as [Check];

/** A check of every requirement of `ListSessions`, in the order of their names. */
const checks: readonly Check[] = requirementsOf("ListSessions")
  .toSorted((a, b) => (a.id < b.id ? -1 : 1))
  .map(({ id, level }) => ({ ...sample, id, requirement: id, level }));

const recordOf = (sha256: string): typeof record => ({ ...record, checks, suite: { ...record.suite, contract: { operation: "ListSessions", sha256 } } });

describe("inContractOrder()", () => {
  it("puts musts first, then follows the page", () => {
    const ordered = inContractOrder(recordOf(contractDigest(contractOf("ListSessions"))));
    const lines = ordered.map(({ requirement, level }) => {
      const source = requirementsOf("ListSessions").find(({ id }) => id === requirement)?.source;
      return [level, source !== undefined && "page" in source && source.page === "ListSessions" ? source.line : Number.MAX_SAFE_INTEGER] as const;
    });
    expect(new Set(lines.map(([level]) => level)).size).toBe(3);
    expect([...new Set(lines.map(([level]) => level))]).toEqual(["must", "should", "may"]);
    for (const level of ["must", "should", "may"]) {
      const ofLevel = lines.flatMap(([one, line]) => (one === level ? [line] : []));
      expect(ofLevel).toEqual(ofLevel.toSorted((a, b) => a - b));
    }
    expect(ordered).not.toEqual(checks);
  });

  it("leaves checks of another contract in their order, musts first", () => {
    const ordered = inContractOrder(recordOf("another"));
    expect(ordered.filter(({ level }) => level === "must")).toEqual(checks.filter(({ level }) => level === "must"));
    expect(ordered.map(({ level }) => level)).toEqual(
      checks.map(({ level }) => level).toSorted((a, b) => ["must", "should", "may"].indexOf(a) - ["must", "should", "may"].indexOf(b)),
    );
  });
});
