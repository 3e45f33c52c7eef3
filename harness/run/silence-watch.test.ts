import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Delivery, Transport } from "../transport/transport.ts";
import { SilenceWatch } from "./silence-watch.ts";

const delivery: Delivery = { response: { status: 200, headers: {}, body: new Uint8Array() }, latencyMs: 1 };
const request = { method: "POST", path: "/", headers: { "x-amz-target": "AWSGlue.CreateSession" }, body: new Uint8Array() };
let notices: string[] = [];
beforeEach(() => {
  notices = [];
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

/** A watched transport whose requests take so long. */
function watched(...answerAfterMs: readonly number[]): Transport {
  const times = [...answerAfterMs];
  const send = (): Promise<Delivery> => new Promise((resolve) => setTimeout(() => resolve(delivery), times.shift()));
  return new SilenceWatch((text) => notices.push(text)).over({ send, close: () => Promise.resolve() });
}

describe("SilenceWatch", () => {
  it("says after five seconds what is waited for, and what to try", async () => {
    const transport = watched(9_000, 9_000);
    const sent = Promise.all([transport.send(request), transport.send(request)]);
    await vi.advanceTimersByTimeAsync(4_999);
    expect(notices).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(notices).toEqual([expect.stringMatching(/^Waiting for an answer to CreateSession and 1 more request, for 5 s now\..*--concurrency 1.*--timeout/u)]);
    await vi.advanceTimersByTimeAsync(4_000);
    await sent;
  });

  it("is quiet while something is answered, and where nothing is under way", async () => {
    const transport = watched(3_000, 6_000);
    const sent = Promise.all([transport.send(request), transport.send(request)]);
    await vi.advanceTimersByTimeAsync(6_000);
    await sent;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(notices).toEqual([]);
  });

  it("repeats itself three times at most", async () => {
    const transport = watched(6_000, 6_000, 6_000, 6_000, 6_000);
    for (let time = 0; time < 5; time += 1) {
      const sent = transport.send(request);
      await vi.advanceTimersByTimeAsync(6_000);
      await sent;
    }
    expect(notices).toHaveLength(3);
  });
});
