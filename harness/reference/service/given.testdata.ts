import type { GivenSession } from "../../../properties/fixtures/existing-sessions.ts";
import type { WireRequest, WireResponse } from "../../../properties/core/exchange.ts";
import { createDirectTransport } from "../../transport/direct-transport.ts";
import { resolveSettings } from "../../config/settings.ts";
import { type FinishedRun, judgeTarget } from "../../run/run-conformance.ts";
import { createVirtualClock } from "../../runtime/virtual-clock.ts";
import { inLowerCase } from "./request-routing.ts";
import { claimedRequest, sessionNamed } from "./testbed.testdata.ts";
import type { Service } from "./service.ts";
import { type World, worldOf } from "../variants/variant.ts";

/** A few existing sessions, which were not created to distinguish filters. */
export const givenSessions: readonly GivenSession[] = [
  { team: "blue", env: "prod" },
  { team: "red", env: "prod" },
  { team: "blue", env: "prod", owner: "ann" },
  { env: "prod" },
  { team: "bluegreen", env: "prod" },
  { crew: "blue", env: "prod" },
  { team: "light blue", env: "prod", owner: "bob" },
  { owner: "ann", count: "1", env: "prod" },
].map((tags, index) => ({ id: `given-${String(index + 1)}`, tags }));

/** A run that only observed, with the operations that it sent. */
export interface ObservedRun extends FinishedRun {
  readonly operations: ReadonlySet<string>;
}

/** Puts the given sessions into a service without the suite, lets two minutes pass, and judges it by them without changing anything. */
export async function judgeGiven(
  serviceIn: (world: World) => Service,
  { given = givenSessions, effort = "standard" }: { readonly given?: readonly GivenSession[]; readonly effort?: "quick" | "standard" } = {},
): Promise<ObservedRun> {
  const clock = createVirtualClock(Date.UTC(2025, 0, 1, 12));
  const service = serviceIn(worldOf(clock, 1));
  for (const { id, tags } of givenSessions) await untilCreated(service, { ...sessionNamed(id), Description: `session ${id}`, Tags: tags });
  await clock.sleep(120_000);
  const operations = new Set<string>();
  const listening: Service = (request) => {
    operations.add(inLowerCase(request.headers)["x-amz-target"]?.split(".").at(-1) ?? "");
    return service(request);
  };
  const finished = await judgeTarget({
    settings: resolveSettings({ fixture: "given", effort }, {}),
    transport: createDirectTransport(listening, clock),
    clock,
    runId: "0123456789",
    credentials: { found: { accessKeyId: "test", secretAccessKey: "test" } },
    given,
  });
  return { ...finished, operations };
}

// Some services throttle, or lose an answer, now and then.
async function untilCreated(service: (request: WireRequest) => WireResponse | Promise<WireResponse>, input: object): Promise<void> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    try {
      const { status } = await service({ ...claimedRequest("CreateSession"), body: Buffer.from(JSON.stringify(input)) });
      if (status === 200) return;
    } catch {
      // It is asked again.
    }
  }
}
