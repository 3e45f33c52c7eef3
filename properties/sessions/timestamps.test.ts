import { describe, expect, it } from "vitest";
import { eraOf, timeViolations } from "./timestamps.ts";
import type { Walk } from "../checks/pagination.ts";

const noon = Date.UTC(2026, 10, 24, 12);
const hour = 3_600_000;

type Item = Readonly<Record<string, unknown>>;

const walkAt = (targetTimeMs: number | undefined): Pick<Walk, "targetTimeMs"> => ({ targetTimeMs });
const reported = (item: Item, targetTimeMs?: number, again: Item = item): readonly string[] =>
  timeViolations("a", item, again, eraOf(walkAt(targetTimeMs), noon)).map(({ pointer }) => pointer.replace("/body/Sessions/0/", ""));
const seconds = (ms: number): number => ms / 1_000;

describe("timeViolations()", () => {
  it.each([
    ["the time of the run", noon, noon],
    ["the time of a target whose clock is five hours ahead", noon + 5 * hour, noon + 5 * hour],
    ["the time of a target whose clock is five hours behind", noon - 5 * hour, noon - 5 * hour],
    ["half an hour before the listing", noon - hour / 2, noon],
    ["twenty hours off, where the target does not tell its time", noon - 20 * hour, undefined],
  ])("accepts %s", (_, createdMs, targetTimeMs) => {
    expect(reported({ CreatedOn: seconds(createdMs) }, targetTimeMs)).toEqual([]);
  });

  it.each([
    ["local time for UTC", noon + hour, noon],
    ["local time for UTC, west of it", noon - 8 * hour, noon],
    ["milliseconds", noon * 1_000, noon],
    ["the beginning of the epoch", 0, undefined],
  ])("accuses %s", (_, createdMs, targetTimeMs) => {
    expect(reported({ CreatedOn: seconds(createdMs) }, targetTimeMs)).toEqual(["CreatedOn"]);
  });

  it("accuses a time of creation that moves", () => {
    expect(reported({ CreatedOn: seconds(noon) }, noon, { CreatedOn: seconds(noon) + 2 })).toEqual(["CreatedOn"]);
    expect(reported({ CreatedOn: seconds(noon) }, noon, { CreatedOn: seconds(noon) + 0.5 })).toEqual([]);
  });

  it.each([
    ["before the creation", seconds(noon) - 60, ["CompletedOn"]],
    ["in milliseconds", noon, ["CompletedOn"]],
    ["after the creation", seconds(noon) + 60, []],
  ])("judges a completion %s", (_, completed, pointers) => {
    expect(reported({ CreatedOn: seconds(noon), CompletedOn: completed }, noon)).toEqual(pointers);
  });

  it("has nothing to say of what is no number", () => {
    expect(reported({ CreatedOn: "noon", CompletedOn: 0 })).toEqual([]);
  });
});
