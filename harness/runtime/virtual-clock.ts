import type { Clock } from "./clock.ts";

/** A clock that only sleeps advance, at once. */
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
