import { afterAll, describe, expect, it } from "vitest";
import { removeFolders } from "../../cli/command-line.testdata.ts";
import { hostileTargets } from "./all-targets.ts";
import { expectGoodEnd, judgeHere, mostSeconds, targetNamed, titled } from "./judged-target.testdata.ts";

afterAll(removeFolders);

describe.concurrent("a run against a target whose answers or sessions never come", () => {
  it.each([
    ["not-a-number", 1, 400],
    ["promises-less", 1, 400],
    ["silent-from-the-middle-on", 3, 20],
    ["hangs-on-page-sizes", 3, 10],
  ] as const)(
    "ends in time where nothing limits it: %s",
    async (name, exit, requests) => {
      const listener = await targetNamed(name).open();
      const started = performance.now();
      const { status, record } = await judgeHere(listener, {}).finally(() => void listener.close());
      expect((performance.now() - started) / 1_000).toBeLessThan(mostSeconds);
      expect([status, record.meta.suiteErrors]).toEqual([exit, []]);
      expect(record.requests).toBeGreaterThan(requests);
    },
    90_000,
  );
});

describe.concurrent("a run against a hostile target ends in time, in little memory, and says what it saw", () => {
  it.each(titled(hostileTargets.filter(({ heavy }) => heavy !== true)))("%s", async (_title, target) => expectGoodEnd(target), 90_000);
});
