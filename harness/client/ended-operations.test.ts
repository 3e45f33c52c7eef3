import { describe, expect, it } from "vitest";
import type { Probe } from "../../properties/core/property.ts";
import { brokenProbe, openProbe, validProbe } from "../../properties/core/request.ts";
import { parseJournal } from "../../reports/documents/parse-journal.ts";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { createDirectTransport } from "../transport/direct-transport.ts";
import { answerOf } from "../cases/exchange.testdata.ts";
import { resolveSettings } from "../config/settings.ts";
import { credentials, environmentOf, startTime } from "../proof/in-process.ts";
import { createService } from "../reference/service/service.ts";
import { judgeTarget } from "../run/run-conformance.ts";
import { TargetClient, type TargetClientParts } from "./target-client.ts";
import type { Sent } from "./sent-exchange.ts";
import { judgeStored } from "../replay/stored-run.ts";
import { createVirtualClock } from "../runtime/virtual-clock.ts";

const breaks = { member: "IdleTimeout", keyword: "minimum" };
const broken = (timeout: number): Probe => brokenProbe("CreateSession", { Id: "ours-1", IdleTimeout: timeout }, breaks);
const accepted = "CreateSession accepted a request that breaks IdleTimeout/minimum; nothing more of CreateSession is sent";

/** A sender to a target that answers with one status after the other, and what the target got. */
function stage(
  statuses: readonly number[],
  parts: Partial<TargetClientParts> = {},
): { readonly sender: TargetClient; readonly seen: string[]; readonly ends: string[] } {
  const seen: string[] = [];
  const ends: string[] = [];
  const sender = new TargetClient({
    transport: {
      send: async ({ method, headers, body }) => {
        const response = answerOf(statuses[seen.length] ?? 400);
        seen.push(`${method} ${String(headers["x-amz-target"])} ${Buffer.from(body).toString()}`);
        await Promise.resolve();
        return { response, latencyMs: 1 };
      },
      close: () => Promise.resolve(),
    },
    signer: { sign: (request) => request },
    clock: createVirtualClock(0),
    limits: { maxRequests: undefined, deadline: undefined, rate: undefined, headers: {} },
    control: validProbe("ListSessions", {}),
    owns: (id) => id.startsWith("ours-"),
    beforeSend: () => undefined,
    afterSend: () => undefined,
    onExchange: ({ ends: text }) => {
      if (text !== undefined) ends.push(text);
    },
    ...parts,
  });
  return { sender, seen, ends };
}

const reported = (sent: Sent): string => ("sendError" in sent ? `${sent.sendError.status}: ${sent.sendError.reason}` : String(sent.judged.answer?.status));
const over = `unexercised: ${accepted}, since it changes something`;

describe("a broken request of an operation that changes something", () => {
  it("is the last that is sent of it where it is accepted, however many are asked for at once", async () => {
    const { sender, seen, ends } = stage([400, 400, 200]);
    const sent = await Promise.all([0, -1, -2, -3, -4].map((timeout) => sender.send(broken(timeout), "properties")));
    expect(sent.map((one) => reported(one))).toEqual(["400", "400", "200", over, over]);
    expect(seen.length).toBe(3);
    expect(ends).toEqual([`${accepted}. The target may keep what it made of it: {"Id":"ours-1","IdleTimeout":-2}`]);
    expect(sender.counts.properties).toBe(3);
  });

  it("ends what is valid too, but neither another operation nor what takes sessions away", async () => {
    const { sender } = stage([200, 200, 200, 200]);
    await sender.send(broken(0), "properties");
    const sent = [
      await sender.send(openProbe("CreateSession", { Id: "ours-2" }), "state"),
      await sender.send(validProbe("GetSession", { Id: "ours-2" }), "properties"),
      await sender.send(openProbe("DeleteSession", { Id: "ours-1" }), "state"),
    ];
    expect(sent.map((one) => reported(one))).toEqual([over, "200", "200"]);
  });

  it("leaves clean-up where that is by the operation that it ended", async () => {
    const { sender } = stage([200, 200]);
    const input = { Id: "ours-1", RequestOrigin: "" };
    await sender.send(brokenProbe("DeleteSession", input, { member: "RequestOrigin", keyword: "minLength" }), "properties");
    expect(reported(await sender.send(validProbe("DeleteSession", { Id: "ours-1" }), "properties"))).toMatch(/^unexercised: DeleteSession accepted/u);
    expect(reported(await sender.send(openProbe("DeleteSession", { Id: "ours-1" }), "state"))).toBe("200");
  });

  it("is not sent again once a later try was accepted, nor once a plain request in between was that is broken itself", async () => {
    const retried = stage([500, 200, 200]);
    expect(reported(await retried.sender.send(broken(0), "properties"))).toBe("200");
    expect(reported(await retried.sender.send(broken(0), "confirmation"))).toBe(over);
    expect(retried.seen.length).toBe(3);
    const between = stage([500, 200], { control: broken(-1) });
    expect(reported(await between.sender.send(broken(0), "properties"))).toBe(over);
    expect(between.seen.length).toBe(2);
  });

  it("is judged once by the case that sends the same, where the preflight sent it", async () => {
    const { sender, seen } = stage([200]);
    await sender.send(broken(0), "preflight");
    expect(sender.endings.isOpen("CreateSession")).toBe(true);
    const sent = [];
    for (const timeout of [-1, 0, 0]) sent.push(reported(await sender.send(broken(timeout), "properties")));
    expect(sent).toEqual([over, "200", over]);
    expect([seen.length, sender.endings.isOpen("CreateSession")]).toEqual([1, false]);
  });

  it("shows no more than the beginning of a long request", async () => {
    const { sender, ends } = stage([200]);
    await sender.send(brokenProbe("CreateSession", { Id: "ours-1", Description: "d".repeat(3_000) }, breaks), "properties");
    expect(ends[0]?.length).toBeLessThan(320);
    expect(ends[0]).toMatch(/: \{"Id":"ours-1","Description":"d+…$/u);
  });
});

describe("a run that only observes", () => {
  const list = validProbe("ListSessions", {});
  const { request } = list;
  const named = (target: string): Probe => ({ ...list, request: { ...request, headers: { "X-Amz-Target": target } } });

  it.each<[string, Probe]>([
    ["a valid request", validProbe("DeleteSession", { Id: "ours-1" })],
    ["a broken one", broken(0)],
    ["one whose operation the header lacks", { ...broken(0), request: { ...request, headers: {} } }],
    ["one whose header names another operation", named("AWSGlue.DeleteSession ")],
    ["one in another letter case", named("AWSGlue.deletesession")],
    ["one of an unknown operation", named("AWSGlue.Nothing")],
    ["a method that changes something", { ...list, request: { ...request, method: "DELETE" } }],
  ])("does not send %s, for whatever it is wanted", async (_title, probe) => {
    const { sender, seen } = stage([], { observes: true, isOwn: () => true });
    for (const purpose of ["preflight", "properties", "state", "polls", "shrinking", "confirmation"] as const)
      expect(reported(await sender.send(probe, purpose))).toBe("skipped: --state observe sends nothing of an operation that changes something");
    expect([seen, sender.counts.properties]).toEqual([[], 0]);
  });

  it.each<[string, Probe]>([
    ["a request that reads", list],
    ["one that names no operation", named("")],
    ["a GET", { ...list, request: { ...request, method: "GET" } }],
  ])("sends %s", async (_title, probe) => {
    const { sender } = stage([200], { observes: true });
    expect(reported(await sender.send(probe, "properties"))).toBe("200");
  });
});

it("does not name in a broken request what may belong to another run", async () => {
  const { sender, seen } = stage([], { isOwn: (text) => text.includes("ours") });
  expect(reported(await sender.send(brokenProbe("UpdateRule", { Id: "theirs" }, breaks), "properties"))).toMatch(
    /^skipped: it may name what is not the run's own/u,
  );
  expect(reported(await sender.send(brokenProbe("UpdateRule", { Id: "ours" }, breaks), "properties"))).toBe("400");
  expect(seen.length).toBe(1);
});

it("is found again in what is stored of a run", async () => {
  const clock = createVirtualClock(startTime);
  const reference = createService(environmentOf(clock, 1));
  const service: typeof reference = (request) => (String(request.headers["x-amz-target"]).endsWith(".TagResource") ? answerOf(200, {}) : reference(request));
  let journal = "";
  const transport = createDirectTransport(service, clock);
  const settings = resolveSettings({ state: "create", cases: 5 }, {});
  const judging = { settings, transport, clock, runId: "0123456789", credentials, contract: contractOf("TagResource") };
  const { record, ruling } = await judgeTarget(judging, { journal: (line) => (journal += line.toString()) });
  const again = await judgeStored(parseJournal(journal), { trusting: false });
  expect([...again.gaps]).toEqual([]);
  expect(again.record.checks).toEqual(record.checks);
  expect([again.ruling, again.record.meta.ended]).toEqual([ruling, record.meta.ended]);
  expect(record.meta.ended?.length).toBe(1);
});
