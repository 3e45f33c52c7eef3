import { setTimeout as delay } from "node:timers/promises";

/** Time as the harness sees it; milliseconds. */
export interface Clock {
  /** Since the epoch. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now(), sleep: (ms) => delay(ms) };
