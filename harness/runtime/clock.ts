import { setTimeout as delay } from "node:timers/promises";

/** Time as the harness sees it; milliseconds. */
export interface Clock {
  /** Since the epoch. */
  now(): number;
  /** Resolves after that time, or at once when the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => delay(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
};
