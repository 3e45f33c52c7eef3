import { describe, expect, it } from "vitest";
import { createDirectTransport } from "../transport/direct-transport.ts";
import { resolveSettings } from "../config/settings.ts";
import { createService } from "../reference/service/service.ts";
import { seededRandom } from "../reference/server/seeded-random.ts";
import { judgeTarget } from "../run/run-conformance.ts";
import { SelectiveThrottling } from "./selective-throttling.ts";
import { createVirtualClock } from "../runtime/virtual-clock.ts";

const broken = { expect: "refusal", operation: "ListSessions" } as const;
const plain = { expect: "success", operation: "ListSessions" } as const;

describe("SelectiveThrottling", () => {
  it("is sure once two dozen broken requests were throttled between plain ones that were not", () => {
    const selectiveThrottling = new SelectiveThrottling();
    for (let round = 0; round < 23; round += 1) {
      selectiveThrottling.note(broken, true);
      selectiveThrottling.note(plain, false);
    }
    expect([selectiveThrottling.suspected, selectiveThrottling.proven]).toEqual([true, false]);
    selectiveThrottling.note(broken, true);
    expect(selectiveThrottling.proven).toBe(true);
    selectiveThrottling.note(broken, false);
    expect([selectiveThrottling.suspected, selectiveThrottling.proven]).toEqual([false, false]);
  });

  it.each([0.1, 0.5, 0.9])("is never sure of a target that throttles %d of all requests, whatever they are", (share) => {
    const [selectiveThrottling, random] = [new SelectiveThrottling(), seededRandom(3)];
    let proven = 0;
    for (let round = 0; round < 20_000; round += 1) {
      selectiveThrottling.note(random() < 0.5 ? broken : plain, random() < share);
      if (selectiveThrottling.proven) proven += 1;
    }
    expect(proven).toBe(0);
  });

  it("wants a plain request where only broken ones were sent", () => {
    const selectiveThrottling = new SelectiveThrottling();
    for (let round = 0; round < 4; round += 1) selectiveThrottling.note(broken, true);
    expect(selectiveThrottling.wantsPlain).toBe(true);
    selectiveThrottling.note(plain, false);
    selectiveThrottling.note(plain, false);
    expect(selectiveThrottling.wantsPlain).toBe(false);
  });
});

describe("a run against a target that throttles what is broken", () => {
  it.each([{}, { "retry-after": "5" }])("ends within a minute, and says how it refuses: %j", async (headers) => {
    const clock = createVirtualClock(Date.UTC(2025, 0, 1, 12));
    let requests = 0;
    const service = createService({ now: () => clock.now(), uuid: () => `00000000-0000-4000-8000-${String((requests += 1)).padStart(12, "0")}` });
    const throttling: typeof service = (request) => {
      const answer = service(request);
      const body = Buffer.from('{"__type":"ThrottlingException","Message":"Rate exceeded"}');
      return answer.status < 400 || request.headers["x-amz-target"]?.endsWith("Session") === true
        ? answer
        : { status: 400, headers: { "content-type": "application/x-amz-json-1.1", ...headers }, body };
    };
    const { record, ruling } = await judgeTarget({
      settings: resolveSettings({}, {}),
      transport: createDirectTransport(throttling, clock),
      clock,
      runId: "0123456789",
      credentials: { found: { accessKeyId: "test", secretAccessKey: "test" } },
    });
    // In this clock, pauses of requests under way together add up.
    expect(clock.now() - Date.UTC(2025, 0, 1, 12)).toBeLessThan(60_000);
    expect(ruling.exit).toBe(1);
    expect(record.checks.filter(({ status }) => status === "errored")).toEqual([]);
    expect(JSON.stringify(record.checks.find(({ id }) => id === "error/code/of-broken-constraint")?.violations)).toContain("ThrottlingException");
  });
});
