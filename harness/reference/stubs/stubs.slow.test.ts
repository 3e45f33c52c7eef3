import { describe, expect, it } from "vitest";
import { judgeService } from "../operations/bank.testdata.ts";
import { idleServers } from "./all-stubs.ts";

// A client that created no session cannot distinguish invented ones from those of other people. Every other idle server is detected.
const undetectedUnderObserve = "validates-but-makes-sessions-up";

// A refusal that a plain valid request gets too shows nothing (fairness rule 10).
const refusing = idleServers.filter(({ name }) => /^(?:rejects-|denies-|denied-|knows-no|unknown-|always-|never-)/u.test(name));

describe("idle servers", () => {
  it("have unique names", () => {
    expect(new Set(idleServers.map(({ name }) => name)).size).toBe(idleServers.length);
  });

  it.each(refusing)("of which $name refuses all alike keep no must, and no should", async ({ service }) => {
    for (const state of ["create", "observe"] as const) {
      const { record } = await judgeService(service, { state });
      expect(record.checks.filter(({ level, status }) => level !== "may" && status === "passed").map(({ id }) => id)).toEqual([]);
    }
  });

  for (const { name, title, service } of idleServers) {
    it(`${name}, where sessions are created: ${title}`, async () => {
      const { verdict, exit } = (await judgeService(service, { state: "create" })).ruling;
      expect({ conforms: verdict === "conforms", exit }).toEqual({ conforms: false, exit: expect.toSatisfy((status: number) => status === 1 || status === 3) });
    });

    it(`${name}, where none are: ${title}`, async () => {
      const { record, ruling } = await judgeService(service, { state: "observe" });
      const mayPass = name === undetectedUnderObserve && record.meta.sessionsSeen > 0;
      expect({ verdict: ruling.verdict, exit: ruling.exit }).toEqual({
        verdict: ruling.exit === 1 ? "fails" : "incomplete",
        exit: expect.toSatisfy((status: number) => [1, 3, ...(mayPass ? [0] : [])].includes(status)),
      });
    });
  }
});
