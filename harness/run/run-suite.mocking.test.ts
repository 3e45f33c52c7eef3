import { beforeEach, describe, expect, it, vi } from "vitest";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { memberOf } from "../../spec/json.ts";
import type { Property } from "../../properties/core/property.ts";
import { probeCase, send } from "../../properties/core/script.ts";
import { openProbe, validProbe } from "../../properties/core/request.ts";
import { propertiesOf } from "../../properties/table.ts";
import { linesOfJournal } from "../../reports/record/journal.ts";
import { parseRunRecord } from "../../reports/documents/parse-run-record.ts";
import type { Check, RunRecord } from "../../reports/record/run-record.ts";
import { createDirectTransport } from "../transport/direct-transport.ts";
import { answerOf, failing, inputOf, operationOf, probing, refusalOf, watching } from "../cases/exchange.testdata.ts";
import { sessionsOfRun } from "./run-warnings.ts";
import { type RunOptions, resolveSettings } from "../config/settings.ts";
import { createService, type Service } from "../reference/service/service.ts";
import { type FinishedRun, judgeTarget, type RunHooks } from "./run-conformance.ts";
import { createVirtualClock } from "../runtime/virtual-clock.ts";

// Properties that the table has for one test only.
const extra = vi.hoisted((): { properties: Property[] } => ({ properties: [] }));
vi.mock(import("../../properties/table.ts"), async (original) => {
  const table = await original();
  return { propertiesOf: (contract) => [...table.propertiesOf(contract), ...extra.properties] };
});

beforeEach(() => {
  extra.properties = [];
});

type Wrap = (reference: Service) => Service;

/** The reference service, changed; its request ids count. */
function serving(wrap: Wrap, now: () => number): Service {
  let ids = 0;
  return wrap(createService({ now, uuid: () => `00000000-0000-4000-8000-${String((ids += 1)).padStart(12, "0")}` }));
}

/** The reference service, and a callback that sees every request. */
function seen(see: (request: Parameters<Service>[0]) => void): Wrap {
  return (reference) => (request) => {
    see(request);
    return reference(request);
  };
}

interface Judging {
  readonly options?: RunOptions;
  readonly hooks?: RunHooks;
  readonly runId?: string;
  readonly startMs?: number;
}

async function judge(
  wrap: Wrap = (service) => service,
  { options = {}, hooks = {}, runId = "0123456789", startMs = Date.UTC(2026, 0, 1) }: Judging = {},
): Promise<FinishedRun> {
  const clock = createVirtualClock(startMs);
  const settings = resolveSettings({ cases: 10, ...options }, {});
  const transport = createDirectTransport(
    serving(wrap, () => clock.now()),
    clock,
  );
  const finished = await judgeTarget({ settings, transport, clock, runId, credentials: { found: { accessKeyId: "test", secretAccessKey: "test" } } }, hooks);
  parseRunRecord(JSON.stringify(finished.record));
  return finished;
}

function checkOf({ checks }: RunRecord, id: string): Check {
  const check = checks.find((one) => one.id === id);
  if (check === undefined) throw new Error(`no check ${id}`);
  return check;
}

function textOf(counterexample: Check["counterexample"]): string {
  const body = counterexample?.request.body;
  return body !== undefined && "text" in body ? body.text : "";
}

function withStatus({ checks }: RunRecord, status: Check["status"]): readonly string[] {
  return checks.filter((check) => check.status === status).map(({ id }) => id);
}

/** Changes the answers to those requests of ListSessions whose input the predicate holds for. */
function where(holds: (input: unknown) => boolean, answer: (reference: Service, request: Parameters<Service>[0]) => ReturnType<Service>): Wrap {
  return (reference) => (request) => (operationOf(request) === "ListSessions" && holds(inputOf(request)) ? answer(reference, request) : reference(request));
}

const originOf = (input: unknown): string => {
  const origin = memberOf(input, "RequestOrigin");
  return typeof origin === "string" ? origin : "";
};
const maxResultsOf = (input: unknown): number => Number(memberOf(input, "MaxResults") ?? 1);
const accepted: Parameters<typeof where>[1] = () => answerOf(200, { Ids: [], Sessions: [] });
const refusedAll = where(
  (input) => originOf(input).length > 5 && originOf(input).includes("b"),
  () => refusalOf("ValidationException"),
);
const tooManyAllowed = where((input) => maxResultsOf(input) > 1_000, accepted);
const tooFewAllowed = where((input) => maxResultsOf(input) < 1, accepted);

describe("a run over the reference service", () => {
  it("conforms, and leaves no session behind", async () => {
    let left: unknown;
    const { record, ruling, leftBehind } = await judge((reference) => (request) => {
      const answer = reference(request);
      if (operationOf(request) === "DeleteSession")
        left = JSON.parse(Buffer.from((reference({ ...request, ...validProbe("ListSessions", {}).request }) as { body: Uint8Array }).body).toString());
      return answer;
    });
    expect([record.verdict, ruling.exit, leftBehind]).toEqual(["conforms", 0, []]);
    expect(left).toEqual({ Ids: [], Sessions: [] });
    expect(record.meta).toMatchObject({ suiteErrors: [], interrupted: false, narrowedBy: [], preflight: { outcome: "works" } });
    expect(record.meta.sessionsSeen).toBeGreaterThan(0);
    expect(record.requests).toBe(record.meta.requests.properties);
  });

  it("counts as its requests what the target got", async () => {
    let got = 0;
    const sessions = new Set<unknown>();
    const see = (request: Parameters<Service>[0]): void => {
      got += 1;
      if (operationOf(request) === "CreateSession") sessions.add(memberOf(inputOf(request), "Id"));
    };
    const { record } = await judge(seen(see), { options: { cases: 25 } });
    const { properties, preflight, state, polls, retries, shrinking, confirmation, controls } = record.meta.requests;
    expect(properties + preflight + state + polls + retries + shrinking + confirmation + controls).toBe(got);
    expect([retries, shrinking, confirmation, controls]).toEqual([0, 0, 0, 0]);
    // What is said beforehand of what a run costs.
    expect(sessions.size).toBeLessThanOrEqual(sessionsOfRun.standard);
    expect(sessions.size).toBeGreaterThan(sessionsOfRun.standard - 10);
  });

  it("reports each session before it is created", async () => {
    const asked: unknown[] = [];
    const reported: string[] = [];
    const journal = (text: Buffer): void => {
      for (const line of linesOfJournal(text)) if (line.kind === "session") reported.push(line.id);
    };
    const wrap: Wrap = (reference) => (request) => {
      if (operationOf(request) === "CreateSession") asked.push([memberOf(inputOf(request), "Id"), reported.at(-1)]);
      return reference(request);
    };
    await judge(wrap, { options: { concurrency: 1, only: ["sessions/**"] }, hooks: { journal } });
    expect(reported.length).toBeGreaterThan(12);
    expect(reported.every((id) => id.startsWith("glue-conformance-0123456789-"))).toBe(true);
    expect(new Set(reported).size).toBe(reported.length);
    // Two are deleted and asked for again under their ids, one is asked for three times, and one again that was refused.
    const ids = asked.map((one) => (one as string[])[0]);
    expect(ids.filter((id, index) => ids.indexOf(id) === index)).toEqual(reported);
    expect(ids.length - reported.length).toBe(5);
  });
});

describe("shrinking", () => {
  it("finds the smallest request that shows the breach", async () => {
    for (const seed of [1, 2, 3]) {
      const { record } = await judge(
        where(
          (input) => maxResultsOf(input) > 123,
          () => refusalOf("ValidationException"),
        ),
        { options: { seed, only: ["request/accepts-generated"] } },
      );
      const { status, shrunk, counterexample, reproduced } = checkOf(record, "request/accepts-generated");
      expect({ status, shrunk, reproduced }).toEqual({ status: "failed", shrunk: "complete", reproduced: "3/3" });
      expect(counterexample?.request.body).toEqual({ text: '{"MaxResults":124}' });
      expect(counterexample?.caseId).toMatch(new RegExp(`^request/accepts-generated#${String(seed)}\\.\\d+$`, "u"));
      expect(counterexample?.drawn).toEqual({ seed: expect.any(Number), path: /\d+$/u.exec(counterexample?.caseId ?? "")?.[0] });
      expect(record.meta.requests.shrinking).toBeGreaterThan(0);
    }
  });

  it("keeps to its budget, and every form still shows the breach", async () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { record } = await judge(refusedAll, { options: { seed, cases: 60, only: ["request/accepts-generated"] } });
      const { status, shrunk, counterexample, reproduced } = checkOf(record, "request/accepts-generated");
      expect({ status, reproduced }).toEqual({ status: "failed", reproduced: "3/3" });
      expect(["complete", "capped"]).toContain(shrunk);
      const body = JSON.parse(textOf(counterexample)) as Record<string, string>;
      expect(body["RequestOrigin"]).toMatch(/^(?=.*b).{6}$/u);
      expect(body).not.toHaveProperty("MaxResults");
      expect(record.meta.requests.shrinking).toBeLessThanOrEqual(50);
    }
  });

  it("keeps to the constraint that the first failing request broke, and to its code", async () => {
    const wrap: Wrap = (reference) => tooManyAllowed(tooFewAllowed(reference));
    const { record } = await judge(wrap, { options: { cases: 60, only: ["request/refuses-generated"] } });
    const { counterexample, violations, shrunk } = checkOf(record, "request/refuses-generated");
    const body = JSON.parse(textOf(counterexample)) as Record<string, number>;
    expect(shrunk).toBe("complete");
    expect(Object.keys(body)).toEqual(["MaxResults"]);
    expect([0, 1_001]).toContain(body["MaxResults"]);
    expect(new Set(violations.map(({ code }) => code))).toEqual(new Set(["invalid-accepted"]));
  });

  it("sends nothing where a boundary case of the same constraint failed: that is the counterexample", async () => {
    const { record } = await judge(tooManyAllowed, { options: { cases: 60, only: ["request/refuses-generated", "request/max-results/refuses-wrong-range"] } });
    const [random, boundary] = ["request/refuses-generated", "request/max-results/refuses-wrong-range"].map((id) => checkOf(record, id));
    expect(random).toMatchObject({ status: "failed", shrunk: "complete", reproduced: "3/3" });
    expect(random?.counterexample?.caseId).toMatch(/^request\/max-results\/refuses-wrong-range#MaxResults\/maximum\/above/u);
    expect(random?.counterexample).toEqual(boundary?.counterexample);
    expect(record.meta.requests.shrinking).toBe(0);
  });
});

describe("confirmation", () => {
  const id = "request/max-results/refuses-wrong-range";
  const isAbove = (input: unknown): boolean => JSON.stringify(input) === '{"MaxResults":1001}';

  /** Breaks the contract in the n-th of the times that the request is sent. */
  function breakingIn(times: readonly number[]): Wrap {
    let count = 0;
    return (reference) => where(isAbove, (service, request) => (times.includes((count += 1)) ? accepted(service, request) : service(request)))(reference);
  }

  it.each([
    [[1, 2, 3], "3/3", undefined],
    [[1, 2], "2/3", "failed 2 of 3 times"],
    [[1, 3], "2/3", "failed 2 of 3 times"],
    [[1], "1/3", "failed 1 of 3 times"],
  ])("of a request that is wrongly answered in the tries %j says %s", async (times, reproduced, text) => {
    const { record, ruling } = await judge(breakingIn(times), { options: { only: [id] } });
    const check = checkOf(record, id);
    expect(check).toMatchObject({ status: "failed", reproduced, counterexample: { caseId: expect.stringContaining("#MaxResults/maximum/above") } });
    expect(check.observations.filter(({ code }) => code === "intermittent")).toEqual(text === undefined ? [] : [{ code: "intermittent", text }]);
    expect([record.verdict, ruling.exit, record.meta.requests.confirmation]).toEqual(["fails", 1, 2]);
  });

  it("sends one case once for all properties that it failed", async () => {
    const only = ["error", "request/max-results/refuses-wrong-range"];
    const { record } = await judge(
      where(isAbove, () => answerOf(400, "<html>", { "content-type": "text/html" })),
      { options: { only } },
    );
    const failed = withStatus(record, "failed");
    expect(failed).toEqual(expect.arrayContaining(["error/is-json-object", "error/content-type", "error/code/present"]));
    expect(failed.map((one) => checkOf(record, one).reproduced)).toEqual(failed.map(() => "3/3"));
    expect(record.meta.requests.confirmation).toBe(2);
  });
});

describe("checks", () => {
  const faulty: Wrap = (reference) => tooManyAllowed(refusedAll(reference));

  /** Answers after a while that differs from request to request and not from run to run. */
  function slowly(wrap: Wrap): Wrap {
    return (reference) => {
      const service = wrap(reference);
      let state = 1;
      return async (request) => {
        state = (state * 48_271) % 2_147_483_647;
        const answer = await service(request);
        for (let turn = state % 7; turn > 0; turn -= 1) await Promise.resolve();
        return answer;
      };
    };
  }

  it("are the same whatever number of requests is under way", async () => {
    const [one, ...others] = await Promise.all([1, 3, 8, 40].map((concurrency) => judge(slowly(faulty), { options: { concurrency } })));
    expect(withStatus(one?.record ?? ({} as RunRecord), "failed")).toContain("request/refuses-generated");
    for (const other of others) expect(other.record.checks).toEqual(one?.record.checks);
  });

  it("are the same in every run with the same seed", async () => {
    const [one, other] = [await judge(faulty), await judge(faulty, { runId: "fedcba9876", startMs: Date.UTC(2027, 5, 6, 7, 8, 9) })];
    expect(other.record.checks).toEqual(one.record.checks);
    expect(other.record.meta.runId).not.toBe(one.record.meta.runId);
  });

  it("are the same for what is left of a narrowed run", async () => {
    const whole = (await judge(faulty)).record;
    const sending = new Set(propertiesOf(contractOf("ListSessions")).flatMap(({ kind, id }) => (kind === "passive" ? [] : [id])));
    for (const only of [["request/max-results/**"], ["request/refuses-generated"], ["request/accepts-generated"], ["paging/**"]]) {
      const { record } = await judge(faulty, { options: { only } });
      // What watches sees less where less is sent.
      const judged = record.checks.filter(({ id, status }) => status !== "skipped" && sending.has(id));
      expect(judged.length).toBeGreaterThan(0);
      for (const check of judged) {
        // A boundary case that stood for the counterexample of another property may have been left out.
        const { status, cases, violationCount, reproduced } = check;
        expect(checkOf(whole, check.id)).toMatchObject({ status, cases, violationCount, ...(reproduced === undefined ? {} : { reproduced }) });
      }
    }
  });

  it("send the same requests in a narrowed run", async () => {
    const sent = async (options: RunOptions): Promise<readonly string[]> => {
      const bodies: string[] = [];
      await judge(
        seen(({ body }) => bodies.push(Buffer.from(body).toString("latin1"))),
        { options },
      );
      return bodies;
    };
    const whole = new Set(await sent({}));
    const narrowed = await sent({ only: ["request/**"] });
    expect(narrowed.length).toBeGreaterThan(100);
    expect(narrowed.filter((body) => !whole.has(body))).toEqual([]);
  });

  it("have other random cases under another seed", async () => {
    const bodies = async (seed: number): Promise<readonly string[]> => {
      const sent: string[] = [];
      await judge(
        seen(({ body }) => sent.push(Buffer.from(body).toString("latin1"))),
        {
          options: { seed, only: ["request/accepts-generated"] },
        },
      );
      return sent;
    };
    const [one, other] = [await bodies(1), await bodies(2)];
    expect(other).not.toEqual(one);
    expect(await bodies(1)).toEqual(one);
  });
});

describe("a target that", () => {
  it("refuses a plain request is judged by that alone", async () => {
    const { record, ruling } = await judge(
      where(
        () => true,
        () => refusalOf("ValidationException"),
      ),
    );
    expect(withStatus(record, "failed")).toEqual(["request/accepts-empty-input"]);
    expect(withStatus(record, "unexercised")).toHaveLength(record.checks.length - 1);
    const reason = "{endpoint} refuses a plain ListSessions with status 400 ValidationException; nothing else can be judged.";
    expect(new Set(record.checks.flatMap((check) => check.reason ?? []))).toEqual(new Set([reason]));
    expect([record.verdict, ruling.exit, record.meta.preflight.outcome]).toEqual(["fails", 1, "refuses"]);
    expect(record.requests).toBe(1);
  });

  it("crashes each time is judged by that alone", async () => {
    const { record, ruling } = await judge(
      where(
        () => true,
        () => answerOf(500, "crash"),
      ),
    );
    expect(withStatus(record, "failed")).toEqual(["request/accepts-empty-input"]);
    expect(withStatus(record, "unexercised")).toHaveLength(record.checks.length - 1);
    expect([record.verdict, ruling.exit]).toEqual(["fails", 1]);
  });

  it("drops every broken request is reported as such, and judged to the end", async () => {
    const { record, ruling } = await judge((reference) => async (request) => {
      const answer = await reference(request);
      if (operationOf(request) === "ListSessions" && answer.status >= 400) throw new Error("crashed");
      return answer;
    });
    expect([record.verdict, ruling.exit]).toEqual(["fails", 1]);
    expect(withStatus(record, "errored")).toEqual([]);
    expect(checkOf(record, "request/max-results/refuses-wrong-range")).toMatchObject({
      status: "failed",
      violations: expect.arrayContaining([expect.objectContaining({ code: "connection-lost" })]),
    });
    expect(checkOf(record, "request/accepts-generated").status).toBe("passed");
  });

  it("dies in the middle leaves what was not judged errored", async () => {
    let sent = 0;
    const { record, ruling } = await judge((reference) => (request) => {
      sent += 1;
      if (sent > 100) throw new Error("gone");
      return reference(request);
    });
    expect([record.verdict, ruling.exit]).toEqual(["incomplete", 3]);
    expect(withStatus(record, "failed")).toEqual([]);
    expect(checkOf(record, "request/accepts-generated")).toMatchObject({
      status: "errored",
      reason: "the target is dead: 5 requests in a row got no answer (gone)",
    });
    expect(sent).toBeLessThan(200);
  });

  it("creates no sessions leaves what needs them unexercised", async () => {
    const { record, ruling } = await judge(
      (reference) => (request) => (operationOf(request) === "CreateSession" ? refusalOf("AccessDeniedException") : reference(request)),
    );
    expect([record.verdict, ruling.exit]).toEqual(["incomplete", 3]);
    expect(checkOf(record, "paging/finds-every-session")).toMatchObject({
      status: "unexercised",
      reason: "no session could be created: CreateSession was answered with status 400 AccessDeniedException",
    });
  });

  it.each([
    ["lists no session", () => true],
    ["lists no session by a tag", (input: unknown) => memberOf(input, "Tags") !== undefined],
  ] as const)("%s is not waited for by each property that creates its own", async (_what, holds) => {
    const { record, ruling } = await judge(where(holds, accepted), { options: { concurrency: 1, settle: 5_000 } });
    expect(ruling.exit).toBe(1);
    const reason = "the listing showed no session of the run, or none by its tag, within 5000 ms (--settle)";
    for (const id of ["sessions/gone-after-delete", "sessions/follow-the-model", "paging/survives-deletion"])
      expect(checkOf(record, id)).toMatchObject({ status: "unexercised", reason });
    expect(record.meta.durationMs).toBeLessThan(10_000);
  });

  it("loses the answer to CreateSession has the session all the same", async () => {
    const lost = new Set<unknown>();
    const { record } = await judge(
      (reference) => async (request) => {
        const answer = await reference(request);
        const id = memberOf(inputOf(request), "Id");
        if (operationOf(request) === "CreateSession" && !lost.has(id)) {
          lost.add(id);
          throw new Error("lost");
        }
        return answer;
      },
      { options: { only: ["paging/finds-every-session"], concurrency: 1 } },
    );
    expect(checkOf(record, "paging/finds-every-session").status).toBe("passed");
  });

  it.each<readonly [what: string, stop: (count: number) => string | undefined, remove: (count: number, isStopped: boolean) => string | undefined]>([
    [
      "has its sessions provisioned for long",
      (count) => (count < 4 ? "IllegalSessionStateException" : undefined),
      (_, isStopped) => (isStopped ? undefined : "IllegalSessionStateException"),
    ],
    ["answers with a conflict at first", () => undefined, (count) => (count < 3 ? "ConcurrentModificationException" : undefined)],
    ["says that it deletes, and does not at first", () => undefined, (count) => (count < 3 ? "nothing" : undefined)],
  ])("%s gets each session stopped, and is asked again until it is gone", async (_what, stop, remove) => {
    const asked = { StopSession: new Map<string, number>(), DeleteSession: new Map<string, number>() };
    const stopped = new Set<string>();
    const deleted = new Set<string>();
    const { leftBehind, record } = await judge(
      (reference) => (request) => {
        const [operation, id] = [operationOf(request), String(memberOf(inputOf(request), "Id"))];
        if (operation !== "StopSession" && operation !== "DeleteSession") return reference(request);
        const count = (asked[operation].get(id) ?? 0) + 1;
        asked[operation].set(id, count);
        const refusal = operation === "StopSession" ? stop(count) : remove(count, stopped.has(id));
        if (refusal === "nothing") return answerOf(200, { Id: id });
        if (refusal !== undefined) return refusalOf(refusal);
        (operation === "StopSession" ? stopped : deleted).add(id);
        return reference(request);
      },
      { options: { only: ["paging/ends"] } },
    );
    expect([leftBehind, deleted.size]).toEqual([[], 45]);
    expect(record.verdict).toBe("incomplete");
  });

  it("keeps some sessions is reported to have them still", async () => {
    const { leftBehind } = await judge(
      (reference) => (request) =>
        operationOf(request) === "DeleteSession" && String(memberOf(inputOf(request), "Id")).endsWith("-blue")
          ? refusalOf("IllegalSessionStateException")
          : reference(request),
      { options: { only: ["paging/ends"] } },
    );
    expect(leftBehind).toEqual(["glue-conformance-0123456789-blue"]);
  });
});

describe("a target that lies about whose sessions there are", () => {
  it("is not believed: what the run did not create is neither deleted nor stopped nor tagged", async () => {
    const changed = new Set<string>();
    const foreign = "another-runs";
    const { record, leftBehind } = await judge((reference) => async (request) => {
      const [operation, input] = [operationOf(request), inputOf(request)];
      if (/^(?:Delete|Stop|Tag|Untag)/u.test(operation)) changed.add(String(memberOf(input, "Id") ?? memberOf(input, "ResourceArn")));
      const answer = await reference(request);
      if (operation === "CreateSession" && answer.status === 200) return answerOf(200, { Session: { Id: foreign } });
      if (operation !== "ListSessions" || answer.status !== 200) return answer;
      const listing = inputOf({ ...request, body: answer.body }) as { readonly Ids: readonly string[]; readonly Sessions: readonly object[] };
      // It has each tag that is asked for, and the run's too.
      const session = { Id: foreign, Tags: memberOf(input, "Tags") ?? {} };
      return answerOf(200, { ...listing, Ids: [foreign, ...listing.Ids], Sessions: [session, ...listing.Sessions] });
    });
    expect(changed.size).toBeGreaterThan(10);
    expect([...changed].filter((id) => !/^(?:arn:aws:glue:us-east-1:123456789012:session\/)?glue-conformance-0123456789-/u.test(id))).toEqual([]);
    expect([leftBehind, record.meta.suiteErrors]).toEqual([[], []]);
  });
});

describe("a fault of the suite", () => {
  const broken = (): never => {
    throw new Error("a fault of ours");
  };
  it.each<readonly [where_: string, property: Property, error: string]>([
    ["a script", probing("extra/broken", { cases: () => [{ id: "extra/broken#one", script: broken }] }), "extra/broken#one: a fault of ours"],
    [
      "a check",
      probing("extra/broken", { cases: () => [probeCase("extra/broken#one", validProbe("ListSessions", {}), broken)] }),
      "extra/broken#one: a fault of ours",
    ],
    ["a generator", probing("extra/broken", { cases: broken }), "extra/broken: a fault of ours"],
    ["a watcher", watching("extra/broken", broken), "a fault of ours"],
  ])("in %s leaves the run incomplete, with exit 2", async (_where, property, error) => {
    extra.properties = [property];
    const { record, ruling, leftBehind } = await judge();
    expect([record.verdict, ruling.exit, leftBehind]).toEqual(["incomplete", 2, []]);
    expect(record.meta.suiteErrors).toContain(error);
    expect(withStatus(record, "failed")).toEqual([]);
  });

  it("in a shrinker is reported, and the failure stays", async () => {
    extra.properties = [
      probing("extra/broken", {
        phase: "random",
        cases: () => [probeCase("extra/broken#1.0", validProbe("ListSessions", {}), () => failing())],
        shrink: () => Promise.reject(new Error("a fault of ours")),
      }),
    ];
    const { record, ruling } = await judge(undefined, { options: { only: ["extra/**"] } });
    expect(checkOf(record, "extra/broken")).toMatchObject({ status: "failed", reproduced: "3/3" });
    expect(record.meta.suiteErrors).toEqual(["extra/broken: a fault of ours"]);
    expect([record.verdict, ruling.exit]).toEqual(["fails", 1]);
  });

  it("that would delete what the target lists as ours sends nothing, and is reported", async () => {
    extra.properties = [
      probing("extra/broken", {
        needs: "exclusive",
        phase: "scenarios",
        cases: () => [
          {
            id: "extra/broken#one",
            *script() {
              const { answer } = yield* send(validProbe("ListSessions", {}));
              const [id] = memberOf(answer?.object, "Ids") as readonly string[];
              yield* send(openProbe("DeleteSession", { Id: id }), "state");
              return { violations: [] };
            },
          },
        ],
      }),
    ];
    const created: unknown[] = [];
    const deleted = new Set<unknown>();
    const { record, ruling } = await judge(
      (reference) => (request) => {
        if (operationOf(request) === "DeleteSession") deleted.add(memberOf(inputOf(request), "Id"));
        if (operationOf(request) === "CreateSession") created.push(memberOf(inputOf(request), "Id"));
        return operationOf(request) === "ListSessions" ? answerOf(200, { Ids: ["another-runs", ...created] }) : reference(request);
      },
      { options: { only: ["extra/**"] } },
    );
    expect(deleted.has("another-runs")).toBe(false);
    expect(record.meta.suiteErrors).toEqual(['extra/broken#one: DeleteSession of "another-runs" was not sent: no session of this run has that id']);
    expect([record.verdict, ruling.exit]).toEqual(["incomplete", 2]);
  });

  it("does not hide what the target does wrong", async () => {
    extra.properties = [probing("extra/broken", { cases: broken })];
    const { record, ruling } = await judge(tooManyAllowed);
    expect([record.verdict, ruling.exit]).toEqual(["fails", 1]);
  });
});

describe("limits", () => {
  it("of requests leave what was not judged errored, with the reason", async () => {
    const { record, ruling } = await judge(undefined, { options: { maxRequests: 50 } });
    expect([record.verdict, ruling.exit, record.requests]).toEqual(["incomplete", 3, 50]);
    expect(checkOf(record, "request/accepts-generated")).toMatchObject({ status: "errored", reason: "cut off after 50 requests (--max-requests)" });
  });

  it("leave sessions uncreated that cases would have created", async () => {
    const operations: string[] = [];
    await judge(
      seen((request) => operations.push(operationOf(request))),
      { options: { maxRequests: 1 } },
    );
    expect(operations).toContain("CreateSession");
    expect(operations.lastIndexOf("CreateSession")).toBeLessThan(operations.indexOf("ListSessions", operations.indexOf("CreateSession")));
  });

  it("of failures end the run", async () => {
    const { record, ruling } = await judge(
      where(
        (input) => Object.keys(input ?? {}).length > 0,
        () => answerOf(500, "crash"),
      ),
      { options: { maxFailures: 1, concurrency: 1 } },
    );
    expect([record.verdict, ruling.exit]).toEqual(["fails", 1]);
    expect(record.checks.some(({ reason }) => /^cut off after \d+ failing properties \(--max-failures\)$/u.test(reason ?? ""))).toBe(true);
  });

  it("of time end the run, and sessions are still deleted", async () => {
    const { record, leftBehind } = await judge(undefined, { options: { maxTime: 1, rate: 100 } });
    expect(checkOf(record, "request/accepts-generated").reason).toBe("cut off by --max-time");
    expect(leftBehind).toEqual([]);
  });
});

describe("an interrupt", () => {
  it.each([
    ["in the preflight", 1],
    ["while sessions are created", 8],
    ["among the boundaries", 60],
    ["later", 200],
  ])("%s ends the run with exit 130, and no session is left", async (_when, after) => {
    const abort = new AbortController();
    let [sent, properties] = [0, 0];
    const sessions = new Set<unknown>();
    const { record, ruling, leftBehind } = await judge(
      (reference) => (request) => {
        sent += 1;
        const isOwn = !["DeleteSession", "GetSession", "StopSession"].includes(operationOf(request));
        if (abort.signal.aborted && isOwn) properties += 1;
        if (sent === after) abort.abort();
        if (operationOf(request) === "CreateSession") sessions.add(memberOf(inputOf(request), "Id"));
        if (operationOf(request) === "DeleteSession") sessions.delete(memberOf(inputOf(request), "Id"));
        return reference(request);
      },
      { hooks: { signal: abort.signal }, options: { concurrency: 1 } },
    );
    expect([record.verdict, ruling.exit, record.meta.interrupted, leftBehind]).toEqual(["incomplete", 130, true, []]);
    expect(sessions.size).toBe(0);
    expect(properties).toBeLessThan(5);
  });

  it("before the first request sends nothing", async () => {
    let sent = 0;
    const { ruling } = await judge(
      seen(() => (sent += 1)),
      { hooks: { signal: AbortSignal.abort() } },
    );
    expect([ruling.exit, sent]).toEqual([130, 0]);
  });
});

describe("narrowing", () => {
  it("to what a watcher sees sends the cases of others, which stay skipped", async () => {
    const { record, ruling } = await judge(undefined, { options: { only: ["error/content-type"] } });
    expect(checkOf(record, "error/content-type").status).toBe("passed");
    expect(withStatus(record, "skipped")).toHaveLength(record.checks.length - 1);
    expect([record.verdict, ruling.exit === 0 || ruling.exit === 3]).toEqual(["incomplete", true]);
  });

  it("to a companion sends the cases that judge it", async () => {
    const { record } = await judge(undefined, { options: { only: ["paging/ends"] } });
    expect(checkOf(record, "paging/ends").status).toBe("passed");
    expect(withStatus(record, "skipped")).toHaveLength(record.checks.length - 1);
  });

  it("to nothing sends nothing", async () => {
    const { record, ruling } = await judge(undefined, { options: { skip: ["**"] } });
    expect([record.verdict, ruling.exit, record.meta.preflight.outcome, record.meta.requests.preflight]).toEqual(["incomplete", 3, "not-run", 0]);
  });

  it("by --state observe creates nothing, and says what was left out", async () => {
    const operations = new Set<string>();
    const { record } = await judge(
      seen((request) => operations.add(operationOf(request))),
      { options: { state: "observe" } },
    );
    expect(["CreateSession", "DeleteSession", "StopSession", "TagResource"].filter((operation) => operations.has(operation))).toEqual([]);
    expect(checkOf(record, "paging/finds-every-session")).toMatchObject({
      status: "skipped",
      reason: "needs sessions of its own, which --state observe does not create",
    });
  });
});

describe("progress", () => {
  it("grows to the end, and each breach is reported", async () => {
    const steps: number[] = [];
    const totals = new Set<number>();
    const failures: string[] = [];
    extra.properties = [
      probing("extra/fails", {
        cases: () =>
          ["one", "two"].map((name) => ({
            id: `extra/fails#${name}`,
            *script() {
              yield* send(validProbe("ListSessions", {}));
              return failing();
            },
          })),
      }),
    ];
    await judge(undefined, {
      options: { only: ["extra/**", "request/max-results/**"] },
      hooks: {
        onProgress: ({ done, total }) => {
          steps.push(done);
          totals.add(total);
        },
        onBreach: ({ caseId }) => failures.push(caseId),
      },
    });
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(Math.max(...steps)).toBe(Math.max(...totals));
    expect(failures).toEqual(["extra/fails#one", "extra/fails#two"]);
  });
});
