import { describe, expect, it } from "vitest";
import type { Check } from "../../reports/record/run-record.ts";
import { judgeService } from "../reference/operations/bank.testdata.ts";
import { inTurn, lists } from "../reference/faults/change.ts";
import type { World } from "../reference/variants/variant.ts";
import { createChangedService } from "../reference/faults/changed-service.ts";
import type { Service } from "../reference/service/service.ts";

const finds = "paging/finds-every-session";

/** Drops from a page what is more than a hundred sessions, and gives no token for them. */
const cutAtAHundred = (world: World): Service =>
  createChangedService({ apply: inTurn(lists(({ Ids, Sessions }) => ({ Ids: Ids.slice(0, 100), Sessions: Sessions.slice(0, 100) }))) }, world);

/** Lists a hundred sessions on a page at most, and gives a token for the others. */
const pagesOfAHundred = (world: World): Service =>
  createChangedService({ apply: (behaviour) => ({ ...behaviour, pageSizeOf: ({ MaxResults = 100 }) => Math.min(MaxResults, 100) }) }, world);

async function judged(service: (world: World) => Service, effort: "standard" | "deep"): Promise<Check | undefined> {
  const { record } = await judgeService(service, { effort, only: [finds] });
  return record.checks.find(({ id }) => id === finds);
}

describe("pages of a hundred sessions", () => {
  it("are exceeded by a deep run, which finds what is lost behind them", async () => {
    expect(await judged(cutAtAHundred, "deep")).toMatchObject({
      status: "failed",
      violations: expect.arrayContaining([expect.objectContaining({ code: "session-missing" })]) as unknown,
    });
    expect(await judged(pagesOfAHundred, "deep")).toMatchObject({ status: "passed" });
  });

  it("are not reached by a standard run, which says so", async () => {
    expect(await judged(cutAtAHundred, "standard")).toMatchObject({
      status: "passed",
      observations: [{ code: "fullest-page", text: "no page held more than 45 sessions, so what happens beyond that was not exercised" }],
    });
  });
});
