import { describe, expect, it } from "vitest";
import type { Case, Probe, Script } from "../../properties/core/property.ts";
import { validProbe } from "../../properties/core/request.ts";
import { burst, burstOnce, probeCase, send, wait } from "../../properties/core/script.ts";
import { createDirectTransport } from "../transport/direct-transport.ts";
import { type CasePhase, type CaseResult, perform, runCase, targetSource } from "./run-case.ts";
import { answerOf, breach, failing, refusalOf } from "./exchange.testdata.ts";
import { TargetClient } from "../client/target-client.ts";
import { noRequests, type Counts } from "../client/sent-exchange.ts";
import type { Clock } from "../runtime/clock.ts";
import { createVirtualClock } from "../runtime/virtual-clock.ts";

const probeOf = (name: string): Probe => validProbe("ListSessions", { Name: name });
const nameOf = (body: Uint8Array): string => (JSON.parse(Buffer.from(body).toString()) as { Name?: string }).Name ?? "control";

function stage(service: (name: string) => ReturnType<typeof answerOf> = () => answerOf(200)): {
  sender: TargetClient;
  clock: ReturnType<typeof createVirtualClock>;
  seen: string[];
} {
  const clock = createVirtualClock(0);
  const seen: string[] = [];
  const transport = createDirectTransport(({ body }) => {
    seen.push(nameOf(body));
    return service(nameOf(body));
  }, clock);
  const limits = { maxRequests: undefined, deadline: undefined, rate: undefined, headers: {} };
  const signer = { sign: <T>(request: T): T => request };
  return {
    clock,
    seen,
    sender: new TargetClient({
      transport,
      signer,
      clock,
      limits,
      control: validProbe("ListSessions", {}),
      owns: () => true,
      beforeSend: () => undefined,
      afterSend: () => undefined,
    }),
  };
}

function caseOf(script: (repetition: number) => Script): Case {
  return { id: "a/b#c", script };
}

function sendCase(one: Case, sender: TargetClient, clock: Clock, part: CasePhase = "properties", repetition = 0): Promise<CaseResult> {
  return runCase(one, repetition, targetSource(sender, clock, { part, case: one.id, repetition }));
}

describe("runCase()", () => {
  it("plays sends, bursts and waits in their order, and returns the judgement", async () => {
    const { sender, clock, seen } = stage();
    const one = caseOf(function* () {
      const first = yield* send(probeOf("first"));
      yield* wait(1_500);
      const both = yield* burst([probeOf("second"), probeOf("third")]);
      const last = yield* send(probeOf("last"), "poll");
      return { violations: [breach()], observations: [first, ...both, last].map(({ request }) => ({ code: "sent", text: nameOf(request.body) })) };
    });
    const result = await sendCase(one, sender, clock);
    expect(seen).toEqual(["first", "second", "third", "last"]);
    expect(clock.now()).toBe(1_500);
    expect(result.judgement).toEqual({ violations: [breach()], observations: ["first", "second", "third", "last"].map((text) => ({ code: "sent", text })) });
    expect(result.steps.map(({ judged, forProperty }) => [nameOf(judged.request.body), forProperty])).toEqual([
      ["first", true],
      ["second", true],
      ["third", true],
      ["last", false],
    ]);
    expect(result).not.toHaveProperty("sendError");
    expect(result).not.toHaveProperty("suiteError");
  });

  it("takes the first answers to a burst that is sent once, and lets no other property judge them", async () => {
    const answers = [answerOf(500), refusalOf("ThrottlingException"), answerOf(200)];
    const { sender, seen } = stage(() => answers[seen.length - 1] ?? answerOf(200));
    const result = await sendCase(
      caseOf(function* () {
        const exchanges = yield* burstOnce([probeOf("first"), probeOf("second"), probeOf("third")]);
        return { violations: [], observations: exchanges.map(({ answer }) => ({ code: "got", text: String(answer?.status) })) };
      }),
      sender,
      createVirtualClock(0),
    );
    expect(seen).toEqual(["first", "second", "third"]);
    expect(result.judgement.observations?.map(({ text }) => text)).toEqual(["500", "400", "200"]);
    expect(result.steps.map(({ judged, forProperty }) => [judged.attempts, forProperty])).toEqual(Array.from({ length: 3 }, () => [1, false]));
    expect(sender.counts).toMatchObject({ properties: 3, retries: 0, controls: 0 });
  });

  it("gives a wait no exchanges", async () => {
    const { sender, clock } = stage();
    const got: unknown[] = [];
    await sendCase(
      caseOf(function* () {
        got.push(yield { kind: "wait", ms: 1 });
        return failing();
      }),
      sender,
      clock,
    );
    expect(got).toEqual([[]]);
  });

  it("sends the probes of a burst at the same time", async () => {
    const clock = createVirtualClock(0);
    let [underWay, most] = [0, 0];
    const { sender } = ((): { sender: TargetClient } => {
      const transport = {
        async send() {
          underWay += 1;
          most = Math.max(most, underWay);
          await Promise.resolve();
          await Promise.resolve();
          underWay -= 1;
          return { response: answerOf(200), latencyMs: 0 };
        },
        close: () => Promise.resolve(),
      };
      const limits = { maxRequests: undefined, deadline: undefined, rate: undefined, headers: {} };
      return {
        sender: new TargetClient({
          transport,
          signer: { sign: (request) => request },
          clock,
          limits,
          control: probeOf("control"),
          owns: () => true,
          beforeSend: () => undefined,
          afterSend: () => undefined,
        }),
      };
    })();
    await sendCase(
      caseOf(function* () {
        yield* burst(Array.from({ length: 5 }, () => probeOf("x")));
        return failing();
      }),
      sender,
      clock,
    );
    expect(most).toBe(5);
  });

  it("hands the repetition to the script", async () => {
    const { sender, clock, seen } = stage();
    await sendCase(
      caseOf(function* (repetition) {
        yield* send(probeOf(`repetition-${String(repetition)}`));
        return failing();
      }),
      sender,
      clock,
      "confirmation",
      2,
    );
    expect(seen).toEqual(["repetition-2"]);
  });

  it("ends at the first send error, and keeps the steps until then", async () => {
    const { sender, clock, seen } = stage((name) => (name === "second" ? refusalOf("ThrottlingException") : answerOf(200)));
    const result = await sendCase(
      caseOf(function* () {
        yield* send(probeOf("first"));
        yield* send(probeOf("second"));
        yield* send(probeOf("third"));
        return failing();
      }),
      sender,
      clock,
    );
    expect(result).toMatchObject({ judgement: { violations: [] }, sendError: { status: "errored", reason: expect.stringContaining("kept throttling") } });
    expect(result.steps).toHaveLength(1);
    expect(seen).not.toContain("third");
  });

  it.each<readonly [when: string, script: () => Script]>([
    [
      "at once",
      () => {
        throw new Error("a fault of ours");
      },
    ],
    [
      "after a wait",
      function* () {
        yield* wait(1);
        throw new Error("a fault of ours");
      },
    ],
    [
      "in its check",
      function* () {
        yield* send(probeOf("first"));
        throw new Error("a fault of ours");
      },
    ],
  ])("takes a script that throws %s for a fault of the suite", async (_when, script) => {
    const { sender, clock } = stage();
    expect(await sendCase(caseOf(script), sender, clock)).toMatchObject({ suiteError: "a/b#c: a fault of ours", judgement: { violations: [] } });
  });

  it("takes what is no error for a fault of the suite as well", async () => {
    const { sender, clock } = stage();
    const result = await sendCase(
      caseOf(() => {
        throw "words"; /* oxlint-disable-line typescript/only-throw-error -- on purpose */
      }),
      sender,
      clock,
    );
    expect(result.suiteError).toBe("a/b#c: words");
  });

  it.each<readonly [part: CasePhase, counts: Partial<Counts>]>([
    ["properties", { properties: 3, polls: 1, state: 1 }],
    ["shrinking", { shrinking: 5 }],
    ["confirmation", { confirmation: 5 }],
  ])("counts what is sent in the part %s", async (part, counts) => {
    const { sender, clock } = stage();
    await sendCase(
      caseOf(function* () {
        yield* send(probeOf("own"));
        yield* burst([probeOf("one"), probeOf("other")]);
        yield* send(probeOf("poll"), "poll");
        yield* send(probeOf("state"), "state");
        return failing();
      }),
      sender,
      clock,
      part,
    );
    const none = noRequests();
    expect(sender.counts).toEqual({ ...none, ...counts });
  });

  it("judges a case of one request by its answer", async () => {
    const { sender, clock } = stage(() => refusalOf("ValidationException"));
    const one = probeCase("a/b#c", probeOf("x"), ({ answer }) => (answer?.status === 400 ? failing() : { violations: [] }));
    expect((await sendCase(one, sender, clock)).judgement).toEqual(failing());
  });
});

describe("perform()", () => {
  it("gives the value of a passage, and counts all of it as state", async () => {
    const { sender, clock } = stage();
    const value = await perform(
      (function* () {
        yield* send(probeOf("one"));
        yield* send(probeOf("two"), "poll");
        return "the value";
      })(),
      sender,
      clock,
    );
    expect([value, sender.counts.state, sender.counts.properties, sender.counts.polls]).toEqual(["the value", 2, 0, 0]);
  });

  it("gives nothing where the target could not be asked", async () => {
    const { sender, clock } = stage(() => refusalOf("ThrottlingException"));
    const value = await perform(
      (function* () {
        yield* send(probeOf("one"));
        return "the value";
      })(),
      sender,
      clock,
    );
    expect(value).toBeUndefined();
  });
});
