import { describe, expect, it } from "vitest";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { requirementsOf } from "../../spec/requirements/catalogue.ts";
import { familyLaws } from "./family-laws.ts";
import { differences } from "./law.ts";

const of = (given: object, shown: object): readonly string[] =>
  differences(given as never, shown as never, "/body/Session", "as it was created").map(({ code, pointer }) => `${code} ${pointer}`);

describe("differences()", () => {
  it("names members that are shown with another value, or not at all", () => {
    expect(of({ A: 1, B: "x", C: { D: ["y"] } }, { A: 1, B: "y", C: null })).toEqual(["value-changed /body/Session/B", "member-missing /body/Session/C"]);
  });

  it("takes what was given empty as shown where it is left out", () => {
    expect(of({ A: "", B: {}, C: [], D: null, E: { F: [] } }, {})).toEqual([]);
    expect(of({ A: "" }, { A: "x" })).toEqual(["value-changed /body/Session/A"]);
  });

  it("accepts members beside the given ones, in a structure too", () => {
    expect(of({ A: { B: 1 } }, { A: { B: 1, C: 2 }, D: 3 })).toEqual([]);
    expect(of({ A: { B: 1 } }, { A: { B: 2, C: 2 } })).toEqual(["value-changed /body/Session/A"]);
  });

  it("compares times by the digits that both have", () => {
    expect(of({ CreatedOn: 1_735_732_800.123 }, { CreatedOn: 1_735_732_800 })).toEqual([]);
    expect(of({ CreatedOn: 1_735_732_800.123 }, { CreatedOn: 1_735_732_801.123 })).toEqual(["value-changed /body/Session/CreatedOn"]);
  });

  it("leaves tags to GetTags", () => {
    expect(of({ Tags: { a: "1" } }, {})).toEqual([]);
  });
});

describe("familyLaws()", () => {
  it("has none for a service that is not Glue, and none for ListSessions", () => {
    expect(familyLaws({ ...contractOf("GetSession"), targetPrefix: "Other" })).toEqual([]);
    expect(familyLaws(contractOf("ListSessions"))).toEqual([]);
  });

  it("judges at the level of the requirement, which the page settles where it is a must", () => {
    for (const operation of ["CreateSession", "StopSession", "GetStatement"]) {
      const requirements = requirementsOf(operation);
      for (const { requirement, level } of familyLaws(contractOf(operation))) {
        const found = requirements.find(({ id }) => id === requirement);
        expect([requirement, found?.level, found?.basis]).toEqual([requirement, level, level === "must" ? "documented" : "inferred"]);
      }
    }
  });
});
