import { systemClock } from "../clock.ts";
import { createDirectTransport } from "../direct-transport.ts";
import { createHttpTransport } from "../http-transport.ts";
import { type RunOptions, settle } from "../options.ts";
import { createFaultyService } from "../reference/fault.ts";
import { faults } from "../reference/faults.ts";
import { listen } from "../reference/http.ts";
import { idleServers } from "../reference/idle.ts";
import { seededRandom, uuidFrom } from "../reference/seeded-random.ts";
import { createService, type Service } from "../reference/service.ts";
import { createVariantService, type Variant, worldOf } from "../reference/variant.ts";
import { variants } from "../reference/variants.ts";
import { type FinishedRun, judgeTarget, type RunHooks } from "../run-conformance.ts";
import type { Clock } from "../clock.ts";
import { createVirtualClock } from "../virtual-clock.ts";
import type { Job, JobResult } from "./job.ts";

/** Noon of a day long past: the run and the service live by the same clock, so any will do. */
const start = Date.UTC(2025, 0, 1, 12);

/** The keys that runs in process sign with; a service that checks signatures knows them. */
const credentials = { found: { accessKeyId: "test", secretAccessKey: "test" } };

/** Runs the suite once against a service of the bank. */
export async function runJob(job: Job): Promise<JobResult> {
  const before = performance.now();
  const told = await resultOf(job);
  return { job, ...told, milliseconds: performance.now() - before };
}

type Told = Omit<JobResult, "job" | "milliseconds">;

async function resultOf(job: Job): Promise<Told> {
  switch (job.kind) {
    case "fault":
      return runFault(job);
    case "variant":
      return runVariant(job);
    case "idle": {
      const { service } = named(idleServers, job.name);
      const clock = createVirtualClock(start);
      return summary(await inProcess(() => service(worldOf(clock, 1)), { state: job.state }, clock));
    }
    case "reference": {
      const clock = createVirtualClock(start);
      return summary(await inProcess(() => createService(environmentOf(clock, job.seed)), { seed: job.seed, effort: job.effort, strict: true }, clock));
    }
  }
}

function summary({ record, ruling }: FinishedRun): Told {
  return { verdict: ruling.verdict, exit: ruling.exit, because: ruling.because, requests: record.requests, caught: false, accusations: [], catchers: [] };
}

async function runFault({ name, effort, whole }: Job & { readonly kind: "fault" }): Promise<Told> {
  const fault = named(faults, name);
  const clock = createVirtualClock(start);
  const abort = new AbortController();
  let caughtAfter: number | undefined;
  const catchers = new Map<string, number>();
  const finished = await inProcess(
    () => createFaultyService(fault, environmentOf(clock, 1)),
    { effort, concurrency: 1, checkAuth: fault.checkAuth === true },
    clock,
    {
      onBreach: ({ property, caseId, sends, requests }) => {
        if (property !== fault.caughtBy) return;
        caughtAfter ??= requests;
        catchers.set(caseId, sends);
        if (!whole) abort.abort();
      },
      signal: abort.signal,
    },
  );
  const check = finished.record.checks.find(({ id }) => id === fault.caughtBy);
  const caught = check?.status === "failed" && check.level === fault.level;
  return { ...summary(finished), requests: caughtAfter ?? finished.record.requests, caught, catchers: [...catchers] };
}

async function runVariant({ name, seed }: Job & { readonly kind: "variant" }): Promise<Told> {
  const variant = named(variants, name);
  const finished = variant.onWire === true ? await overSockets(variant, seed) : await variantInProcess(variant, seed);
  const failed = finished.record.checks.filter(({ status }) => status === "failed");
  const unfair = failed.filter(({ level, id }) => level === "must" || !variant.mayFail.includes(id));
  const accusations = unfair.map(({ id, violations }) => `${id}: ${violations[0]?.expected ?? ""}, received ${JSON.stringify(violations[0]?.received)}`);
  return {
    ...summary(finished),
    accusations: finished.ruling.exit === 0 ? accusations : [...accusations, `exit ${String(finished.ruling.exit)}: ${finished.ruling.because}`],
  };
}

async function variantInProcess(variant: Variant, seed: number): Promise<FinishedRun> {
  const clock = createVirtualClock(start);
  return inProcess(() => createVariantService(variant, worldOf(clock, seed)), { seed }, clock);
}

async function overSockets(variant: Variant, seed: number): Promise<FinishedRun> {
  const service = createVariantService(variant, worldOf(systemClock, seed));
  const listener = await listen(service, variant.adjust === undefined ? {} : { adjust: variant.adjust });
  const settings = settle({ endpoint: listener.url, seed }, {});
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

async function inProcess(create: () => Service, options: RunOptions, clock: Clock, hooks: RunHooks = {}): Promise<FinishedRun> {
  return judgeTarget({ settings: settle(options, {}), transport: createDirectTransport(create(), clock), clock, runId: "proof00000", credentials }, hooks);
}

function environmentOf(clock: Clock, seed: number): Parameters<typeof createService>[0] {
  const random = seededRandom(seed);
  return { now: () => clock.now(), uuid: () => uuidFrom(random) };
}

function named<T extends { readonly name: string }>(bank: readonly T[], name: string): T {
  const found = bank.find((one) => one.name === name);
  if (found === undefined) throw new Error(`the bank holds nothing named ${name}`);
  return found;
}
