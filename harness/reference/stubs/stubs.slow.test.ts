import { describe, expect, it } from "vitest";
import type { RunRecord } from "../../../reports/record/run-record.ts";
import { judgeService } from "../operations/bank.testdata.ts";
import { idleServers } from "./all-stubs.ts";

// A client that created no session cannot distinguish invented ones from those of other people. Every other idle server is detected.
const undetectedUnderObserve = "validates-but-makes-sessions-up";

// A refusal that a plain valid request gets too shows nothing (fairness rule 10): these refuse all alike.
const refusing = /^(?:rejects-|denies-|denied-|knows-no|unknown-|always-|never-)/u;

/** The musts and shoulds that such a one passed. */
function undeservedOf(name: string, { checks }: RunRecord): readonly string[] {
  return refusing.test(name) ? checks.filter(({ level, status }) => level !== "may" && status === "passed").map(({ id }) => id) : [];
}

describe("idle servers", () => {
  it("have unique names", () => {
    expect(new Set(idleServers.map(({ name }) => name)).size).toBe(idleServers.length);
  });

  for (const { name, title, service } of idleServers) {
    it(`${name}, where sessions are created: ${title}`, async () => {
      const { record, ruling } = await judgeService(service, { state: "create" });
      const { verdict, exit } = ruling;
      expect({ conforms: verdict === "conforms", exit }).toEqual({ conforms: false, exit: expect.toSatisfy((status: number) => status === 1 || status === 3) });
      expect(undeservedOf(name, record)).toEqual([]);
    });

    it(`${name}, where none are: ${title}`, async () => {
      const { record, ruling } = await judgeService(service, { state: "observe" });
      const mayPass = name === undetectedUnderObserve && record.meta.sessionsSeen > 0;
      expect({ verdict: ruling.verdict, exit: ruling.exit }).toEqual({
        verdict: ruling.exit === 1 ? "fails" : "incomplete",
        exit: expect.toSatisfy((status: number) => [1, 3, ...(mayPass ? [0] : [])].includes(status)),
      });
      expect(undeservedOf(name, record)).toEqual([]);
    });
  }
});
