import { describe, expect, it } from "vitest";
import { checkedInOperations, contractOf } from "../../spec/contracts/shipped-contracts.ts";
import type { Clock } from "../runtime/clock.ts";
import { createDirectTransport } from "../transport/direct-transport.ts";
import { operationOf } from "../cases/exchange.testdata.ts";
import { resolveSettings } from "../config/settings.ts";
import { credentials, environmentOf, startTime } from "../proof/in-process.ts";
import { referenceBehaviour } from "../reference/service/behaviour.ts";
import { createService, type Service } from "../reference/service/service.ts";
import { type Variant, worldOf } from "../reference/variants/variant.ts";
import { createChangedService } from "../reference/faults/changed-service.ts";
import { variants } from "../reference/variants/all-variants.ts";
import { type FinishedRun, judgeTarget } from "./run-conformance.ts";
import { createVirtualClock } from "../runtime/virtual-clock.ts";
import type { Behaviour } from "../reference/service/decisions.ts";

/** What is sent, as a service sees it. */
interface Seen {
  readonly operation: string;
  readonly body: string;
  readonly status: number;
}

interface Judging {
  readonly state?: "create" | "observe";
  readonly region?: string;
  readonly serviceIn?: (clock: Clock) => Service;
}

async function judge(
  operation: string,
  { state = "create", region, serviceIn = (clock) => createService(environmentOf(clock, 1)) }: Judging = {},
): Promise<FinishedRun & { seen: Seen[] }> {
  const clock = createVirtualClock(startTime);
  const service = serviceIn(clock);
  const seen: Seen[] = [];
  const watched: Service = async (request) => {
    const answer = await service(request);
    seen.push({
      operation: operationOf(request),
      body: Buffer.from(request.body).toString(),
      status: answer.status,
    });
    return answer;
  };
  const settings = resolveSettings({ strict: true, state, cases: 10, ...(region === undefined ? {} : { region }) }, {});
  const transport = createDirectTransport(watched, clock);
  const finished = await judgeTarget({ settings, transport, clock, runId: "test000000", credentials, contract: contractOf(operation) });
  return { ...finished, seen };
}

describe("a run over the reference service", () => {
  it.each(checkedInOperations().filter((operation) => operation !== "ListSessions"))(
    "finds that %s keeps its contract, and leaves nothing behind",
    async (operation) => {
      const { record, ruling, leftBehind, seen } = await judge(operation);
      expect(record.checks.filter(({ status }) => status === "failed").map(({ id, violations }) => [id, violations])).toEqual([]);
      expect(ruling).toMatchObject({ verdict: "conforms", exit: 0 });
      expect(record.suite.contract.operation).toBe(operation);
      expect(leftBehind).toEqual([]);
      const created = seen.filter((one) => one.operation === "CreateSession" && one.status === 200).length;
      const deleted = seen.filter((one) => one.operation === "DeleteSession" && one.status === 200).length;
      expect(deleted).toBe(created);
    },
  );

  it.each(["CreateSession", "DeleteSession", "RunStatement"])("sends nothing of %s where it only observes, and does not let that pass", async (operation) => {
    const { ruling, seen } = await judge(operation, { state: "observe" });
    expect(seen).toEqual([]);
    expect(ruling).toMatchObject({ verdict: "incomplete", exit: 3 });
  });
});

it("does not take a target that falls over broken requests for one that surely lacks the operation", async () => {
  const serviceIn = (clock: Clock): Service => {
    const service = createService(environmentOf(clock, 1));
    const real = /\.(?:CreateSession|DeleteSession|GetSession|StopSession)$/u;
    return (request) => (real.test(String(request.headers["x-amz-target"])) ? service(request) : { status: 500, headers: {}, body: new Uint8Array() });
  };
  const { record, ruling } = await judge("UntagResource", { serviceIn });
  expect([record.meta.preflight.outcome, ruling.exit]).toEqual(["not-implemented", 3]);
  expect(record.meta.preflight.message).toMatch(
    /does not implement UntagResource, or crashes on each request that it has to refuse, and no other was sent\. Look at the target's log\.$/u,
  );
});

describe("a run over a legal service", () => {
  const failedMusts = ({ record }: FinishedRun): readonly string[] =>
    record.checks.flatMap(({ id, level, status }) => (level === "must" && status === "failed" ? [id] : []));

  it.each([
    ["DeleteSession", "delete-refused-until-stopped"],
    ["StopSession", "stop-refused-while-provisioning"],
    ["RunStatement", "sessions-fail-at-once"],
    ["GetSession", "slow-provisioning"],
  ] as const)("does not hold the state of a session against %s: %s", async (operation, name) => {
    const variant = variants.find((one) => one.name === name);
    expect(variant).toBeDefined();
    const serviceIn = (clock: Clock): Service => createChangedService(variant as Variant, worldOf(clock, 1));
    expect(failedMusts(await judge(operation, { serviceIn }))).toEqual([]);
  });

  it("does not take a session that ended by itself for one that is not found", async () => {
    const lifeMs = 5_000;
    const serviceIn = (clock: Clock): Service => {
      const findSession: Behaviour["findSession"] = (id, call) => {
        const session = referenceBehaviour.findSession(id, call);
        return session === undefined || call.at - session.createdAt > lifeMs ? undefined : session;
      };
      const service = createService(environmentOf(clock, 1), { ...referenceBehaviour, findSession });
      return async (request) => {
        await clock.sleep(100);
        return service(request);
      };
    };
    const finished = await judge("ListStatements", { serviceIn });
    expect(failedMusts(finished)).toEqual([]);
    expect(finished.record.checks.find(({ id }) => id === "operation/succeeds")).toMatchObject({
      status: "unexercised",
      reason: expect.stringContaining("ended by itself") as string,
    });
  });

  it("names a session by the partition of its region", async () => {
    const serviceIn = (clock: Clock): Service =>
      createService(environmentOf(clock, 1), {
        ...referenceBehaviour,
        sessionIdOf: (arn) => (arn.startsWith("arn:aws-cn:") ? referenceBehaviour.sessionIdOf(arn) : ""),
      });
    expect((await judge("GetTags", { region: "cn-north-1", serviceIn })).ruling).toMatchObject({ verdict: "conforms", exit: 0 });
  });
});
