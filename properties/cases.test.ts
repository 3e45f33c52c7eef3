import { describe, expect, it } from "vitest";
import { contextOf, firstBytesOf, probing } from "./cases.testdata.ts";
import { propertiesOf } from "./table.ts";
import { contractOf } from "../spec/contracts/shipped-contracts.ts";

/** One line for each case of every property: its id, and a digest of what it sends first. */
function reported(runSeed: number): string {
  const lines = probing.flatMap((property) => [...property.cases(contextOf(property, runSeed))].map((one) => `${one.id} ${firstBytesOf(one)}`));
  return `${lines.join("\n")}\n`;
}

describe("the cases of all properties", () => {
  // A change of these files is a change of what a run sends: `npx vitest run properties/cases.test.ts -u`, and a line in CHANGELOG.md.
  for (const seed of [1, 2]) {
    it(`are the same on every machine for seed ${String(seed)}`, async () => {
      await expect(reported(seed)).toMatchFileSnapshot(`__snapshots__/cases-of-seed-${String(seed)}.txt`);
    });
  }

  const cases = probing.flatMap((property) => [...property.cases(contextOf(property, 1))].map((one) => ({ property, one })));

  it("have an id of their own, which begins with that of their property", () => {
    const ids = cases.map(({ one }) => one.id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(cases.filter(({ property, one }) => !one.id.startsWith(`${property.id}#`)).map(({ one }) => one.id)).toEqual([]);
  });

  it("have an id that a command line can hold", () => {
    expect(cases.map(({ one }) => one.id).filter((id) => !/^[\w./#+-]+$/u.test(id))).toEqual([]);
  });

  it("are there for every property that has sessions to work with", () => {
    expect(probing.filter((property) => property.cases(contextOf(property, 1)).length === 0).map(({ id }) => id)).toEqual([]);
  });

  it("have a seed only where they are random", () => {
    const seeded = cases.filter(({ one }) => /#\d+\.\d+$/u.test(one.id));
    expect(new Set(seeded.map(({ property }) => property.phase))).toEqual(new Set(["random"]));
    expect(cases.filter(({ property, one }) => property.phase === "random" && !/#1\.\d+$/u.test(one.id)).map(({ one }) => one.id)).toEqual([]);
  });

  it("do not depend on the seed where they are not random", () => {
    const fixed = (seed: number): string[] =>
      probing
        .filter(({ phase }) => phase !== "random")
        .flatMap((property) => [...property.cases(contextOf(property, seed))].map((one) => `${one.id} ${firstBytesOf(one)}`));
    expect(fixed(1)).toEqual(fixed(2));
  });

  it("send the same when they are sent again", () => {
    for (const { one } of cases) expect(firstBytesOf(one)).toBe(firstBytesOf(one));
  });
});

describe("every property", () => {
  it("that needs sessions has no case without them", () => {
    const fixtures = { available: false, status: "skipped", reason: "none" } as const;
    const needy = probing.filter(({ needs, phase }) => needs !== "none" && phase !== "random");
    expect(needy.filter((property) => property.cases({ ...contextOf(property, 1), fixtures }).length > 0).map(({ id }) => id)).toEqual([]);
  });

  it("can make its cases of another operation", () => {
    for (const operation of ["GetStatement", "UntagResource"]) {
      const contract = contractOf(operation);
      for (const property of propertiesOf(contract)) {
        if (property.kind !== "probing" || property.needs !== "none") continue;
        for (const one of property.cases({ ...contextOf(property, 1), contract })) expect(firstBytesOf(one)).toMatch(/^(?:send|burst) /u);
      }
    }
  });
});
