import { describe, expect, it } from "vitest";
import { familyLaws } from "../../properties/family/family-laws.ts";
import { propertiesOf } from "../../properties/table.ts";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { faultsOf, generalIdle, generalVariants, operationVariants, provenOperations } from "../reference/operations/operation-bank.ts";
import type { JobResult } from "./job.ts";
import { jobsOf, operationProofsOf, shortfallsOfOperation } from "./operations-proof.ts";
import { runJob } from "./run-job.ts";

describe.each(provenOperations)("the bank of %s", (operation) => {
  const faults = faultsOf(operation);

  it("has at least fifteen faults", () => {
    expect(faults.length).toBeGreaterThanOrEqual(15);
  });

  it("has a fault for each of its laws, and unique names", () => {
    const laws = familyLaws(contractOf(operation)).map(({ id }) => id);
    expect(laws.filter((id) => !faults.some(({ caughtBy }) => caughtBy === id))).toEqual([]);
    expect(faults.map(({ name }) => name).filter((name, index, all) => all.indexOf(name) !== index)).toEqual([]);
  });

  it("names for each fault a property of its level", () => {
    const levels = new Map(propertiesOf(contractOf(operation)).map(({ id, level }) => [id, level]));
    expect(faults.filter(({ caughtBy, level }) => levels.get(caughtBy) !== level).map(({ name, caughtBy }) => [name, caughtBy])).toEqual([]);
  });
});

describe("operationProofsOf()", () => {
  it("runs each variant and idle server that applies to all operations", () => {
    const names = jobsOf("GetTags").map(({ kind, ...job }) => `${kind} ${"name" in job ? job.name : ""}`);
    expect(names).toEqual(
      expect.arrayContaining(
        [...generalVariants, "absence-as-invalid-input"].map((name) => `variant ${name}`).concat(generalIdle.map((name) => `idle ${name}`)),
      ),
    );
  });

  // `npm run proof` proves the others.
  it("finds every fault of GetTags caught, no variant accused and no idle server passed", async () => {
    const results: JobResult[] = [];
    for (const job of jobsOf("GetTags")) results.push(await runJob(job));
    const proof = operationProofsOf(results).find(({ operation }) => operation === "GetTags");
    expect(proof).toMatchObject({
      faults: { all: faultsOf("GetTags").length, survivors: [] },
      variants: { all: operationVariants.length, accused: [] },
      idle: { all: 4, passed: [] },
    });
  }, 60_000);

  it("reports what is missed", () => {
    const missed = {
      operation: "GetTags",
      faults: { all: 1, survivors: ["a"] },
      variants: { all: 1, accused: [{ name: "b", of: ["c", "d"] }] },
      idle: { all: 1, passed: ["d"] },
    } as const;
    expect(shortfallsOfOperation(missed)).toEqual([
      "fault of GetTags not caught: a",
      "variant of GetTags accused: b of c; d",
      "idle server passed for GetTags: d",
    ]);
  });
});
