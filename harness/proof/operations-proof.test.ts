import { describe, expect, it } from "vitest";
import { propertiesOf } from "../../properties/table.ts";
import { contractOf } from "../../spec/contracts.ts";
import { idleServers } from "../reference/idle.ts";
import { faultsOf, generalIdle, generalVariants, provenOperations } from "../reference/operation-bank.ts";
import { variants } from "../reference/variants.ts";
import { proveOperation, shortfallsOfOperation } from "./operations-proof.ts";

describe.each(provenOperations)("the bank of %s", (operation) => {
  const faults = faultsOf(operation);

  it("holds fifteen faults at least, each with a name of its own", () => {
    expect(faults.length).toBeGreaterThanOrEqual(15);
    expect(faults.map(({ name }) => name).filter((name, index, all) => all.indexOf(name) !== index)).toEqual([]);
  });

  it("names for each fault a property of its level", () => {
    const levels = new Map(propertiesOf(contractOf(operation)).map(({ id, level }) => [id, level]));
    expect(faults.filter(({ caughtBy, level }) => levels.get(caughtBy) !== level).map(({ name, caughtBy }) => [name, caughtBy])).toEqual([]);
  });
});

describe("proveOperation()", () => {
  it("knows each variant and idle server by its name", () => {
    expect(generalVariants.filter((name) => !variants.some((variant) => variant.name === name))).toEqual([]);
    expect(generalIdle.filter((name) => !idleServers.some((server) => server.name === name))).toEqual([]);
  });

  // `npm run proof` proves the others.
  it("finds every fault of GetTags caught, no variant accused and no idle server passed", async () => {
    const proof = await proveOperation("GetTags");
    expect(shortfallsOfOperation(proof)).toEqual([]);
    expect(proof.variants.all).toBeGreaterThanOrEqual(6);
  }, 60_000);

  it("tells of what is missed", () => {
    const missed = {
      operation: "GetTags",
      faults: { all: 1, survivors: ["a"] },
      variants: { all: 1, accused: ["b of c"] },
      idle: { all: 1, passed: ["d"] },
    } as const;
    expect(shortfallsOfOperation(missed)).toEqual([
      "fault of GetTags not caught: a",
      "variant of GetTags accused: b of c",
      "idle server passed for GetTags: d",
    ]);
  });
});
