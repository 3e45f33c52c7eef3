import { describe, expect, it } from "vitest";
import { judgeService } from "./bank.testdata.ts";
import { idleServers } from "./idle.ts";

describe("idle servers", () => {
  it("have names of their own", () => {
    expect(new Set(idleServers.map(({ name }) => name)).size).toBe(idleServers.length);
  });

  describe.each(["create", "observe"] as const)("under --state %s", (state) => {
    it.each(idleServers)("$name: $title", async ({ service }) => {
      const { ruling } = await judgeService(service, { state });
      expect(ruling.verdict).not.toBe("conforms");
      expect([1, 3], ruling.because).toContain(ruling.exit);
    });
  });
});
