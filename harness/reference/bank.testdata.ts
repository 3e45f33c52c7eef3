import type { Clock } from "../clock.ts";
import { createDirectTransport } from "../direct-transport.ts";
import type { RunOptions } from "../options.ts";
import { settle } from "../options.ts";
import { type FinishedRun, judgeTarget } from "../run-conformance.ts";
import type { Transport } from "../transport.ts";
import { createVirtualClock } from "../virtual-clock.ts";
import type { Service } from "./service.ts";
import { type World, worldOf } from "./variant.ts";

const credentials = { found: { accessKeyId: "test", secretAccessKey: "test" } };

/** Judges what answers through a transport, signing with the dummy keys. */
export async function judgeThrough(transport: Transport, clock: Clock, options: RunOptions = {}): Promise<FinishedRun> {
  return await judgeTarget({ settings: settle(options, {}), transport, clock, runId: "0123456789", credentials });
}

/** Judges a service in this process, in virtual time that begins at noon of 1 January 2025. */
export async function judgeService(serviceIn: (world: World) => Service, options: RunOptions = {}, seed = 1): Promise<FinishedRun> {
  const clock = createVirtualClock(Date.UTC(2025, 0, 1, 12));
  const service = serviceIn(worldOf(clock, seed));
  return await judgeThrough(createDirectTransport(service, clock), clock, options);
}
