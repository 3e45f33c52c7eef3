import { setTimeout as delay } from "node:timers/promises";
import { Mutex } from "async-mutex";
import type { Transport } from "./transport.ts";

/** How long a second connection may wait for an answer: this many times what the first took, and at least so many milliseconds. */
const patience = { times: 6, minMs: 500 };

/**
 * Sends over up to `connections` connections; or over one, one request at a time, where that is asked for or where the target serves no more. A server with
 * one thread that keeps connections open answers on another one only once the first is closed.
 */
export function createAdaptingTransport(open: (connections: number) => Transport, connections: number): Transport {
  let current = open(connections);
  let turns = connections === 1 ? new Mutex() : undefined;

  const replace = async (next: Transport): Promise<void> => {
    const before = current;
    current = next;
    await before.close();
  };
  return {
    async send(request, options) {
      if (turns === undefined) return await current.send(request, options);
      const leave = await turns.acquire();
      try {
        // A fresh connection beside the open one would not be served.
        if (options?.fresh === true) await replace(open(1));
        return await current.send(request);
      } finally {
        leave();
      }
    },
    async adapt(request) {
      if (turns !== undefined) return false;
      await replace(open(1));
      const { latencyMs } = await current.send(request);
      const ms = Math.max(patience.minMs, patience.times * latencyMs);
      const servesOne = async (): Promise<boolean> => {
        const other = open(1);
        const answer = other.send(request).then((delivery) => "response" in delivery);
        const early = await Promise.race([answer, delay(ms)]);
        if (early !== undefined) {
          await other.close();
          return false;
        }
        await replace(other);
        return (await Promise.race([answer, delay(ms)])) === true;
      };
      // Twice, since a target may pause for reasons of its own.
      const isSingle = (await servesOne()) && (await servesOne());
      if (isSingle) turns = new Mutex();
      else await replace(open(connections));
      return isSingle;
    },
    async close() {
      await current.close();
    },
  };
}
