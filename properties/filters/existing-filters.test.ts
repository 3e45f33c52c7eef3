import { describe, expect, it } from "vitest";
import { fixturesOf } from "../cases.testdata.ts";
import type { Available } from "../core/fixtures.ts";
import { accentFilters, blankFilters, caseFilters, emptyFilters, exactFilters, pagedFilters, severalFilters, sharedPairs } from "./existing-filters.ts";
import { asFixtures, commonInput, mayBeAsked } from "../fixtures/existing-sessions.ts";

const given = (...tags: readonly Readonly<Record<string, string>>[]): Available => ({
  ...fixturesOf(asFixtures(tags.map((all, index) => ({ id: `given-${String(index)}`, tags: all })))),
  given: true,
});

const some = given({ team: "blue", env: "prod" }, { team: "red", env: "prod" }, { team: "blue", env: "prod", owner: "ann" });
const pairsOf = (filters: ReturnType<typeof exactFilters>): readonly string[] => filters.map(({ pairs }) => pairs.map((pair) => pair.join("=")).join(" & "));

describe("filters over given sessions", () => {
  it("ask for each tag, and for what an inexact filter confuses with the most distinctive one", () => {
    expect(pairsOf(exactFilters(some)).slice(0, 4)).toEqual(["team=blue", "team=red", "owner=ann", "env=prod"]);
    expect(pairsOf(exactFilters(some)).slice(4)).toEqual([
      "team=blu",
      "team=bluex",
      "team=lue",
      "owner=blue",
      "blue=team",
      "tea=blue",
      "team=blue",
      "glue-conformance-no-such-key=blue",
    ]);
  });

  it("ask for tags that are together, and for tags that never are", () => {
    expect(pairsOf(severalFilters(some))).toEqual([
      "team=blue & owner=ann",
      "owner=ann & team=blue",
      "team=red & owner=ann",
      "team=blue & glue-conformance-no-such-key=x",
    ]);
    expect(sharedPairs(some)).toEqual([
      ["team", "blue"],
      ["env", "prod"],
    ]);
  });

  it("ask for what differs in case, blanks or an accent", () => {
    expect([caseFilters, blankFilters, emptyFilters, accentFilters].map((filters) => pairsOf(filters(some)))).toEqual([
      ["team=BLUE", "TEAM=blue"],
      ["team= blue", "team=blue "],
      ["team="],
      ["team=bl\u00FAe"],
    ]);
  });

  it("list all sessions by a tag that they have in common, or by none", () => {
    expect(commonInput(some)).toEqual({ Tags: { env: "prod" } });
    expect(commonInput(given({ team: "blue" }, { team: "red" }))).toEqual({});
  });

  it.each([
    ["there are none", given({}, {})],
    ["none is plain", given({ "aws:team": "blue" }, { team: "caf\u00E9 " })],
  ])("ask for no tag where %s", (_why, fixtures) => {
    const all = [exactFilters, severalFilters, caseFilters, blankFilters, emptyFilters, accentFilters].flatMap((filters) => filters(fixtures));
    expect([...all, ...pagedFilters(fixtures, 1_000)]).toEqual([]);
  });

  it("take no key that AWS keeps, no blank at an end, nothing beyond ASCII and nothing too long for plain", () => {
    const pairs = [
      ["team", "blue"],
      ["a b", "c d"],
      ["AWS:x", "y"],
      ["team", " blue"],
      ["team", "blu\u00E9"],
      ["team", ""],
      ["k".repeat(129), "v"],
    ] as const;
    expect(pairs.map(mayBeAsked)).toEqual([true, true, false, false, false, false, false]);
  });
});
