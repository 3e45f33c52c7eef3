import { systemClock } from "../runtime/clock.ts";
import { createHttpTransport } from "../transport/http-transport.ts";
import { type RunOptions, resolveSettings } from "../config/settings.ts";
import { createChangedService } from "../reference/faults/changed-service.ts";
import { faults } from "../reference/faults/all-faults.ts";
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
import { credentials, environmentOf, inProcess, startTime, throughTransport } from "./in-process.ts";
import { type Job, type JobResult, type ProvenOperation, summaryOf, type JobOutcome } from "./job.ts";
import { runMutant } from "./run-mutant.ts";
import { untilCaught } from "./until-caught.ts";

/** Runs the suite once against a service of the bank. */
export async function runJob(job: Job): Promise<JobResult> {
  const before = performance.now();
  const reported = await resultOf(job);
  return { job, ...reported, milliseconds: performance.now() - before };
}

async function resultOf(job: Job): Promise<JobOutcome> {
  switch (job.kind) {
    case "fault":
      return runFault(job);
    case "other":
      return runOther(named(otherFaults, job.name));
    case "variant":
      return runVariant(job);
    case "idle": {
      const { service } = named(idleServers, job.name);
      const clock = createVirtualClock(startTime);
      return summaryOf(await inProcess(service(worldOf(clock, 1)), { state: job.state, ...optionsOf(job.operation, "quick") }, clock));
    }
    case "reference": {
      const clock = createVirtualClock(startTime);
      return summaryOf(await inProcess(createService(environmentOf(clock, job.seed)), { seed: job.seed, effort: job.effort, strict: true }, clock));
    }
    case "mutant":
      return runMutant(job);
  }
}

/** Options of a run for another operation, where most cases create a session of their own. */
function optionsOf(operation: ProvenOperation | undefined, effort: "quick" | "standard", cases = 3): RunOptions {
  return operation === undefined ? {} : { operation, effort, cases };
}

async function runFault({ operation, name, effort, whole }: Job & { readonly kind: "fault" }): Promise<JobOutcome> {
  const fault = named(operation === undefined ? faults : faultsOf(operation), name);
  const clock = createVirtualClock(startTime);
  return untilCaught({
    transport: createDirectTransport(createChangedService(fault, environmentOf(clock, 1)), clock),
    run: (transport, onBreach) =>
      throughTransport(transport, { ...optionsOf(operation, effort, fault.cases), effort, concurrency: 1, checkAuth: fault.checkAuth === true }, clock, {
        onBreach,
      }),
    catches: ({ property, level }) => property === fault.caughtBy && level === fault.level,
    whole,
  });
}

async function runOther(fault: OtherFault): Promise<JobOutcome> {
  const { caughtBy, level, checkAuth = false } = fault;
  const clock = createVirtualClock(startTime);
  return untilCaught({
    transport: createDirectTransport(createChangedService(fault, environmentOf(clock, 1)), clock),
    run: (transport, onBreach) => throughTransport(transport, { concurrency: 1, checkAuth }, clock, { onBreach }),
    catches: (breach) => (caughtBy === undefined ? breach.level === "must" || breach.level === level : breach.property === caughtBy && breach.level === level),
    whole: false,
  });
}

async function runVariant({ operation, name, seed }: Job & { readonly kind: "variant" }): Promise<JobOutcome> {
  const variant = named(operation === undefined ? variants : operationVariants, name);
  const finished = variant.onWire === true ? await overSockets(variant, seed) : await variantInProcess(variant, { seed, ...optionsOf(operation, "quick") });
  const failed = finished.record.checks.filter(({ status }) => status === "failed");
  const unfair = failed.filter(({ level, id }) => level === "must" || !variant.mayFail.includes(id));
  const accusations = unfair.map(({ id, violations }) => `${id}: ${violations[0]?.expected ?? ""}, received ${JSON.stringify(violations[0]?.received)}`);
  return {
    ...summaryOf(finished),
    excused: failed.filter((check) => !unfair.includes(check)).map(({ id }) => id),
    accusations: finished.ruling.exit === 0 ? accusations : [...accusations, `exit ${String(finished.ruling.exit)}: ${finished.ruling.because}`],
  };
}

async function variantInProcess(variant: Variant, options: RunOptions & { readonly seed: number }): Promise<FinishedRun> {
  const clock = createVirtualClock(startTime);
  const signed: RunOptions = variant.checksSignatures === true ? { sign: "dummy" } : {};
  return inProcess(createChangedService(variant, worldOf(clock, options.seed)), { ...options, ...signed }, clock);
}

async function overSockets(variant: Variant, seed: number): Promise<FinishedRun> {
  const service = createChangedService(variant, worldOf(systemClock, seed));
  const listener = await listen(service, variant.adjust === undefined ? {} : { adjust: variant.adjust });
  const settings = resolveSettings({ endpoint: listener.url, seed }, {});
  const transport = createHttpTransport(new URL(listener.url), {
    timeoutMs: settings.timeoutMs,
    connectTimeoutMs: 3_000,
    bodyLimit: settings.bodyLimit,
    connections: settings.concurrency,
  });
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
