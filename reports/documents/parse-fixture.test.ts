import { describe, expect, it } from "vitest";
import { parseFixture } from "./parse-fixture.ts";

const session = { id: "one", tags: { team: "blue" } };
const fixture = (sessions: unknown, more: object = {}): string => JSON.stringify({ schemaVersion: 1, sessions, ...more });

describe("parseFixture()", () => {
  it("reads sessions with their tags, behind a byte order mark too", () => {
    expect(parseFixture(`\uFEFF${fixture([session])}`).sessions).toEqual([session]);
  });

  it.each([
    ["no JSON", "{", /^fixture, line 1, column 2: not JSON \(.*\)\. reports\/fixture\.schema\.json describes/u],
    ["another version", fixture([session], { schemaVersion: 2 }), /^fixture, \/schemaVersion: saw 2, expected 1\./u],
    ["no session", fixture([]), /^fixture, \/sessions: saw \[\], which must/u],
    ["a session without tags", fixture([{ id: "one" }]), /^fixture, \/sessions\/0: saw .*tags/u],
    ["a tag that is no text", fixture([{ id: "one", tags: { count: 1 } }]), /^fixture, \/sessions\/0\/tags\/count: saw 1, which must be a string/u],
    ["a session twice", fixture([session, session]), /^fixture, \/sessions\/1\/id: saw "one" for the second time/u],
    ["what is nested without end", "[".repeat(100_000), /^fixture, line 1, column 1001: saw more than 1000 levels of nesting/u],
  ])("refuses %s", (_what, text, message) => {
    expect(() => parseFixture(text)).toThrow(message);
  });
});
