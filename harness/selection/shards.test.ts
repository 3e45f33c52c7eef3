import { describe, expect, it } from "vitest";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { type RunOptions, resolveSettings } from "../config/settings.ts";
import { enumerateCases } from "./enumerate-cases.ts";
import { type Work, workOf } from "./selection.ts";

function workOfShards(count: number, options: RunOptions, operation: string): readonly Work[] {
  return Array.from({ length: count }, (_, at) => workOf(contractOf(operation), resolveSettings({ ...options, shard: { index: at + 1, count } }, {})));
}

/** The cases that are sent, each by its property and its place. */
function sentBy({ senders, sends }: Work, options: RunOptions, operation: string): readonly string[] {
  return senders.flatMap((property) => {
    const cases = enumerateCases(property, resolveSettings(options, {}), contractOf(operation));
    return Array.from(cases, (_, place) => place).flatMap((place) => (sends(property, place, cases) ? [`${property.id} ${String(place)}`] : []));
  });
}

describe("shards", () => {
  it.each<readonly [count: number, options: RunOptions, operation: string]>([
    [1, {}, "ListSessions"],
    [2, {}, "ListSessions"],
    [7, { effort: "quick" }, "ListSessions"],
    [10, { effort: "deep" }, "ListSessions"],
    [5, { cases: 1_234 }, "ListSessions"],
    [4, { only: ["request/refuses-generated"], cases: 200 }, "ListSessions"],
    [3, { state: "observe" }, "ListSessions"],
    [3, {}, "CreateSession"],
  ])("send each case of a run once, and each sends something: %i shards with %o of %s", (count, options, operation) => {
    const all = sentBy(workOf(contractOf(operation), resolveSettings(options, {})), options, operation);
    const shards = workOfShards(count, options, operation).map((work) => sentBy(work, options, operation));
    expect(shards.filter((sent) => sent.length === 0)).toEqual([]);
    expect(shards.flat().toSorted()).toEqual(all.toSorted());
  });

  it("judge each property of a run, those with cases of their own in one of them", () => {
    const whole = workOf(contractOf("ListSessions"), resolveSettings({}, {})).selection.judged;
    const judged = workOfShards(4, {}, "ListSessions").flatMap(({ selection }) => selection.judged);
    expect([...new Set(judged.map(({ id }) => id))].toSorted()).toEqual(whole.map(({ id }) => id).toSorted());
    const designed = judged.filter((property) => property.kind === "probing" && property.phase !== "random").map(({ id }) => id);
    expect(designed.toSorted()).toEqual([...new Set(designed)].toSorted());
  });

  it("are no more than there is to send", () => {
    const only = ["filters/no-pairs"];
    expect(() => workOfShards(2, { only }, "ListSessions")).toThrow("--shard 1/2 asks for 2 shards, and this run has 1 parts. Give at most 1.");
  });
});
