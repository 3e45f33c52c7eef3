import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TransportFailure } from "../../properties/core/exchange.ts";
import type { Probe } from "../../properties/core/property.ts";
import { validProbe } from "../../properties/core/request.ts";
import type { TargetClientLimits } from "./run-limits.ts";
import { TargetClient } from "./target-client.ts";
import { noRequests, type Counts, type Purpose, type Sent } from "./sent-exchange.ts";
import type { Delivery } from "../transport/transport.ts";
import { createVirtualClock } from "../runtime/virtual-clock.ts";

/** What a scripted target does with one request. */
type Reaction =
  | number
  | TransportFailure["kind"]
  | { readonly status: number; readonly code?: string; readonly headers?: Readonly<Record<string, string>>; readonly text?: string };

const probe = validProbe("ListSessions", { MaxResults: 7 });
const control = validProbe("ListSessions", {});
const noLimits: TargetClientLimits = { maxRequests: undefined, deadline: undefined, rate: undefined, headers: {} };

function deliveryOf(reaction: Reaction): Delivery {
  if (typeof reaction === "string") return { failure: { kind: reaction, message: `failed as ${reaction}` }, latencyMs: 1 };
  const { status, code, headers = {}, text = code === undefined ? {} : { __type: code } } = typeof reaction === "number" ? { status: reaction } : reaction;
  return { response: { status, headers, body: Buffer.from(JSON.stringify(text)) }, latencyMs: 1 };
}

interface Script {
  /** Reactions to the probe, one after the other; the last one is repeated. */
  readonly probe: readonly Reaction[];
  /** Reactions to the plain request in between. */
  readonly control?: readonly Reaction[];
  readonly limits?: Partial<TargetClientLimits>;
  /** Whether requests may go out while others pause, as where several are under way. */
  readonly overlaps?: true;
}

interface Stage {
  readonly sender: TargetClient;
  /** What the target got: the probe (P) or the plain request (c), with `+` over a fresh connection. */
  readonly seen: string[];
  readonly clock: ReturnType<typeof createVirtualClock>;
  readonly started: number;
  /** Probes as they were reported to a journal. */
  readonly journal: { readonly before: Probe[]; readonly after: Probe[] };
}

function stage(script: Script): Stage {
  const virtual = createVirtualClock(1_000_000);
  let sleeping = 0;
  // Sleeps take a turn of the event loop, so that what is sent without waiting for one is seen to be.
  const clock: typeof virtual = {
    now: () => virtual.now(),
    async sleep(ms) {
      sleeping += 1;
      await setImmediate();
      sleeping -= 1;
      await virtual.sleep(ms);
    },
  };
  const seen: string[] = [];
  const journal = { before: [] as Probe[], after: [] as Probe[] };
  const counted = { P: 0, c: 0 };
  const sender = new TargetClient({
    transport: {
      send(request, { fresh = false } = {}) {
        if (script.overlaps !== true && sleeping > 0) throw new Error("a request was sent before a pause was over");
        const kind = Buffer.from(request.body).toString() === "{}" ? "c" : "P";
        seen.push(kind + (fresh ? "+" : ""));
        const reactions = kind === "c" ? (script.control ?? [200]) : script.probe;
        const reaction = reactions[Math.min(counted[kind], reactions.length - 1)] ?? 200;
        counted[kind] += 1;
        return Promise.resolve(deliveryOf(reaction));
      },
      cannotExpress: ({ method }) => (method === "ODD" ? "it has no such method" : undefined),
      close: () => Promise.resolve(),
    },
    signer: { sign: (request) => request },
    clock,
    limits: { ...noLimits, ...script.limits },
    control,
    owns: (id) => id.startsWith("ours-"),
    beforeSend: (one) => journal.before.push(one),
    afterSend: (_, one) => journal.after.push(one),
  });
  return { sender, seen, clock, started: clock.now(), journal };
}

function reported(sent: Sent): string {
  if ("sendError" in sent) return `${sent.sendError.status}: ${sent.sendError.reason}`;
  const { answer, failure, attempts } = sent.judged;
  return `${failure?.kind ?? String(answer?.status)} after ${String(attempts)}`;
}

/** A request that is never answered, with a plain one before each new try: eight sends, as one lost answer in ten would otherwise accuse a target. */
const each = `P${" c+ P+".repeat(6)} c+ c+ P+`;
const throttling = { status: 400, code: "ThrottlingException" };
const expired: Reaction = { status: 400, code: "ExpiredTokenException" };
const unanswered = "and a plain request in between was not answered either";
const deadTarget = "errored: the target is dead: 5 requests in a row got no answer";

describe("send()", () => {
  it.each<readonly [name: string, script: Script, seen: string, outcome: string]>([
    ["an answer", { probe: [200] }, "P", "200 after 1"],
    ["a refusal", { probe: [{ status: 400, code: "ValidationException" }] }, "P", "400 after 1"],
    ["an unknown status", { probe: [418] }, "P", "418 after 1"],
    ["a redirect", { probe: [301] }, "P", "301 after 1"],
    ["one drop", { probe: ["lost-before-answer", 200] }, "P c+ P+", "200 after 2"],
    ["three drops", { probe: ["lost-before-answer", "lost-before-answer", "lost-before-answer", 400] }, "P c+ P+ c+ P+ c+ P+", "400 after 4"],
    ["drops each time, plain requests answered", { probe: ["lost-before-answer"] }, each, "lost-before-answer after 8"],
    ["drops in the answer each time, plain requests answered", { probe: ["lost-in-answer"] }, each, "lost-in-answer after 8"],
    ["no answer in time, plain requests answered", { probe: ["timeout"] }, "P c+ P+ c+ P+ c+ P+", "timeout after 4"],
    ["one server error", { probe: [500, 200] }, "P c+ P+", "200 after 2"],
    ["a server error each time, plain requests answered", { probe: [500] }, each, "500 after 8"],
    ["a server error each time, plain requests refused", { probe: [500], control: [403] }, each, "500 after 8"],
    ["502, then a drop, then 500", { probe: [502, "lost-before-answer", 500] }, each, "500 after 8"],
    ["a server error that the page lists", { probe: [{ status: 500, code: "InternalServiceException" }, 200] }, "P c+ P+", "200 after 2"],
    ["the same under another status", { probe: [{ status: 400, code: "InternalServiceException" }, 200] }, "P c+ P+", "200 after 2"],
    [
      "a server error each time, plain requests too",
      { probe: [500], control: [500] },
      `P${" c+ c+ P+".repeat(6)} c+`,
      "errored: the target answers with nothing but errors: 20 requests in a row, plain ones among them, failed (status 500)",
    ],
    [
      "a server error each time, one plain request not answered twice",
      { probe: [500], control: [500, 500, 200] },
      each.replace("c+", "c+ c+"),
      `errored: status 500, ${unanswered}`,
    ],
    ["a server error each time, one plain request not answered at once", { probe: [500], control: [500, 200] }, each.replace("c+", "c+ c+"), "500 after 8"],
    [
      "drops of all there is",
      { probe: ["lost-before-answer"], control: ["lost-before-answer"] },
      "P c+ c+ P+ c+",
      `${deadTarget} (failed as lost-before-answer)`,
    ],
    ["an operation that timed out", { probe: [{ status: 400, code: "OperationTimeoutException" }, 200] }, "P c+ P+", "200 after 2"],
    ["a request that timed out", { probe: [{ status: 408, code: "RequestTimeoutException" }, 200] }, "P c+ P+", "200 after 2"],
    ["a request that was aborted", { probe: [{ status: 400, code: "RequestAbortedException" }, 200] }, "P c+ P+", "200 after 2"],
    ["an operation that times out each time", { probe: [{ status: 400, code: "OperationTimeoutException" }] }, each, "400 after 8"],
    ["throttling once", { probe: [throttling, 200] }, "P P+", "200 after 2"],
    ["throttling three times", { probe: [throttling, throttling, throttling, 200] }, "P P+ P+ P+", "200 after 4"],
    ["throttling to the end", { probe: [throttling] }, "P P+ P+ P+", "errored: the target kept throttling (400 ThrottlingException); send slower with --rate"],
    ["429 to the end", { probe: [429] }, "P P+ P+ P+", "errored: the target kept throttling (429); send slower with --rate"],
    ["503 to the end", { probe: [503] }, "P P+ P+ P+", "errored: the target kept throttling (503); send slower with --rate"],
    ["throttling, then a refusal", { probe: [throttling, { status: 400, code: "ValidationException" }] }, "P P+", "400 after 2"],
    ["a server error, then throttling, then an answer", { probe: [500, 429, 200] }, "P c+ P+ P+", "200 after 3"],
    ["credentials that have expired, of one request alone", { probe: [expired] }, "P c+ P+", "400 after 2"],
    ["an answer that is too large", { probe: ["too-large"] }, "P", "errored: failed as too-large"],
  ])("of %s", async (_name, script, seen, outcome) => {
    const on = stage(script);
    expect(reported(await on.sender.send(probe, "properties"))).toBe(outcome);
    expect(on.seen.join(" ")).toBe(seen);
  });

  it.each([
    ["a code that is namespaced", { status: 400, code: "com.amazonaws.glue#ThrottlingException" }],
    ["a code in a header", { status: 400, headers: { "x-amzn-errortype": "TooManyRequestsException:http://internal/" } }],
    ["a code under 500", { status: 500, code: "RequestLimitExceeded" }],
  ])("takes %s for throttling", async (_name, reaction) => {
    const on = stage({ probe: [reaction, 200] });
    expect(reported(await on.sender.send(probe, "properties"))).toBe("200 after 2");
    expect(on.seen).toEqual(["P", "P+"]);
  });

  it("does not wait long for what only keeps state: it accuses no target", async () => {
    const on = stage({ probe: ["timeout"] });
    expect(reported(await on.sender.send(probe, "state"))).toBe("timeout after 2");
    expect(reported(await on.sender.send(probe, "state", { part: "properties", case: "a/b#1" }))).toBe("timeout after 4");
  });

  it("takes what only a broken request meets, however often it is tried at the end, for the answer to it", async () => {
    const broken = { ...probe, expect: "refusal" as const };
    const alone = stage({ probe: [throttling] });
    expect(reported(await alone.sender.send(broken, "confirmation"))).toBe("400 after 4");
    expect(alone.seen.join(" ")).toBe("P c+ P+ c+ P+ c+ P+");
    const busy = stage({ probe: [throttling], control: [throttling] });
    expect(reported(await busy.sender.send(broken, "confirmation"))).toContain("kept throttling");
    expect(reported(await stage({ probe: [throttling] }).sender.send(probe, "confirmation"))).toContain("kept throttling");
    expect(reported(await stage({ probe: [throttling] }).sender.send(broken, "properties"))).toContain("kept throttling");
  });

  it("takes a code of throttling in a success for nothing of the kind", async () => {
    const on = stage({ probe: [{ status: 200, code: "ThrottlingException" }] });
    expect(reported(await on.sender.send(probe, "properties"))).toBe("200 after 1");
  });

  it("skips what the transport cannot express, and sends nothing", async () => {
    const on = stage({ probe: [200] });
    const odd = { ...probe, request: { ...probe.request, method: "ODD" } };
    expect(reported(await on.sender.send(odd, "properties"))).toBe("skipped: it has no such method");
    expect([on.seen, on.sender.counts.properties]).toEqual([[], 0]);
  });

  it("gives back what was sent and what came of it", async () => {
    const sent = await stage({ probe: [{ status: 400, code: "ns#ValidationException" }] }).sender.send(probe, "properties");
    expect(sent).toMatchObject({
      judged: { probe, request: probe.request, attempts: 1, response: { status: 400 }, answer: { status: 400, code: "ValidationException" } },
    });
  });

  it("reports every send before and after it, retries and plain requests too", async () => {
    const on = stage({ probe: [500, 200] });
    await on.sender.send(probe, "properties");
    expect(on.journal).toEqual({ before: [probe, control, probe], after: [probe, control, probe] });
  });

  it("adds the user's headers to every request", async () => {
    const got: unknown[] = [];
    const { sender } = ((): Stage => {
      const on = stage({ probe: [200] });
      const spying = new TargetClient({
        transport: {
          send: ({ headers }) => {
            got.push(headers);
            return Promise.resolve(deliveryOf(got.length === 1 ? 500 : 200));
          },
          close: () => Promise.resolve(),
        },
        signer: { sign: ({ headers, ...request }) => ({ ...request, headers: { ...headers, signed: Object.keys(headers).join() } }) },
        clock: on.clock,
        limits: { ...noLimits, headers: { "x-api-key": "secret" } },
        control,
        owns: () => true,
        beforeSend: () => undefined,
        afterSend: () => undefined,
      });
      return { ...on, sender: spying };
    })();
    await sender.send(probe, "properties");
    const wanted = { ...probe.request.headers, "x-api-key": "secret", signed: "content-type,x-amz-target,x-api-key" };
    expect(got).toEqual([wanted, wanted, wanted]);
  });
});

describe("a request that changes a session", () => {
  const arnOf = (id: string): string => `arn:aws:glue:us-east-1:123456789012:session/${id}`;
  it.each<readonly [operation: string, input: unknown]>([
    ["DeleteSession", { Id: "another-runs" }],
    ["StopSession", { Id: "xours-1" }],
    ["TagResource", { ResourceArn: arnOf("another-runs"), TagsToAdd: { a: "b" } }],
    ["UntagResource", { ResourceArn: arnOf("x:session/ours-1"), TagsToRemove: ["a"] }],
    ["DeleteSession", { Id: "ours-1", ResourceArn: arnOf("another-runs") }],
    ["DeleteSession", { Id: "another-runs", ResourceArn: arnOf("ours-1") }],
    ["TagResource", { ResourceArn: "ours-1" }],
    ["DeleteSession", { Id: ["ours-1"] }],
    ["DeleteSession", {}],
    ["BatchDeleteSession", { Ids: ["ours-1"] }],
  ])("never leaves where it names another's: %s of %j", async (operation, input) => {
    for (const purpose of ["properties", "state", "confirmation"] as const) {
      const on = stage({ probe: [200] });
      await expect(on.sender.send(validProbe(operation, input), purpose)).rejects.toThrow(/^[A-Z]\w+ of .* was not sent: no session of this run has that id$/u);
      expect(on.seen).toEqual([]);
    }
  });

  it("never leaves for another's where a header names the operation", async () => {
    const on = stage({ probe: [200], limits: { headers: { "x-amz-target": "AWSGlue.DeleteSession " } } });
    await expect(on.sender.send(probe, "properties")).rejects.toThrow("was not sent");
    expect(on.seen).toEqual([]);
  });

  it.each<readonly [operation: string, input: unknown]>([
    ["DeleteSession", { Id: "ours-1" }],
    ["StopSession", { Id: "ours-a/b" }],
    ["TagResource", { ResourceArn: arnOf("ours-a/b") }],
    ["GetSession", { Id: "another-runs" }],
  ])("leaves where it is the run's own, or changes nothing: %s of %j", async (operation, input) => {
    const on = stage({ probe: [200] });
    expect(reported(await on.sender.send(validProbe(operation, input), "state"))).toBe("200 after 1");
  });
});

describe("pauses", () => {
  it.each<readonly [name: string, headers: Readonly<Record<string, string>>, ms: number]>([
    ["50, 100 and 200 ms where nothing is asked for", {}, 350],
    ["as long as Retry-After asks", { "retry-after": "2" }, 6_000],
    ["at most five seconds", { "retry-after": "3600" }, 15_000],
    ["as long as ever where Retry-After is a date", { "retry-after": "Wed, 21 Oct 2026 07:28:00 GMT" }, 350],
    ["as long as ever where Retry-After is zero or less", { "retry-after": "-1" }, 350],
    ["as long as ever where Retry-After is empty", { "retry-after": "" }, 350],
  ])("between throttled sends are %s", async (_name, headers, ms) => {
    const on = stage({ probe: [{ ...throttling, headers }] });
    await on.sender.send(probe, "properties");
    // After twelve seconds a plain request is asked in between, which takes its own time.
    expect(on.clock.now() - on.started - ms).toBeGreaterThanOrEqual(0);
    expect(on.clock.now() - on.started - ms).toBeLessThan(50);
  });

  it("keep to the rate, retries and plain requests included", async () => {
    const on = stage({ probe: [500, 200], limits: { rate: 10 } });
    await on.sender.send(probe, "properties");
    await on.sender.send(probe, "properties");
    expect([on.seen.length, on.clock.now() - on.started]).toEqual([4, 300]);
  });

  it("are none without a rate", async () => {
    const on = stage({ probe: [200] });
    for (let count = 0; count < 100; count += 1) await on.sender.send(probe, "properties");
    expect(on.clock.now()).toBe(on.started);
  });
});

describe("counts", () => {
  it.each<readonly [purpose: Purpose, wanted: Partial<Counts>]>([
    ["properties", { properties: 1, retries: 7, controls: 8 }],
    ["polls", { polls: 1, retries: 7, controls: 8 }],
    ["state", { state: 1, retries: 7, controls: 8 }],
    ["shrinking", { shrinking: 1, retries: 7, controls: 8 }],
    ["confirmation", { confirmation: 1, retries: 7, controls: 8 }],
    ["preflight", { preflight: 1, retries: 3 }],
  ])("of a request for %s that is never answered", async (purpose, wanted) => {
    const on = stage({ probe: [500] });
    await on.sender.send(probe, purpose);
    const none = noRequests();
    expect(on.sender.counts).toEqual({ ...none, ...wanted });
  });

  it("come to all that was sent, whatever the target does", async () => {
    const reaction = fc.constantFrom<Reaction>(200, 400, 500, 503, throttling, "lost-before-answer", "timeout", "too-large");
    await fc.assert(
      fc.asyncProperty(fc.array(reaction, { minLength: 1, maxLength: 12 }), fc.array(reaction, { minLength: 1, maxLength: 12 }), async (probes, controls) => {
        const on = stage({ probe: probes, control: controls });
        for (let count = 0; count < 3; count += 1) await on.sender.send(probe, "properties");
        const { properties, retries, controls: counted } = on.sender.counts;
        expect(on.seen.filter((kind) => kind.startsWith("c"))).toHaveLength(counted);
        expect(on.seen.filter((kind) => kind.startsWith("P"))).toHaveLength(properties + retries);
        expect(retries).toBeLessThanOrEqual(7 * properties);
      }),
    );
  });
});

describe("limits", () => {
  const cut = (reason: string): string => `errored: ${reason}`;

  it("of requests: as many as that, retries not counted", async () => {
    const on = stage({ probe: [500, 200], limits: { maxRequests: 2 } });
    const outcomes: string[] = [];
    for (let count = 0; count < 4; count += 1) outcomes.push(reported(await on.sender.send(probe, "properties")));
    expect(outcomes).toEqual([
      "200 after 2",
      "200 after 1",
      cut("cut off after 2 requests (--max-requests)"),
      cut("cut off after 2 requests (--max-requests)"),
    ]);
  });

  it("of requests hold for many at a time", async () => {
    const on = stage({ probe: [200], limits: { maxRequests: 3 } });
    await Promise.all(Array.from({ length: 10 }, () => on.sender.send(probe, "properties")));
    expect(on.seen).toHaveLength(3);
  });

  it("of time: nothing more once it is over", async () => {
    const on = stage({ probe: [200], limits: { deadline: 1_000_500 } });
    expect(reported(await on.sender.send(probe, "properties"))).toBe("200 after 1");
    await on.clock.sleep(499);
    expect(reported(await on.sender.send(probe, "properties"))).toBe("200 after 1");
    await on.clock.sleep(1);
    expect(reported(await on.sender.send(probe, "properties"))).toBe(cut("cut off by --max-time"));
    expect(on.sender.stopped).toBe("cut off by --max-time");
  });

  it("of large answers: no more of them once it is known that the target fails, where the user did not say how long a run may take", async () => {
    const probeReaction = [{ status: 200, text: "a".repeat(200_000) }];
    const sentBy = async (limits: Partial<TargetClientLimits>, fails: boolean): Promise<readonly string[]> => {
      const { sender } = stage({ probe: probeReaction, limits });
      const sent: string[] = [];
      for (let index = 0; index < 8; index += 1) {
        if (index === 3 && fails) sender.failed();
        sent.push(reported(await sender.send(probe, "properties")));
      }
      return sent;
    };
    const all = Array.from({ length: 8 }, () => "200 after 1");
    expect(await sentBy({ maxResponseWeight: 500_000 }, false)).toEqual(all);
    expect(await sentBy({}, true)).toEqual(all);
    const cutOff = cut(
      "cut off: the target fails already, and its answers are so large that all cases would take minutes; --max-time sets how long they may take",
    );
    expect(await sentBy({ maxResponseWeight: 500_000 }, true)).toEqual([...all.slice(0, 6), cutOff, cutOff]);
  });

  it.each<Purpose>(["properties", "preflight", "polls", "shrinking", "confirmation"])("end requests for %s", async (purpose) => {
    const on = stage({ probe: [200] });
    on.sender.stop("the run was interrupted");
    expect(reported(await on.sender.send(probe, purpose))).toBe(cut("the run was interrupted"));
    expect([on.seen, on.sender.counts[purpose]]).toEqual([[], 0]);
  });

  it("let sessions be deleted, retries included", async () => {
    const on = stage({ probe: [500, 429, 200] });
    on.sender.stop("the run was interrupted");
    expect(reported(await on.sender.send(probe, "state"))).toBe("200 after 3");
  });

  it("keep their first reason", () => {
    const { sender } = stage({ probe: [200] });
    sender.stop("first");
    sender.stop("second");
    expect(sender.stopped).toBe("first");
  });

  it.each<readonly [name: string, reaction: Reaction]>([
    ["a server error", 500],
    ["throttling", throttling],
    ["an operation that timed out", { status: 400, code: "OperationTimeoutException" }],
    ["a drop", "lost-before-answer"],
  ])("end the retries of %s too, and what was not tried to the end is not judged", async (_name, reaction) => {
    const on = stage({ probe: [reaction] });
    const pending = on.sender.send(probe, "properties");
    on.sender.stop("the run was interrupted");
    expect(reported(await pending)).toBe(cut("the run was interrupted"));
    expect(on.seen).toEqual(["P"]);
  });
});

describe("credentials that expire in the middle of a run", () => {
  it("end it: what was not judged is errored, and the target is not blamed", async () => {
    const on = stage({ probe: [expired], control: [expired] });
    const why = "errored: the credentials have expired (400 ExpiredTokenException): get new ones and run again";
    expect(reported(await on.sender.send(probe, "properties"))).toBe(why);
    expect(reported(await on.sender.send(probe, "properties"))).toBe(why);
    expect(on.seen).toEqual(["P", "c+", "P+"]);
  });
});

/** What many senders at a time got of it; an answer takes some turns of the loop, a loss one. */
async function askAll(period: number, atATime: number, turns: readonly number[]): Promise<readonly string[]> {
  const clock = createVirtualClock(1_000_000);
  let count = 0;
  const sender = new TargetClient({
    transport: {
      async send() {
        count += 1;
        const isLost = count % period === 0;
        for (let turn = isLost ? 1 : (turns[count % turns.length] ?? 1); turn > 0; turn -= 1) await setImmediate();
        return deliveryOf(isLost ? "lost-before-answer" : 200);
      },
      close: () => Promise.resolve(),
    },
    signer: { sign: (request) => request },
    clock,
    limits: noLimits,
    control,
    owns: () => false,
    beforeSend: () => undefined,
    afterSend: () => undefined,
  });
  const all: string[] = [];
  const askOn = async (): Promise<void> => {
    for (let asked = 0; asked < 12; asked += 1) all.push(reported(await sender.send(probe, "properties")));
  };
  await Promise.all(Array.from({ length: atATime }, askOn));
  return all;
}

describe("a target that loses every nth request", () => {
  it.each([
    [2, 1],
    [3, 1],
    [5, 8],
    [5, 64],
    [7, 8],
    [15, 8],
  ])("is neither accused nor given up: one of %i, %i at a time", async (period, atATime) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(12), { minLength: 1, maxLength: 8 }), async (turns) => {
        expect((await askAll(period, atATime, turns)).filter((one) => !/^200 after [1-8]$/u.test(one))).toEqual([]);
      }),
      { numRuns: 8 },
    );
  });

  it("is asked by one request alone in the end", async () => {
    const on = stage({ probe: ["lost-before-answer"] });
    await Promise.all([on.sender.send(probe, "properties"), ...Array.from({ length: 40 }, () => on.sender.send(control, "polls"))]);
    expect(on.seen.slice(-7).join(" ")).toBe("c+ P+ c+ P+ c+ c+ P+");
  });
});

describe("a dead target", () => {
  it("is given up after five failures in a row, and later requests are not sent", async () => {
    const on = stage({ probe: ["refused"], control: ["refused"] });
    expect(reported(await on.sender.send(probe, "properties"))).toBe(`${deadTarget} (failed as refused)`);
    expect(reported(await on.sender.send(probe, "properties"))).toBe(`${deadTarget} (failed as refused)`);
    expect(on.seen).toHaveLength(5);
  });

  it("is none where many requests at a time are dropped for what they hold", async () => {
    const on = stage({ probe: ["lost-before-answer"], overlaps: true });
    const sent = await Promise.all(Array.from({ length: 8 }, () => on.sender.send(probe, "properties")));
    expect(sent.map(reported)).toEqual(Array.from({ length: 8 }, () => "lost-before-answer after 8"));
    expect(on.sender.stopped).toBeUndefined();
  });

  it("is none where failures come between answers", async () => {
    const on = stage({ probe: ["timeout", "timeout", "timeout", 200], control: ["timeout", 200] });
    expect(reported(await on.sender.send(probe, "properties"))).toBe("200 after 4");
    expect(on.sender.stopped).toBeUndefined();
  });

  it("gets one try for each session that is to be deleted, and more once it answers again", async () => {
    const on = stage({ probe: ["refused", "refused", "refused", "refused", 500, 200], control: ["refused", "refused", "refused", 200] });
    await on.sender.send(probe, "properties");
    const before = on.seen.length;
    expect(reported(await on.sender.send(probe, "state"))).toContain("the target is dead");
    expect(on.seen.slice(before)).toEqual(["P"]);
    await on.sender.send(probe, "state");
    expect(reported(await on.sender.send(probe, "state"))).toBe("200 after 2");
  });

  it.each<readonly [reaction: Reaction, seen: string, outcome: string]>([
    ["refused", "P P+ P+ P+", "refused after 4"],
    ["lost-before-answer", "P P+ P+ P+", "lost-before-answer after 4"],
    ["timeout", "P P+", "timeout after 2"],
    ["connect-timeout", "P P+", "connect-timeout after 2"],
    [500, "P P+ P+ P+", "500 after 4"],
    ["certificate", "P", "certificate after 1"],
    [expired, "P", "400 after 1"],
  ])("is reported in the preflight, sooner rather than later: %s", async (reaction, seen, outcome) => {
    const on = stage({ probe: [reaction] });
    expect(reported(await on.sender.send(probe, "preflight"))).toBe(outcome);
    expect(on.seen.join(" ")).toBe(seen);
  });
});
