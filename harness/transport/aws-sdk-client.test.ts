import { describe, expect, it } from "vitest";
import { exchangeOf, type Reply } from "../../properties/exchanges.testdata.ts";
import type { ClientCall, Probe } from "../../properties/core/property.ts";
import { makeClientCall } from "./aws-sdk-client.ts";

const listing = (body: unknown): Reply => ({ body });
/** Makes a call whose requests get the replies in their order, the last one again and again. */
async function called(call: Partial<ClientCall>, ...replies: readonly Reply[]) {
  const probes: Probe[] = [];
  const exchanges = await makeClientCall({ input: {}, expect: "success", ...call }, async (probe) => {
    probes.push(probe);
    return exchangeOf(probe, replies[Math.min(probes.length, replies.length) - 1] ?? {});
  });
  return { probes, exchanges, readings: exchanges.map(({ reading }) => reading) };
}

describe("makeClientCall()", () => {
  it("sends what the client serialises, and leaves signing to the run", async () => {
    const { probes } = await called({ input: { MaxResults: 1001, Tags: { a: "1" } }, expect: "refusal", breaks: { member: "MaxResults", keyword: "maximum" } });
    expect(probes).toMatchObject([
      {
        operation: "ListSessions",
        input: { MaxResults: 1001, Tags: { a: "1" } },
        claimed: true,
        expect: "refusal",
        breaks: { member: "MaxResults", keyword: "maximum" },
        request: { method: "POST", path: "/", headers: { "x-amz-target": "AWSGlue.ListSessions", "content-type": "application/x-amz-json-1.1" } },
      },
    ]);
    expect(Object.keys(probes[0]?.request.headers ?? {}).toSorted()).toEqual([
      "amz-sdk-invocation-id",
      "amz-sdk-request",
      "content-type",
      "user-agent",
      "x-amz-target",
      "x-amz-user-agent",
    ]);
  });

  it("gives the same exchanges for the same answers", async () => {
    const replies = [listing({ Ids: ["a"], NextToken: "t" }), listing({ Ids: ["b"] })];
    const call = { input: {}, pages: { size: 1, maxPages: 10 } };
    const [one, other] = [await called(call, ...replies), await called(call, ...replies)];
    expect(call.input).toEqual({});
    expect(other.exchanges.map(({ request, reading }) => ({ request, reading: JSON.stringify(reading) }))).toEqual(
      one.exchanges.map(({ request, reading }) => ({ request, reading: JSON.stringify(reading) })),
    );
  });

  it("gives dates as dates", async () => {
    const { readings } = await called({}, listing({ Sessions: [{ Id: "a", CreatedOn: 1.5 }] }));
    expect(readings).toMatchObject([{ kind: "output", isLast: true, output: { Sessions: [{ CreatedOn: new Date(1_500) }] } }]);
  });

  it.each([
    ["a modelled code", { __type: "InvalidInputException", Message: "m" }, "InvalidInputException", true],
    ["a code that the SDK has no class for", { __type: "SerializationException", Message: "m" }, "SerializationException", true],
    ["no code", { Message: "m" }, "Unknown", true],
    ["no JSON", "<html>", "SyntaxError", false],
  ])("reports what is thrown for %s", async (_, body, name, isModelled) => {
    expect((await called({}, { status: 400, body })).readings).toMatchObject([{ kind: "exception", name, isModelled }]);
  });

  it.each([
    ["a token that was given before", () => listing({ NextToken: "same" }), 2],
    ["more pages than are allowed", (page: number) => listing({ NextToken: String(page) }), 5],
  ])("breaks off a walk after %s", async (_, reply, count) => {
    const { readings } = await called({ pages: { size: 1, maxPages: 5 } }, ...Array.from({ length: 9 }, (_none, page) => reply(page)));
    expect(readings.map((reading) => reading?.kind === "output" && reading.isLast)).toEqual(Array.from({ length: count }, () => false));
  });

  it("ends where a request cannot be sent", async () => {
    const exchanges = await makeClientCall({ input: {}, expect: "success", pages: { size: 1, maxPages: 5 } }, () => Promise.resolve(undefined));
    expect(exchanges).toEqual([]);
  });
});
