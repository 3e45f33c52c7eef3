import { describe, expect, it } from "vitest";
import { receivedInWords } from "./failure-wording.ts";
import { sessionSetInWords } from "./session-set.ts";

describe("sessionSetInWords()", () => {
  it.each([
    [{ missing: 28, of: 45, ids: ["a", "b"] }, "28 of 45 sessions are missing: a, b, …"],
    [{ missing: 1, of: 1, ids: ["a"] }, "1 of 1 session is missing: a"],
    [{ unexpected: 2, ids: ["a", "b"] }, "2 sessions are listed and must not be: a, b"],
    [{ repeated: 1, ids: ["a"] }, "1 session is listed more than once: a"],
  ])("says how many there are, and which: %j", (received, text) => {
    expect(receivedInWords({ pointer: "/body/Ids", received })).toBe(text);
  });

  it.each([[null], [["a"]], ["a"], [{ missing: 3, of: 5 }], [{ onlyInIds: ["a"], onlyInSessions: [] }]])("knows no set of sessions in %j", (received) => {
    expect(sessionSetInWords(received)).toBeUndefined();
  });
});
