import { describe, expect, it } from "vitest";
import { fixturesOf } from "./cases.testdata.ts";
import { carries, type FixtureSession, type Pair } from "./fixtures.ts";
import { plannedSessions } from "./designed-sessions.ts";
import { foreignKin, oddKin } from "./odd-tags.ts";
import { foldedText, isPlainPair, plainCharacters } from "./plain-text.ts";
import { bundles, characterKin, readingKin } from "./tag-kin.ts";

const { owner } = fixturesOf();
const planned = { quick: plannedSessions(owner, "quick"), standard: plannedSessions(owner, "standard") };
const plainKin = [...characterKin, ...readingKin];

const carriersOf = (sessions: readonly FixtureSession[], pair: Pair): readonly FixtureSession[] => sessions.filter((session) => carries(session, pair));

describe("the plan of tags", () => {
  it.each(["quick", "standard"] as const)("keeps to what CreateSession takes, with no key in two spellings, at effort %s", (effort) => {
    for (const { id, tags } of planned[effort]) {
      const keys = Object.keys(tags);
      expect({ id, fits: keys.length <= 50, apart: new Set(keys.map(foldedText)).size }).toEqual({ id, fits: true, apart: keys.length });
      expect(Object.entries(tags).filter(([key, value]) => key.length > 128 || value.length > 256 || /^aws/iu.test(key))).toEqual([]);
    }
  });

  it("puts plain tags alone on plain sessions, and keeps what their own rows say", () => {
    const odd = planned.standard.filter(({ plain }) => plain).flatMap(({ tags }) => Object.entries(tags).filter((pair) => !isPlainPair(pair)));
    expect(odd).toEqual([]);
    for (const { tags, unplanned } of planned.standard) expect(tags).toMatchObject(unplanned?.tags ?? tags);
  });

  it("leaves the session that the preflight creates the same at every effort", () => {
    expect(planned.quick[0]).toEqual(planned.standard[0]);
  });

  it.each(["quick", "standard"] as const)(
    "has a session for each tag that is asked for, and other sessions that are nearly the same, at effort %s",
    (effort) => {
      for (const { name, pair, siblings } of [...plainKin, ...oddKin, ...foreignKin]) {
        const near = siblings.filter((sibling) => carriersOf(planned[effort], sibling).length > 0);
        expect({ name, carriers: carriersOf(planned[effort], pair).length }).toEqual({ name, carriers: 1 });
        expect({ name, near: near.length > (effort === "quick" ? 0 : Math.min(siblings.length, 7) - 1) }).toEqual({ name, near: true });
      }
    },
  );

  it("takes no tag for nearly the same that differs by what only a should tells apart", () => {
    const folded = ([key, value]: Pair): string => JSON.stringify([foldedText(key), foldedText(value)]);
    for (const { name, pair, siblings } of plainKin) {
      expect({ name, same: siblings.filter((sibling) => folded(sibling) === folded(pair) || !isPlainPair(sibling)) }).toEqual({ name, same: [] });
    }
  });

  it("has each plain character at the beginning, in the middle and at the end of keys and of values that are to be found", () => {
    const pairs = bundles.flatMap((bundle) => bundle.pairs);
    for (const part of [0, 1] as const) {
      const texts = pairs.map((pair) => pair[part]);
      const missing = plainCharacters.filter((character) => {
        const inside = texts.some((text) => text.slice(1, -1).includes(character));
        return !inside || (character !== " " && !texts.some((text) => text.startsWith(character) && text.endsWith(character)));
      });
      expect(missing).toEqual([]);
    }
  });

  it("puts each bundle on one plain session, and each of its tags on another that carries no more of it", () => {
    const plain = planned.standard.filter((session) => session.plain);
    for (const { name, pairs } of bundles) {
      const whole = plain.filter((session) => pairs.every((pair) => carries(session, pair)));
      const alone = pairs.filter((pair) => plain.some((session) => pairs.filter((other) => carries(session, other)).length === 1 && carries(session, pair)));
      expect({ name, whole: whole.length, alone: alone.length }).toEqual({ name, whole: 1, alone: pairs.length });
    }
  });
});
