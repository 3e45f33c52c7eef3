import { describe, expect, it } from "vitest";
import { missingSessions, repeatedSessions, unexpectedSessions } from "./session-sets.ts";

const ids = ["a", "b", "c", "d", "e", "f"];

describe("violations of a set of sessions", () => {
  it("say how many sessions there are, and name the first five", () => {
    expect(missingSessions(ids, 45, "over a walk with MaxResults 3")).toEqual({
      code: "session-missing",
      pointer: "/body/Ids",
      expected: "every session over a walk with MaxResults 3",
      received: { missing: 6, of: 45, ids: ["a", "b", "c", "d", "e"] },
    });
    expect(unexpectedSessions(["a"], "that was deleted")).toMatchObject({ expected: "no session that was deleted", received: { unexpected: 1, ids: ["a"] } });
    expect(repeatedSessions(["a"], "over a walk")).toMatchObject({ expected: "each session once over a walk", received: { repeated: 1, ids: ["a"] } });
  });

  it("fit into a record, however long the ids are", () => {
    const long = ids.map((id) => id.padEnd(255, "\u4E2D"));
    for (const violation of [missingSessions(long, 9, ""), unexpectedSessions(long, ""), repeatedSessions(long, "")]) {
      expect(Buffer.byteLength(JSON.stringify(violation.received))).toBeLessThanOrEqual(1024);
      expect(violation.received).toHaveProperty("ids.0", long[0]);
    }
  });
});
