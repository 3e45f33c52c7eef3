import { expect } from "vitest";
import { propertiesOf } from "../../../properties/table.ts";
import { contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import type { Clock } from "../../runtime/clock.ts";
import { createDirectTransport } from "../../transport/direct-transport.ts";
import { type RunOptions, resolveSettings } from "../../config/settings.ts";
import { type FinishedRun, judgeTarget } from "../../run/run-conformance.ts";
import type { Transport } from "../../transport/transport.ts";
import { createVirtualClock } from "../../runtime/virtual-clock.ts";
import type { Service } from "../service/service.ts";
import { type Variant, type World, worldOf } from "../variants/variant.ts";

/** Properties of random cases, which find a breach or not depending on the seed. */
const random: ReadonlySet<string> = new Set(
  propertiesOf(contractOf("ListSessions")).flatMap((property) => (property.kind === "probing" && property.phase === "random" ? [property.id] : [])),
);

const credentials = { found: { accessKeyId: "test", secretAccessKey: "test" } };

/** Judges the service behind a transport, signing with the dummy keys. */
export async function judgeThrough(transport: Transport, clock: Clock, options: RunOptions = {}): Promise<FinishedRun> {
  const contract = contractOf(options.operation ?? "ListSessions");
  return await judgeTarget({ settings: resolveSettings(options, {}), transport, clock, runId: "0123456789", credentials, contract });
}

/** Judges a service in this process, in virtual time that begins at noon of 1 January 2025. */
export async function judgeService(serviceIn: (world: World) => Service, options: RunOptions = {}, seed = 1): Promise<FinishedRun> {
  const clock = createVirtualClock(Date.UTC(2025, 0, 1, 12));
  const service = serviceIn(worldOf(clock, seed));
  return await judgeThrough(createDirectTransport(service, clock), clock, options);
}

/** Expects a run to conform and to fail what the variant may fail: all of it, but for what is judged by random cases. */
export function expectFindings({ record, ruling }: FinishedRun, { mayFail }: Pick<Variant, "mayFail">): void {
  const failed = (level: "must" | "should"): readonly string[] =>
    record.checks.filter((check) => check.status === "failed" && check.level === level).map(({ id }) => id);
  const should = [...new Set([...failed("should"), ...mayFail.filter((id) => random.has(id))])].toSorted();
  const { verdict, exit, because } = ruling;
  expect({ verdict, exit, must: failed("must"), should, ...(exit === 0 ? {} : { because }) }).toEqual({
    verdict: "conforms",
    exit: 0,
    must: [],
    should: mayFail.toSorted(),
  });
}
