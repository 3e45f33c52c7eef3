import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import type { Clock } from "../runtime/clock.ts";
import { createDirectTransport } from "../transport/direct-transport.ts";
import { type RunOptions, resolveSettings } from "../config/settings.ts";
import { seededRandom, uuidFrom } from "../reference/server/seeded-random.ts";
import type { Service } from "../reference/service/service.ts";
import type { BreachSeen } from "../cases/run-cases.ts";
import { type FinishedRun, judgeTarget, type RunHooks } from "../run/run-conformance.ts";
import type { Transport } from "../transport/transport.ts";
import type { Environment } from "../reference/service/decisions.ts";
import { type JobOutcome, summaryOf } from "./job.ts";

/** An arbitrary time: the run and the service share one clock. */
export const startTime = Date.UTC(2025, 0, 1, 12);

/** The keys of a run against a service that checks signatures; other services are sent none. */
export const credentials = { found: { accessKeyId: "test", secretAccessKey: "test" } };

/** Judges a service in this process. */
export async function inProcess(service: Service, options: RunOptions, clock: Clock, hooks: RunHooks = {}): Promise<FinishedRun> {
  return throughTransport(createDirectTransport(service, clock), options, clock, hooks);
}

/** Judges the service behind a transport, by the operation that the options name. */
async function throughTransport(transport: Transport, options: RunOptions, clock: Clock, hooks: RunHooks = {}): Promise<FinishedRun> {
  const keys = options.checkAuth === true || options.sign === "dummy" ? credentials : { found: undefined };
  const contract = contractOf(options.operation ?? "ListSessions");
  return judgeTarget({ settings: resolveSettings(options, {}), transport, clock, runId: "proof00000", credentials: keys, contract }, hooks);
}

/** The clock and the randomness of a service, the latter determined by a seed. */
export function environmentOf(clock: Clock, seed: number): Environment {
  const random = seededRandom(seed);
  return { now: () => clock.now(), uuid: () => uuidFrom(random) };
}

/**
 * Runs the suite, one request at a time, until something is caught; to its end where the `whole` is asked for. After the catch no request is answered, and the
 * rest of the run is garbage-collected.
 */
export async function untilCaught(
  transport: Transport,
  options: RunOptions,
  clock: Clock,
  catches: (breach: BreachSeen) => boolean,
  whole = false,
): Promise<JobOutcome> {
  const catchers: (readonly [caseId: string, sends: number])[] = [];
  let requests: number | undefined;
  const hasEnded = (): boolean => requests !== undefined && !whole;
  const outcome = (of: Pick<JobOutcome, "ending" | "requests">): JobOutcome => ({
    accusations: [],
    excused: [],
    caught: requests !== undefined,
    catchers,
    ...of,
  });
  return await new Promise((resolve, reject) => {
    const silent: Transport = { ...transport, send: (request, how) => (hasEnded() ? new Promise(() => {}) : transport.send(request, how)) };
    const onBreach = (breach: BreachSeen): void => {
      if (hasEnded() || !catches(breach)) return;
      requests ??= breach.requests;
      catchers.push([breach.caseId, breach.sends]);
      if (!whole) resolve(outcome({ ending: undefined, requests }));
    };
    throughTransport(silent, { concurrency: 1, ...options }, clock, { onBreach })
      .then(summaryOf)
      .then(({ ending, requests: all }) => resolve(outcome({ ending, requests: requests ?? all })), reject);
  });
}
