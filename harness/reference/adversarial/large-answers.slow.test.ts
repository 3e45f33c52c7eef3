import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCommandLine, removeFolders } from "../../cli/command-line.testdata.ts";
import { hostileTargets } from "./all-targets.ts";
import { expectGoodEnd, expectLittleMemory, judgeApart, mostSeconds, targetNamed, titled } from "./judged-target.testdata.ts";

beforeAll(buildCommandLine, 60_000);
afterAll(removeFolders);

// These keep a processor busy: side by side each would take as long as all of them.
describe("a run against a hostile target whose answers cost much ends in time, in little memory, and says what it saw", () => {
  it.each(titled(hostileTargets.filter(({ heavy }) => heavy === true)))("%s", async (_title, target) => expectGoodEnd(target), 90_000);
});

describe("a run against a target whose answers are large and wrong", () => {
  // What comes late is not waited for long; all else is as it is where no option is given.
  it.each(["page-of-7-megabytes", "many-tags"])(
    "ends in time and in little memory where nothing limits it, and says why it was cut off: %s",
    async (name) => {
      const listener = await targetNamed(name).open();
      const started = performance.now();
      const { status, record, megabytes } = await judgeApart(listener, { settle: 300 }).finally(() => void listener.close());
      expect((performance.now() - started) / 1_000).toBeLessThan(mostSeconds);
      expectLittleMemory(megabytes);
      expect([status, record.verdict, record.meta.suiteErrors]).toEqual([1, "fails", []]);
      // Looking for the sessions of the run takes a part of what may be read.
      expect(record.requests).toBeGreaterThan(30);
      expect(record.checks.map(({ reason }) => reason)).toContainEqual(expect.stringMatching(/^cut off: the target fails already, .*--max-time/u));
    },
    90_000,
  );
});
