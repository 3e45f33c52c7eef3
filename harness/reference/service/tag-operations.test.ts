import { describe, expect, it } from "vitest";
import { createTestbed, sessionNamed, type Testbed } from "./testbed.testdata.ts";

const arnOf = (id: string): string => `arn:aws:glue:us-east-1:123456789012:session/${id}`;

function taggedTestbed(id: string): Testbed {
  const testbed = createTestbed();
  testbed.call("CreateSession", { ...sessionNamed(id), Tags: { kept: "1", changed: "old" } });
  return testbed;
}

const tagsOf = ({ call }: Testbed, id: string): unknown => call("GetTags", { ResourceArn: arnOf(id) }).body["Tags"];

describe("tag operations", () => {
  it("add, change and remove tags, seen by the filter at once", () => {
    const testbed = taggedTestbed("s");
    const { call } = testbed;
    expect(call("TagResource", { ResourceArn: arnOf("s"), TagsToAdd: { changed: "new", added: "" } })).toEqual({ status: 200, body: {} });
    expect(tagsOf(testbed, "s")).toEqual({ kept: "1", changed: "new", added: "" });
    expect(call("UntagResource", { ResourceArn: arnOf("s"), TagsToRemove: ["added", "unknown"] })).toEqual({ status: 200, body: {} });
    expect(tagsOf(testbed, "s")).toEqual({ kept: "1", changed: "new" });
    expect(call("ListSessions", { Tags: { changed: "new" } }).body["Ids"]).toEqual(["s"]);
    expect(call("ListSessions", { Tags: { changed: "old" } }).body["Ids"]).toEqual([]);
  });

  it("leave the session's place in the list and its other members as they are", () => {
    const testbed = taggedTestbed("first");
    testbed.call("CreateSession", sessionNamed("second"));
    const before = testbed.call("ListSessions").body;
    testbed.call("TagResource", { ResourceArn: arnOf("first"), TagsToAdd: { k: "v" } });
    expect(testbed.call("ListSessions").body).toEqual(before);
  });

  it("find ids with separators in them", () => {
    const id = "a/b:c session/d";
    expect(tagsOf(taggedTestbed(id), id)).toEqual({ kept: "1", changed: "old" });
  });

  it.each([arnOf("other"), "arn:aws:glue:us-east-1:123456789012:job/s", "arn:aws:glue:s"])("know nothing of %s", (ResourceArn) => {
    const { call } = taggedTestbed("s");
    for (const [operation, input] of [
      ["GetTags", {}],
      ["TagResource", { TagsToAdd: {} }],
      ["UntagResource", { TagsToRemove: [] }],
    ] as const) {
      expect(call(operation, { ResourceArn, ...input }).body).toMatchObject({
        __type: "EntityNotFoundException",
      });
    }
  });

  it("keep __proto__ and constructor as keys of their own", () => {
    const { call } = taggedTestbed("s");
    call("TagResource", `{"ResourceArn":"${arnOf("s")}","TagsToAdd":{"__proto__":"p","constructor":"c"}}`);
    const { Tags } = call("GetTags", { ResourceArn: arnOf("s") }).body as { Tags: object };
    expect(Object.entries(Tags)).toEqual([
      ["kept", "1"],
      ["changed", "old"],
      ["__proto__", "p"],
      ["constructor", "c"],
    ]);
    expect(call("ListSessions", '{"Tags":{"__proto__":"p"}}').body["Ids"]).toEqual(["s"]);
    expect(call("ListSessions", '{"Tags":{"__proto__":"q"}}').body["Ids"]).toEqual([]);
    call("UntagResource", { ResourceArn: arnOf("s"), TagsToRemove: ["__proto__"] });
    expect(call("ListSessions", '{"Tags":{"__proto__":"p"}}').body["Ids"]).toEqual([]);
  });
});
