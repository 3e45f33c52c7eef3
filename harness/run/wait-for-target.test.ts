import { describe, expect, it } from "vitest";
import { resolveSettings } from "../config/settings.ts";
import { createVirtualClock } from "../runtime/virtual-clock.ts";
import type { Delivery } from "../transport/transport.ts";
import { waitForTarget } from "./wait-for-target.ts";

const refused: Delivery = { failure: { kind: "refused", message: "no one listens" }, latencyMs: 0 };
const answered = (status: number): Delivery => ({ response: { status, headers: {}, body: new Uint8Array() }, latencyMs: 0 });

async function waited(
  deliveries: readonly Delivery[],
  options: object,
  signal?: AbortSignal,
): Promise<{ readonly sent: readonly object[]; readonly ms: number }> {
  const clock = createVirtualClock(0);
  const start = clock.now();
  const sent: object[] = [];
  const transport = {
    send: (request: object): Promise<Delivery> => {
      sent.push(request);
      return Promise.resolve(deliveries[Math.min(sent.length, deliveries.length) - 1] ?? refused);
    },
    close: () => Promise.resolve(),
  };
  const settings = resolveSettings({ endpoint: "http://127.0.0.1:1", ...options }, {});
  await waitForTarget({ settings, transport }, clock, signal === undefined ? {} : { signal });
  return { sent, ms: clock.now() - start };
}

describe("waitForTarget()", () => {
  it("sends nothing where it is not asked to wait", async () => {
    expect((await waited([refused], {})).sent).toEqual([]);
  });

  it("waits until the target answers, whatever it answers but that it is starting", async () => {
    expect(await waited([refused, answered(503), answered(502), answered(403)], { wait: 30 })).toMatchObject({ sent: { length: 4 }, ms: 750 });
  });

  it("does not wait for what time does not mend", async () => {
    const untrusted: Delivery = { failure: { kind: "certificate", message: "self-signed" }, latencyMs: 0 };
    expect(await waited([untrusted], { wait: 30 })).toMatchObject({ sent: { length: 1 }, ms: 0 });
  });

  it("goes on once the time is over", async () => {
    const { sent, ms } = await waited([refused], { wait: 2 });
    expect([sent.length, ms]).toEqual([9, 2_000]);
  });

  it("ends with the run that is interrupted", async () => {
    expect((await waited([refused], { wait: 2 }, AbortSignal.abort())).sent).toEqual([]);
  });

  it("sends nothing that changes anything, with the headers of the user", async () => {
    const { sent } = await waited([answered(200)], { wait: 1, header: ["x-key: a"] });
    expect(sent).toEqual([{ method: "GET", path: "/", headers: { "x-key": "a" }, body: new Uint8Array() }]);
  });
});
