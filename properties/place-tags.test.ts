import { describe, expect, it } from "vitest";
import { fixturesOf } from "./cases.testdata.ts";
import { carries, type Pair } from "./fixtures.ts";
import { plannedSessions } from "./designed-sessions.ts";
import { firstPair, lastPair, thirteenPair, twelvePair } from "./place-tags.ts";

const { sessions, owner } = fixturesOf();
const placesOf = (pair: Pair): readonly number[] => sessions.flatMap((session, index) => (carries(session, pair) ? [index] : []));

describe("placeTags()", () => {
  it.each([
    [thirteenPair, 13],
    [twelvePair, 12],
  ])("spreads %j over the order of creation: neither first nor last, at different distances", (pair, count) => {
    const places = placesOf(pair);
    expect(places).toHaveLength(count);
    expect(places[0]).toBeGreaterThan(2);
    expect(places.at(-1)).toBeLessThan(sessions.length - 1);
    expect(new Set(places.slice(1).map((place, index) => place - (places[index] ?? 0))).size).toBeGreaterThan(2);
    expect((places.at(-1) ?? 0) - (places[0] ?? 0)).toBeGreaterThan(sessions.length / 2);
  });

  it("tags only sessions with plain tags, none with both, and none that is to have no tag", () => {
    const tagged = sessions.filter(({ tags }) => Object.hasOwn(tags, "spread"));
    expect(tagged).toHaveLength(25);
    expect(tagged.filter(({ plain, tags }) => !plain || Object.keys(tags).length < 3)).toEqual([]);
  });

  it("tags the first session and the last", () => {
    expect([placesOf(firstPair), placesOf(lastPair)]).toEqual([[0], [sessions.length - 1]]);
  });
});

describe("plannedSessions()", () => {
  it("plans 12, 45 and 110 sessions, with ids of their own, the smaller sets in the larger ones", () => {
    const [quick, standard, deep] = (["quick", "standard", "deep"] as const).map((effort) => plannedSessions(owner, effort));
    expect([quick?.length, standard?.length, deep?.length]).toEqual([12, 45, 110]);
    expect(new Set(deep?.map(({ id }) => id)).size).toBe(110);
    // What is put on sessions for the sake of others depends on how many there are.
    expect(standard?.slice(0, 12).map(({ id }) => id)).toEqual(quick?.map(({ id }) => id));
    expect(deep?.slice(0, 45)).toEqual(standard);
  });

  it("leaves some of each spread tag in the set of a quick run", () => {
    const quick = plannedSessions(owner, "quick");
    for (const pair of [thirteenPair, twelvePair]) expect(quick.filter((session) => carries(session, pair)).length).toBeGreaterThan(1);
  });
});
