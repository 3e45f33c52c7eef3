import { describe, expect, it } from "vitest";
import type { WireRequest, WireResponse } from "../../properties/core/exchange.ts";
import { textOf } from "../record/recorded-body.ts";
import { escapeText } from "../encoding/escape.ts";
import { createNormaliser, named, namedSafely, type Normaliser } from "./normalise.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const request = (body: string): WireRequest => ({
  method: "POST",
  path: "/",
  headers: {},
  body: bytes(body),
});
const response = (body: string, headers: Record<string, string> = {}): WireResponse => ({
  status: 200,
  headers,
  body: bytes(body),
});

const normaliser = (run: string, port: number, seconds: number): Normaliser =>
  createNormaliser({
    runId: run,
    endpoint: `http://127.0.0.1:${port}/`,
    startedAt: new Date(seconds * 1000),
  });
const bodyOf = (recorded: { readonly body: Parameters<typeof textOf>[0] }): string => textOf(recorded.body) ?? "";

/** One walk over a deterministic target, as two different runs see it. */
function walk(run: string, port: number, seconds: number, token: string, requestId: string): unknown {
  const n = normaliser(run, port, seconds);
  const page =
    `{"Sessions":[{"Id":"glue-conformance-${run}-a","CreatedOn":${seconds}.25,"ExecutionTime":${seconds % 7}.5,"MaxCapacity":5.0,` +
    `"Progress":0.0}],"NextToken":"${token}"}`;
  const headers = {
    "x-amzn-requestid": requestId,
    date: new Date(seconds * 1000).toUTCString(),
    "content-length": String(page.length),
    server: "x",
  };
  return [
    n.request(request('{"MaxResults":1}')),
    n.response(response(page, headers)),
    n.request(request(`{"MaxResults":1,"NextToken":"${token}"}`)),
    n.response(response(`<p>${requestId} at ${new Date(seconds * 1000).toISOString()} on 127.0.0.1:${port}: bad ${token}</p>`)),
    n.failure({ kind: "refused", message: `connect to http://127.0.0.1:${port} failed` }),
    n.violation({
      code: "value-changed",
      pointer: "/body/Sessions/0",
      expected: `glue-conformance-${run}-a`,
      received: { token, at: seconds },
    }),
    n.text(`curl -g 'http://127.0.0.1:${port}/'`),
  ];
}

describe("createNormaliser()", () => {
  it("makes two runs over one target equal", () => {
    const one = walk("k3fz9q", 4566, 1_786_000_000, "dG9rZW4tb25l", "0a1b2c3d-0000-4000-8000-000000000001");
    const two = walk("x81mmw", 51_234, 1_786_500_003, "c29tZXRoaW5n", "ffffffff-0000-4000-8000-000000000002");
    expect(one).toEqual(two);
    expect(one).toMatchSnapshot();
  });

  it.each([
    ["2025-01-01T12:00:00Z", "{date YYYY-MM-DDThh:mm:ssZ}"],
    ["2025-01-01 12:00:00.123456+00:00", "{date YYYY-MM-DD hh:mm:ss.s+00:00}"],
    ["20250101T120000Z", "{date YYYYMMDDThhmmssZ}"],
    ["Wed, 01 Jan 2025 12:00:00 GMT", "{date DDD, D MMM YYYY hh:mm:ss GMT}"],
    ["2025-01-01T12:00:00Z and more", "{date} and more"],
    ["1999-01-01T12:00:00Z", "1999-01-01T12:00:00Z"],
  ])("says how a date that was received is written: %s", (received, form) => {
    const { violation } = normaliser("r1", 80, Date.UTC(2025, 0, 1, 12) / 1_000);
    expect(violation({ code: "wrong-type", pointer: "/body/Sessions/0/CreatedOn", expected: "a JSON number", received }).received).toBe(form);
  });

  it("replaces a short token only where it is a NextToken", () => {
    const n = normaliser("r1", 80, 0);
    n.response(response('{"NextToken":"2"}'));
    expect(bodyOf(n.request(request('{"MaxResults":2,"NextToken":"2"}')))).toBe('{"MaxResults":2,"NextToken":"{token:1}"}');
  });

  it("numbers tokens by first appearance and keeps our own", () => {
    const n = normaliser("r1", 80, 0);
    expect(bodyOf(n.request(request('{"NextToken":"garbage-of-ours"}')))).toBe('{"NextToken":"garbage-of-ours"}');
    for (const token of ["first-token", "second-token", "first-token"]) n.response(response(`{"NextToken":"${token}"}`));
    expect(bodyOf(n.request(request('{"NextToken":"second-token"}')))).toBe('{"NextToken":"{token:2}"}');
    expect(bodyOf(n.request(request('{"NextToken":"first\\u002dtoken"}')))).toBe('{"NextToken":"{token:1}"}');
  });

  it("keeps what does not vary: old dates, small numbers, bodies that are not UTF-8", () => {
    const n = normaliser("r1", 80, 1_786_000_000);
    const old = '{"CreatedOn":1600000000.0,"NumberOfWorkers":1786000,"Description":"2020-01-01T00:00:00Z"}';
    const given = n.response(response(old, { "content-length": "90", "X-Odd": "1" }));
    expect(given).toEqual({
      status: 200,
      headers: { "X-Odd": "1", "content-length": "90" },
      body: { text: old },
    });
    expect(n.response({ ...response(""), body: Uint8Array.of(255) })).toMatchObject({
      body: { base64: "/w==" },
    });
  });

  it("distinguishes a number from a clock and a string that contains it", () => {
    const n = normaliser("r1", 80, 1_786_000_000);
    const recorded = n.response(response('{"CreatedOn":1.786000001E9,"CompletedOn":"1786000002","At":1786000003123}'));
    expect(recorded).toMatchObject({
      body: { text: '{"CreatedOn":{date},"CompletedOn":"{date}","At":{date}}' },
    });
  });
});

it("namedSafely() escapes the names that it fills in", () => {
  const record = { target: { endpoint: "http://x\u001B]0;pwn\u0007" }, meta: { runId: "a\u001B[31m" } };
  expect(namedSafely("seen {run} at {endpoint}", record)).toBe(String.raw`seen a\u001b[31m at http://x\u001b]0;pwn\u0007`);
});

describe("named()", () => {
  it("fills the names in again", () => {
    expect(named("curl '{endpoint}/' {run}", { target: { endpoint: "http://[::1]:1/" }, meta: { runId: "r1" } })).toBe("curl 'http://[::1]:1/' r1");
  });
});

describe("an address in what a target answers", () => {
  it.each([
    "https://127.0.0.1:4730/login",
    "http://127.0.0.1:4730/login",
    "http://127.0.0.1:4730/base/login",
    "no route for 127.0.0.1:4730",
    "[::ffff:127.0.0.1]:4730",
    "http://127.0.0.1:47301/",
  ])("reads in reports as it was received: %s", (location) => {
    const names = { runId: "0123456789", endpoint: "http://127.0.0.1:4730/base", startedAt: new Date(1_790_000_000_000) };
    const recorded = createNormaliser(names).response({ status: 307, headers: { location }, body: Buffer.from(location) });
    expect([recorded]).toMatchObject([{ status: 307 }]);
    if ("failure" in recorded) return;
    expect(namedSafely(escapeText(String(recorded.headers["location"])), { target: names, meta: names })).toBe(location);
    expect(named(String(textOf(recorded.body)), { target: names, meta: names })).toBe(location);
  });
});
