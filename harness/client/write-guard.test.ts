import { describe, expect, it } from "vitest";
import type { WireRequest } from "../../properties/core/exchange.ts";
import { wireRequest } from "../../properties/core/request.ts";
import { changesState, createdId, mayTargetOthers, targetedSession } from "./write-guard.ts";

/** A request for an operation, with its target under a header of that name. */
const request = (header: string, operation: string, body: object): WireRequest => ({
  ...wireRequest(operation, JSON.stringify(body)),
  headers: { [header]: `AWSGlue.${operation}` },
});

describe.each(["x-amz-target", "X-Amz-Target", "X-AMZ-TARGET"])("what a request is about, by its header %s", (header) => {
  it("is the session that it creates", () => {
    expect(createdId(request(header, "CreateSession", {}), { Id: "mine" })).toBe("mine");
    expect(createdId(request(header, "GetSession", {}), { Id: "mine" })).toBe(undefined);
  });

  it("is the session that it deletes or changes", () => {
    expect(targetedSession(request(header, "DeleteSession", { Id: "theirs" }))).toEqual({ operation: "DeleteSession", id: "theirs" });
    expect(targetedSession(request(header, "GetSession", { Id: "theirs" }))).toBe(undefined);
    const changes = (operation: string, named = operation): boolean => changesState({ request: request(header, named, {}), operation });
    expect([changes("StopSession"), changes("ListSessions"), changes("ListSessions", "StopSession"), changes("ListSessions", "")]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it("is the session that a statement is in", () => {
    expect(targetedSession(request(header, "CancelStatement", { SessionId: "mine", Id: "other" }))).toEqual({ operation: "CancelStatement", id: "mine" });
    expect(mayTargetOthers(request(header, "CancelStatement", { SessionId: "mine", Id: "1" }), (text) => text === "mine")).toBe(false);
    expect(mayTargetOthers(request(header, "StopSession", { Id: "1" }), (text) => text === "mine")).toBe(true);
  });
});
