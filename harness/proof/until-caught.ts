import type { BreachSeen } from "../cases/run-cases.ts";
import type { FinishedRun } from "../run/run-conformance.ts";
import type { Transport } from "../transport/transport.ts";
import { summaryOf, type JobOutcome } from "./job.ts";

/** A run that looks for a catch. */
export interface Chase {
  readonly transport: Transport;
  readonly run: (transport: Transport, onBreach: (breach: BreachSeen) => void) => Promise<FinishedRun>;
  readonly catches: (breach: BreachSeen) => boolean;
  /** Whether the run goes on after the catch. */
  readonly whole: boolean;
}

/** Runs the suite until something is caught. After that no request is answered, and the rest of the run is garbage-collected. */
export async function untilCaught({ transport, run, catches, whole }: Chase): Promise<JobOutcome> {
  const catchers: (readonly [caseId: string, sends: number])[] = [];
  let requests: number | undefined;
  const ended = (): boolean => requests !== undefined && !whole;
  const reported = (summary: Pick<JobOutcome, "ending" | "requests">): JobOutcome => ({
    ...summary,
    accusations: [],
    excused: [],
    caught: requests !== undefined,
    catchers,
  });
  return await new Promise((resolve, reject) => {
    const silent: Transport = { ...transport, send: (request, options) => (ended() ? new Promise(() => {}) : transport.send(request, options)) };
    const onBreach = (breach: BreachSeen): void => {
      if (ended() || !catches(breach)) return;
      requests ??= breach.requests;
      catchers.push([breach.caseId, breach.sends]);
      if (!whole) resolve(reported({ ending: undefined, requests }));
    };
    const finished = async (): Promise<JobOutcome> => {
      const summary = summaryOf(await run(silent, onBreach));
      return reported({ ...summary, requests: requests ?? summary.requests });
    };
    finished().then(resolve, reject);
  });
}
