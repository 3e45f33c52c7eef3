import { afterEach, expect, it, vi } from "vitest";
import { systemClock } from "./clock.ts";

afterEach(() => void vi.useRealTimers());

it("goes on under the fake timers of a test", async () => {
  vi.useFakeTimers({ now: 0 });
  const before = systemClock.now();
  await systemClock.sleep(20);
  expect(before).toBeGreaterThan(1_700_000_000_000);
  expect(systemClock.now() - before).toBeGreaterThan(10);
});
