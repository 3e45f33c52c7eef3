import { describe, expect, it } from "vitest";
import { sampleRecord } from "../sample-record.testdata.ts";
import { breachesOf, foldedPointer, joinBreaches, type PlacedBreach } from "./breaches.ts";
import type { Breach } from "./run-record.ts";

const placed = (change: Partial<Breach>, ...places: readonly number[]): PlacedBreach => ({
  breach: {
    code: "wrong-type",
    pointer: "/body/Sessions/*/CreatedOn",
    count: places.length,
    expected: "a number",
    received: "text",
    cases: places.map((place) => `a/b#${String(place)}`),
    response: { status: 200, code: null },
    curl: `curl ${String(places[0])}`,
    ...change,
  },
  places,
});

describe("foldedPointer()", () => {
  it.each([
    ["/body/Sessions/0/CreatedOn", "/body/Sessions/*/CreatedOn"],
    ["/body/Ids/12", "/body/Ids/*"],
    ["/body/a1/2b", "/body/a1/2b"],
    ["", ""],
  ])("of %s is %s", (pointer, folded) => {
    expect(foldedPointer(pointer)).toBe(folded);
  });
});

describe("joinBreaches()", () => {
  it("puts the most frequent last, and equally frequent ones in the order of their first cases", () => {
    const all = [placed({ code: "wrong-code", count: 9 }, 5), placed({ code: "code-missing" }, 3), placed({ code: "not-json" }, 1)];
    expect(joinBreaches(all).map(({ breach }) => breach.code)).toEqual(["not-json", "code-missing", "wrong-code"]);
  });

  it("joins those of several shards: the counts added, the first cases in their order, the evidence of the first", () => {
    const some = Array.from({ length: 15 }, (_, index) => 2 * index);
    const others = some.map((place) => place + 1);
    const [joined] = joinBreaches([placed({ count: 100 }, ...others), placed({ count: 20 }, ...some)]);
    expect(joined?.breach).toMatchObject({ count: 120, curl: "curl 0", cases: Array.from({ length: 20 }, (_, index) => `a/b#${String(index)}`) });
    expect(joined?.places).toEqual(Array.from({ length: 20 }, (_, index) => index));
  });

  it("keeps values of another kind apart", () => {
    expect(joinBreaches([placed({ received: "1" }, 1), placed({ received: 1 }, 2), placed({ received: null }, 3), placed({ received: [1] }, 4)])).toHaveLength(
      4,
    );
  });
});

describe("breachesOf()", () => {
  it("makes them of the violations of a record that has none", () => {
    const check = sampleRecord(1).checks.find(({ status }) => status === "failed");
    expect(check === undefined ? [] : breachesOf(check)).toMatchObject([
      { code: "invalid-accepted", pointer: "/status", count: 1, response: { status: 200, code: null }, cases: [check?.counterexample?.caseId] },
    ]);
  });
});
