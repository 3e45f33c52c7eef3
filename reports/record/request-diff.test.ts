import { describe, expect, it } from "vitest";
import { toRecordedBody } from "./recorded-body.ts";
import { describeDifference, requestDifferences, shortJson, shortText } from "./request-diff.ts";
import type { RecordedRequest } from "./run-record.ts";

const headers = {
  "content-type": "application/x-amz-json-1.1",
  "x-amz-target": "AWSGlue.ListSessions",
};
const request = (body: string | Uint8Array, change: Partial<RecordedRequest> = {}): RecordedRequest => ({
  method: "POST",
  path: "/",
  headers,
  body: toRecordedBody(typeof body === "string" ? new TextEncoder().encode(body) : body),
  ...change,
});
const reported = (sent: RecordedRequest, valid: RecordedRequest): readonly string[] => requestDifferences(sent, valid).map(describeDifference);

describe("requestDifferences()", () => {
  const valid = request('{"MaxResults": 10, "Tags": {"a": "b"}}');
  const tags = (count: number): string => JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, key) => [`k${key}`, "v"])));

  it.each<[string, RecordedRequest, readonly string[]]>([
    ["nothing", valid, []],
    ["a changed member", request('{"MaxResults": 0, "Tags": {"a": "b"}}'), ["MaxResults: 0 instead of 10"]],
    ["the spelling of a number", request('{"MaxResults": 1e400, "Tags": {"a": "b"}}'), ["MaxResults: 1e400 instead of 10"]],
    ["an added and a missing member", request('{"MaxResults": 10, "Bogus": null}'), ["Bogus: null added", "Tags missing"]],
    ["a member of a map", request('{"MaxResults": 10, "Tags": {"a": "b", "": "x"}}'), ['Tags[""]: "x" added']],
    ["many members of a map", request(`{"MaxResults": 10, "Tags": ${tags(51)}}`), ['Tags: {51 members} instead of {"a": "b"}']],
    ["a long string", request(`{"MaxResults": 10, "Tags": {"a": "b"}, "NextToken": "${"a".repeat(400_001)}"}`), ['NextToken: "a" × 400001 added']],
    [
      "a long string of several characters",
      request(`{"MaxResults": 10, "Tags": {"a": "${"x".repeat(256)}\\n"}}`),
      [`Tags.a: "${"x".repeat(160)}…" (257 characters) instead of "b"`],
    ],
    ["duplicate names", request('{"MaxResults": 0, "MaxResults": 10, "Tags": {"a": "b"}}'), ['body: {"MaxResults": 0, "MaxResults": 10, "Tags": {"a": "b"}}']],
    ["a truncated body", request('{"MaxResults": 10'), ['body: {"MaxResults": 10 (not a JSON object)']],
    ["an empty body", request(""), ["body: empty"]],
    ["bytes that are not UTF-8", request(Uint8Array.of(0x7b, 0xff)), ["body: not UTF-8: 7b ff (2 bytes)"]],
  ])("describes %s", (_, sent, expected) => {
    expect(reported(sent, valid)).toEqual(expected);
  });

  it("describes method, path and headers", () => {
    const sent = request("{}", {
      method: "GET",
      path: "/x",
      headers: { "content-type": "text/plain", "x-odd": "1" },
    });
    expect(reported(sent, request("{}"))).toEqual([
      "method: GET instead of POST",
      "path: /x instead of /",
      "header content-type: text/plain instead of application/x-amz-json-1.1",
      "header x-odd: 1 added",
      "header x-amz-target missing",
    ]);
  });
});

describe("shortJson()", () => {
  it.each([
    ["12", "12"],
    [JSON.stringify("👍".repeat(100)), '"👍" × 100'],
    [JSON.stringify(Array.from({ length: 40 }, () => 1)), JSON.stringify(Array.from({ length: 40 }, () => 1))],
    [JSON.stringify(Array.from({ length: 100 }, () => 1)), "[100 items]"],
    [JSON.stringify("ab".repeat(79)), JSON.stringify("ab".repeat(79))],
    ["9".repeat(200), `${"9".repeat(160)}… (200 characters)`],
  ])("%s", (raw, short) => {
    expect(shortJson(raw)).toBe(short);
  });
});

describe("shortText()", () => {
  const long = "abcdefghij".repeat(50);

  it("gives the length of a text, also if it was cut before", () => {
    const once = shortText(long, 60);
    expect(once).toBe(`${long.slice(0, 60)}… (500 characters)`);
    expect(shortText(once, 60)).toBe(once);
    expect(shortText(once, 30)).toBe(`${long.slice(0, 30)}… (500 characters)`);
    expect(shortJson(JSON.stringify(`${long.slice(0, 170)}… (500 characters)`))).toBe(`"${long.slice(0, 160)}…" (500 characters)`);
  });
});
