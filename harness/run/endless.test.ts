import { describe, expect, it } from "vitest";
import type { WireResponse } from "../../properties/core/exchange.ts";
import { answerOf } from "../cases/exchange.testdata.ts";
import { judgeService } from "../reference/operations/bank.testdata.ts";
import { createService, type Service } from "../reference/service/service.ts";
import { uuidFrom } from "../reference/server/seeded-random.ts";

/** Puts the given number of empty pages before the pages of the reference service; all tokens are fresh. */
function emptyPages(count: number, counting: { requests: number }): Parameters<typeof judgeService>[0] {
  return ({ clock, random }) => {
    const service = createService({ now: () => clock.now(), uuid: () => uuidFrom(random) });
    let fresh = 0;
    const empty = (place: number): WireResponse => answerOf(200, { Ids: [], Sessions: [], NextToken: `empty-${String(place)}-${String((fresh += 1))}` });
    const paging: Service = (request) => {
      counting.requests += 1;
      const plain = service(request);
      if (request.headers["x-amz-target"] !== "AWSGlue.ListSessions") return plain;
      const [, place] = /"NextToken":"empty-(\d+)-\d+"/u.exec(Buffer.from(request.body).toString()) ?? [];
      if (place === undefined) return plain.status === 200 && !Buffer.from(request.body).includes("NextToken") ? empty(1) : plain;
      const body = Buffer.from(
        Buffer.from(request.body)
          .toString()
          .replace(/,?"NextToken":"[^"]*"/u, "")
          .replace("{,", "{"),
      );
      const first = service({ ...request, body });
      return first.status !== 200 || Number(place) >= count ? first : empty(Number(place) + 1);
    };
    return paging;
  };
}

describe("a listing of very many pages", () => {
  it("fails soon where it has no end", async () => {
    const counting = { requests: 0 };
    const { record, ruling } = await judgeService(emptyPages(Infinity, counting), { effort: "quick" });
    expect(ruling.exit).toBe(1);
    expect(record.checks.find(({ id }) => id === "paging/ends")?.status).toBe("failed");
    expect(counting.requests).toBeLessThan(6_000);
  });

  it("is not accused where it ends, and not walked again and again", async () => {
    const counting = { requests: 0 };
    const { record, ruling } = await judgeService(emptyPages(2_500, counting), { effort: "quick" });
    expect(ruling).toMatchObject({ verdict: "incomplete", exit: 3, because: expect.stringContaining("too many to take again and again") });
    expect(record.checks.filter(({ level, status }) => level === "must" && status === "failed")).toEqual([]);
    expect(counting.requests).toBeLessThan(4_000);
  });
});
