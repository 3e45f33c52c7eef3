import { setTimeout as delay } from "node:timers/promises";

/** Time as the harness sees it; milliseconds. */
export interface Clock {
  /** Since the epoch. */
  now(): number;
  /** Resolves after that time, or at once when the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

// As it was when this was loaded: under the fake timers of a test, time would stand still, and waits would never end.
const now = Date.now.bind(Date);

/** The machine's clock. */
export const systemClock: Clock = {
  now,
  sleep: (ms, signal) => delay(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
};
