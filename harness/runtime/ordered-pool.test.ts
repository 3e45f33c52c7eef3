import { setTimeout as delay } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inOrder, inParallel } from "./ordered-pool.ts";

const width = fc.integer({ min: 1, max: 12 });

describe("inParallel()", () => {
  it("keeps the order of the items, whatever order they are done in", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), width, fc.array(fc.nat()), async (scheduler, wide, items) => {
        const done = inParallel(wide, items, async (item, index) => await scheduler.schedule(Promise.resolve([item, index])));
        await scheduler.waitFor(done);
        expect(await done).toEqual(items.map((item, index) => [item, index]));
      }),
    );
  });

  it("has no more than its width under way, and that many as long as there are items", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), width, fc.integer({ min: 0, max: 30 }), async (scheduler, wide, count) => {
        let [underWay, most] = [0, 0];
        const done = inParallel(
          wide,
          Array.from({ length: count }, (_, index) => index),
          async () => {
            underWay += 1;
            most = Math.max(most, underWay);
            await scheduler.schedule(Promise.resolve());
            underWay -= 1;
          },
        );
        await scheduler.waitFor(done);
        expect([underWay, most]).toEqual([0, Math.min(wide, count)]);
      }),
    );
  });

  it("keeps results that are undefined", async () => {
    expect(await inParallel(2, [1, 2, 3], () => Promise.resolve(undefined))).toEqual([undefined, undefined, undefined]);
  });
});

describe("inOrder()", () => {
  it("hands results on one by one, each as soon as all before it are there", async () => {
    const log: string[] = [];
    const slow = [30, 0, 10];
    await inOrder(
      3,
      slow,
      async (ms, index) => {
        await delay(ms);
        log.push(`done ${String(index)}`);
        return index;
      },
      (index) => void log.push(`taken ${String(index)}`),
    );
    expect(log.filter((line) => line.startsWith("taken"))).toEqual(["taken 0", "taken 1", "taken 2"]);
    expect(log.indexOf("taken 0")).toBe(log.indexOf("done 0") + 1);
  });

  it.each<readonly [what: string, fails: "work" | "take"]>([
    ["an item cannot be worked on", "work"],
    ["a result cannot be taken", "take"],
  ])("begins nothing more where %s, and rejects when the rest is done", async (_what, fails) => {
    let [begun, ended] = [0, 0];
    const taken: number[] = [];
    const done = inOrder(
      3,
      Array.from({ length: 100 }, (_, index) => index),
      async (index) => {
        begun += 1;
        await delay(index === 4 ? 1 : 5);
        ended += 1;
        if (fails === "work" && index === 4) throw new Error("broken");
        return index;
      },
      (index) => {
        if (fails === "take" && index === 4) throw new Error("broken");
        taken.push(index);
      },
    );
    await expect(done).rejects.toThrow("broken");
    expect(begun).toBeLessThan(10);
    expect(ended).toBe(begun);
    expect(taken.slice(0, 4)).toEqual([0, 1, 2, 3].slice(0, taken.length));
    const before = begun;
    await delay(20);
    expect(begun).toBe(before);
  });
});
