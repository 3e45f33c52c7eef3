import { systemClock } from "../runtime/clock.ts";
import { createHttpTransport } from "../transport/http-transport.ts";
import { type RunOptions, resolveSettings } from "../config/settings.ts";
import { connectTimeoutOf } from "../config/timeouts.ts";
import { createChangedService } from "../reference/faults/changed-service.ts";
import type { BreachSeen } from "../cases/run-cases.ts";
import { faults } from "../reference/faults/all-faults.ts";
import type { Fault } from "../reference/faults/fault.ts";
import { otherFaults } from "../reference/faults/others/all-others.ts";
import type { OtherFault } from "../reference/faults/others/other-fault.ts";
import { listen } from "../reference/server/http.ts";
import { idleServers } from "../reference/stubs/all-stubs.ts";
import { faultsOf, operationVariants } from "../reference/operations/operation-bank.ts";
import { createService } from "../reference/service/service.ts";
import { type Variant, worldOf } from "../reference/variants/variant.ts";
import { variants } from "../reference/variants/all-variants.ts";
import { type FinishedRun, judgeTarget } from "../run/run-conformance.ts";
import { createVirtualClock } from "../runtime/virtual-clock.ts";
import { createDirectTransport } from "../transport/direct-transport.ts";
import { credentials, environmentOf, inProcess, startTime, untilCaught } from "./in-process.ts";
import { type Job, type JobResult, type ProvenOperation, summaryOf, type JobOutcome } from "./job.ts";
import { runMutant } from "./run-mutant.ts";

/** Runs the suite once against a service of the bank. */
export async function runJob(job: Job): Promise<JobResult> {
  const before = performance.now();
  return { job, ...(await outcomeOf(job)), milliseconds: performance.now() - before };
}

async function outcomeOf(job: Job): Promise<JobOutcome> {
  const clock = createVirtualClock(startTime);
  switch (job.kind) {
    case "fault": {
      const { operation, effort, whole } = job;
      const fault = named(operation === undefined ? faults : faultsOf(operation), job.name);
      return await chase(fault, { ...optionsOf(operation, effort, fault.cases), effort }, whole);
    }
    case "other":
      return await chase(named(otherFaults, job.name), {}, false);
    case "variant":
      return await runVariant(job);
    case "idle": {
      const service = named(idleServers, job.name).service(worldOf(clock, 1));
      return summaryOf(await inProcess(service, { state: job.state, ...optionsOf(job.operation, "quick") }, clock));
    }
    case "reference": {
      const { seed, effort } = job;
      return summaryOf(await inProcess(createService(environmentOf(clock, seed)), { seed, effort, strict: true }, clock));
    }
    case "mutant":
      return await runMutant(job);
  }
}

/** Options of a run for another operation, where most cases create a session of their own. */
function optionsOf(operation: ProvenOperation | undefined, effort: "quick" | "standard", cases = 3): RunOptions {
  return operation === undefined ? {} : { operation, effort, cases };
}

/** Looks for a fault until the property that it names catches it at its level; where it names none, until any of its level or a `must` does. */
async function chase(fault: OtherFault | Fault, options: RunOptions, whole: boolean): Promise<JobOutcome> {
  const clock = createVirtualClock(startTime);
  const transport = createDirectTransport(createChangedService(fault, environmentOf(clock, 1)), clock);
  const catches = ({ property, level }: BreachSeen): boolean =>
    fault.caughtBy === undefined ? level === "must" || level === fault.level : property === fault.caughtBy && level === fault.level;
  return await untilCaught(transport, { ...options, checkAuth: fault.checkAuth === true }, clock, catches, whole);
}

async function runVariant({ operation, name, seed }: Job & { readonly kind: "variant" }): Promise<JobOutcome> {
  const variant = named(operation === undefined ? variants : operationVariants, name);
  const signed: RunOptions = variant.checksSignatures === true ? { sign: "dummy" } : {};
  const clock = createVirtualClock(startTime);
  const finished = await (variant.onWire === true
    ? overSockets(variant, seed)
    : inProcess(createChangedService(variant, worldOf(clock, seed)), { seed, ...optionsOf(operation, "quick"), ...signed }, clock));
  const failed = finished.record.checks.filter(({ status }) => status === "failed");
  const unfair = failed.filter(({ level, id }) => level === "must" || !variant.mayFail.includes(id));
  const accusations = unfair.map(({ id, violations }) => `${id}: ${violations[0]?.expected ?? ""}, received ${JSON.stringify(violations[0]?.received)}`);
  return {
    ...summaryOf(finished),
    excused: failed.filter((check) => !unfair.includes(check)).map(({ id }) => id),
    accusations: finished.ruling.exit === 0 ? accusations : [...accusations, `exit ${String(finished.ruling.exit)}: ${finished.ruling.because}`],
  };
}

async function overSockets(variant: Variant, seed: number): Promise<FinishedRun> {
  const service = createChangedService(variant, worldOf(systemClock, seed));
  const listener = await listen(service, variant.adjust === undefined ? {} : { adjust: variant.adjust });
  const settings = resolveSettings({ endpoint: listener.url, seed }, {});
  const { timeoutMs, bodyLimit, concurrency: connections } = settings;
  const transport = createHttpTransport(new URL(listener.url), { timeoutMs, connectTimeoutMs: connectTimeoutOf(timeoutMs), bodyLimit, connections });
  try {
    return await judgeTarget({ settings, transport, clock: systemClock, runId: "proof00000", credentials });
  } finally {
    await transport.close();
    await listener.close();
  }
}

function named<T extends { readonly name: string }>(bank: readonly T[], name: string): T {
  const found = bank.find((one) => one.name === name);
  if (found === undefined) throw new Error(`the bank has nothing named ${name}`);
  return found;
}
