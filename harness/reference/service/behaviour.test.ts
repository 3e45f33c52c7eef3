import { describe, expect, it } from "vitest";
import { referenceBehaviour as reference } from "./behaviour.ts";
import { createTestbed, sessionNamed } from "./testbed.testdata.ts";
import type { Behaviour } from "./decisions.ts";

const changes: [string, Partial<Behaviour>, object, object][] = [
  [
    "a limit of one member",
    {
      keywords: {
        ...reference.keywords,
        maximum: (value, limit, place) => value <= limit + (place.path === "MaxResults" ? 1 : 0),
      },
    },
    { MaxResults: 1001 },
    { Ids: ["s"] },
  ],
  [
    "the coercion of one type",
    {
      types: {
        ...reference.types,
        integer: (value, place) => reference.types.integer(Number(value), place),
      },
    },
    { MaxResults: "10" },
    { Ids: ["s"] },
  ],
  ["the combination of tags", { combinePairs: (matches) => matches.some(Boolean) }, { Tags: { k: "v", l: "none" } }, { Ids: ["s"] }],
  ["an error code", { errorCodeOf: () => "ValidationError" }, { MaxResults: 0 }, { __type: "ValidationError" }],
  ["a timestamp", { renderTimestamp: (ms) => new Date(ms).toISOString() }, {}, { Sessions: [{ CreatedOn: "2025-01-01T12:00:00.000Z" }] }],
  [
    "an operation's answer",
    {
      operations: {
        ...reference.operations,
        ListSessions: (call) => ({ ...reference.operations.ListSessions(call), NextToken: null }),
      },
    },
    {},
    { Ids: ["s"], NextToken: null },
  ],
];

describe("a behaviour", () => {
  it.each(changes)("can change %s alone", (_what, change, input, answer) => {
    const { call } = createTestbed({ ...reference, ...change });
    call("CreateSession", { ...sessionNamed("s"), Tags: { k: "v" } });
    expect(call("ListSessions", input).body).toMatchObject(answer);
  });
});
