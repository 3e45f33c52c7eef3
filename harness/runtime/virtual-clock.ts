import type { Clock } from "./clock.ts";

/** A clock that stands still but for sleeps, which pass at once. */
export function createVirtualClock(startMs: number): Clock {
  let now = startMs;
  return {
    now: () => now,
    sleep: (ms) => {
      now += ms;
      return Promise.resolve();
    },
  };
}
