import { describe, expect, it } from "vitest";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { probing } from "../cases/exchange.testdata.ts";
import { type RunOptions, resolveSettings } from "../config/settings.ts";
import { shardUnitsOf } from "./shard-units.ts";
import { averagesOf, requestsByCase } from "../dev/order/requests-of-cases.ts";
import written from "./requests-of-cases.json" with { type: "json" };
import { workOf } from "./selection.ts";
import { evenly } from "./shard-plan.ts";

const listSessions = contractOf("ListSessions");

function piecesOfShards(count: number, options: RunOptions = {}, contract = listSessions): readonly (readonly string[])[] {
  return Array.from({ length: count }, (_, at) => workOf(contract, resolveSettings({ ...options, shard: { index: at + 1, count } }, {})).share?.pieces ?? []);
}

describe("the plan of shards", () => {
  it.each<readonly [count: number, options: RunOptions, operation: string]>([
    [2, {}, "ListSessions"],
    [7, { effort: "quick" }, "ListSessions"],
    [10, { effort: "deep" }, "ListSessions"],
    [5, { cases: 1_000_000 }, "ListSessions"],
    [3, { state: "observe" }, "ListSessions"],
    [3, {}, "CreateSession"],
  ])("has each piece once: %i shards with %o of %s", (count, options, operation) => {
    const contract = contractOf(operation);
    const shards = piecesOfShards(count, options, contract);
    const settings = resolveSettings(options, {});
    const all = workOf(contract, settings).senders.flatMap((property) => shardUnitsOf(property, settings.cases).map(({ name }) => name));
    expect(shards.flat().toSorted()).toEqual(all.toSorted());
    expect(shards.filter((pieces) => pieces.length === 0)).toEqual([]);
  });

  it("is even where generated cases are many", () => {
    const count = (pieces: readonly string[]): number => pieces.filter((name) => name.startsWith("request/refuses-generated#")).length;
    expect(new Set(piecesOfShards(4, { cases: 100_000 }).map(count))).toEqual(new Set([16]));
  });

  it("has no more shards than pieces", () => {
    expect(() => piecesOfShards(2, { only: ["filters/no-pairs"] })).toThrow("--shard 1/2 asks for 2 shards, and this run has 1 pieces");
  });

  it("deals the heaviest first, each to the shard that has the least", () => {
    const pieces = Object.entries({ a: 1, b: 5, c: 4, d: 3, e: 3 }).map(([name, weight]) => ({ name, weight }));
    expect(evenly(pieces, 2)).toEqual([
      ["b", "e"],
      ["c", "d", "a"],
    ]);
  });

  it("weighs by what the cases of a default run take (npm run order)", async () => {
    expect(written).toEqual(averagesOf(await requestsByCase()));
  });
});

describe("pieces", () => {
  const random = probing("a/random", { phase: "random", share: 2 });
  it.each<readonly [cases: number, names: readonly string[], sizes: readonly (number | undefined)[]]>([
    [50, ["a/random"], [100]],
    [60, ["a/random#0", "a/random#1"], [100, 20]],
  ])("of %i generated cases, times two", (cases, names, sizes) => {
    const pieces = shardUnitsOf(random, cases);
    expect([pieces.map(({ name }) => name), pieces.map((piece) => piece.cases)]).toEqual([names, sizes]);
  });

  it("are at most 64, and one of a designed property", () => {
    expect(shardUnitsOf(random, 1_000_000).length).toBe(64);
    expect(shardUnitsOf(probing("a/designed"), 1_000_000).map(({ name }) => name)).toEqual(["a/designed"]);
  });
});
