import { describe, expect, it } from "vitest";
import { checkedInOperations, contractOf } from "../spec/contracts.ts";
import { createDirectTransport } from "./direct-transport.ts";
import { settle } from "./options.ts";
import { credentials, environmentOf, start } from "./proof/in-process.ts";
import { createService, type Service } from "./reference/service.ts";
import { type FinishedRun, judgeTarget } from "./run-conformance.ts";
import { createVirtualClock } from "./virtual-clock.ts";

/** What is sent, as a service sees it. */
interface Seen {
  readonly operation: string;
  readonly body: string;
  readonly status: number;
}

async function judge(
  operation: string,
  state: "create" | "observe",
  wrap: (service: Service) => Service = (service) => service,
): Promise<FinishedRun & { seen: Seen[] }> {
  const clock = createVirtualClock(start);
  const service = wrap(createService(environmentOf(clock, 1)));
  const seen: Seen[] = [];
  const watched: Service = async (request) => {
    const answer = await service(request);
    seen.push({
      operation: request.headers["x-amz-target"] ?? request.headers["X-Amz-Target"] ?? "",
      body: Buffer.from(request.body).toString(),
      status: answer.status,
    });
    return answer;
  };
  const settings = settle({ strict: true, state, cases: 10 }, {});
  const transport = createDirectTransport(watched, clock);
  const finished = await judgeTarget({ settings, transport, clock, runId: "test000000", credentials, contract: contractOf(operation) });
  return { ...finished, seen };
}

describe("a run over the reference service", () => {
  it.each(checkedInOperations().filter((operation) => operation !== "ListSessions"))(
    "finds that %s keeps its contract, and leaves nothing behind",
    async (operation) => {
      const { record, ruling, leftBehind, seen } = await judge(operation, "create");
      expect(record.checks.filter(({ status }) => status === "failed").map(({ id, violations }) => [id, violations])).toEqual([]);
      expect(ruling).toMatchObject({ verdict: "conforms", exit: 0 });
      expect(record.suite.contract.operation).toBe(operation);
      expect(leftBehind).toEqual([]);
      const created = seen.filter((one) => one.operation.endsWith(".CreateSession") && one.status === 200).length;
      const deleted = seen.filter((one) => one.operation.endsWith(".DeleteSession") && one.status === 200).length;
      expect(deleted).toBe(created);
    },
  );

  it.each(["CreateSession", "DeleteSession", "RunStatement"])(
    "observes %s by requests that are refused alone, and does not let that pass",
    async (operation) => {
      const { ruling, seen } = await judge(operation, "observe");
      expect(seen.filter(({ status }) => status === 200)).toEqual([]);
      expect(ruling).toMatchObject({ verdict: "incomplete", exit: 3 });
    },
  );
});
