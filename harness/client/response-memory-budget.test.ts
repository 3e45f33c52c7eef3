import { describe, expect, it } from "vitest";
import { readAnswer } from "../../properties/core/answer.ts";
import type { WireResponse } from "../../properties/core/exchange.ts";
import { responseSize } from "./response-size.ts";
import { ResponseMemoryBudget, responseBytesOf } from "./response-memory-budget.ts";
import { judgedOf } from "../cases/exchange.testdata.ts";

const mebibyte = 1_048_576;

/** A page of about the given size, as a service with many sessions sends it. */
function pageOf(bytes: number): WireResponse {
  const Sessions = Array.from({ length: Math.ceil(bytes / 100) }, (_, index) => ({ Id: `session-${String(index)}`, Description: "d".repeat(50) }));
  return { status: 200, headers: { "content-type": "application/x-amz-json-1.1" }, body: Buffer.from(JSON.stringify({ Sessions })) };
}

function lightened(memoryBudget: ResponseMemoryBudget, response: WireResponse): WireResponse {
  return memoryBudget.lightened({ response }).response;
}

function weightOf(response: WireResponse): number {
  return responseBytesOf([{ judged: { ...judgedOf(), response } }]);
}

describe("ResponseMemoryBudget", () => {
  it("refuses what would be too much, and takes it once others are let go of", () => {
    const memoryBudget = new ResponseMemoryBudget();
    expect([memoryBudget.take(20 * mebibyte), memoryBudget.take(5 * mebibyte), memoryBudget.take(0)]).toEqual([true, false, true]);
    memoryBudget.drop(20 * mebibyte);
    expect(memoryBudget.take(5 * mebibyte)).toBe(true);
  });

  it("counts no small answers", () => {
    expect(weightOf(pageOf(1_000))).toBe(0);
    expect(weightOf(pageOf(mebibyte))).toBeGreaterThan(mebibyte / 2);
  });

  it("leaves answers as they are where few are held, and small ones always", () => {
    const memoryBudget = new ResponseMemoryBudget();
    const [large, small] = [pageOf(mebibyte), pageOf(1_000)];
    expect(lightened(memoryBudget, large)).toBe(large);
    memoryBudget.take(10 * mebibyte);
    expect(lightened(memoryBudget, small)).toBe(small);
  });

  it("makes large answers light where others are held, and changes nothing that can be read of them", () => {
    const memoryBudget = new ResponseMemoryBudget();
    memoryBudget.take(10 * mebibyte);
    const page = pageOf(mebibyte);
    const light = lightened(memoryBudget, page);
    expect(weightOf(light)).toBeLessThan(mebibyte / 8);
    expect(responseSize(light).bytes).toBe(page.body.length);
    expect(Buffer.compare(light.body, page.body)).toBe(0);
    expect({ ...light, body: "" }).toEqual({ ...page, body: "" });
    expect(readAnswer(light).object).toEqual(readAnswer(page).object);
  });

  it.each([
    [110, mebibyte],
    [1_100, mebibyte / 10],
  ])("has room for a walk over a hundred thousand sessions: %i pages of %i bytes", (pages, bytes) => {
    const memoryBudget = new ResponseMemoryBudget();
    const page = pageOf(bytes);
    const taken = Array.from({ length: pages }, () => memoryBudget.take(weightOf(lightened(memoryBudget, page))));
    expect(taken.every(Boolean)).toBe(true);
  });
});
