import { setTimeout } from "node:timers/promises";
import { Semaphore } from "async-mutex";
import type { WireRequest } from "../../properties/core/exchange.ts";
import type { Transport } from "./transport.ts";

/** How long further connections may wait for an answer: this many times what the first took, and at least so many milliseconds. */
const patience = { times: 6, minMs: 500 };

/**
 * Sends over up to `connections` connections; or over fewer, one request at a time on each, where that is asked for or where the target serves no more.
 * A server with a few threads that keeps connections open answers on another one only once one of these is closed.
 */
export function createAdaptingTransport(open: (connections: number) => Transport, connections: number): Transport {
  let pool = open(connections);
  let turns = connections === 1 ? new Semaphore(1) : undefined;
  const idle: Transport[] = [];
  const served = async (request: WireRequest, pace: () => Promise<void>): Promise<number> => {
    const all = Array.from({ length: connections }, () => open(1));
    try {
      return await servedAtOnce(request, all, pace);
    } finally {
      await Promise.all(all.map((one) => one.close()));
    }
  };

  return {
    async send(request, options) {
      if (turns === undefined) return await pool.send(request, options);
      const [, leave] = await turns.acquire();
      let own = idle.pop() ?? open(1);
      try {
        if (options?.fresh === true) {
          // A fresh connection beside the open ones would not be served.
          await own.close();
          own = open(1);
        }
        return await own.send(request);
      } finally {
        idle.push(own);
        leave();
      }
    },
    async adapt(request, pace) {
      if (turns !== undefined) return undefined;
      await pool.close();
      // Twice, since a target may pause for reasons of its own.
      const counts = [await served(request, pace)];
      if (counts[0] !== connections) counts.push(await served(request, pace));
      pool = open(connections);
      if (counts.includes(connections)) return undefined;
      turns = new Semaphore(Math.min(...counts));
      return Math.min(...counts);
    },
    async close() {
      await Promise.all([pool, ...idle].map((one) => one.close()));
    },
  };
}

/**
 * How many of these connections the target serves while all of them stay open: the number of those on which it answers early, if the others have their turn
 * as soon as these are closed; otherwise all, since then something else is the reason.
 */
async function servedAtOnce(request: WireRequest, all: readonly Transport[], pace: () => Promise<void>): Promise<number> {
  const [first] = all;
  if (first === undefined) return 0;
  await pace();
  const { latencyMs } = await first.send(request);
  const ms = Math.max(patience.minMs, patience.times * latencyMs);
  const answered: Transport[] = [];
  const waiting = new Map<Transport, Promise<unknown>>();
  let isFailing = false;
  const send = async (one: Transport): Promise<void> => {
    isFailing ||= "failure" in (await one.send(request));
    answered.push(one);
    waiting.delete(one);
  };
  for (const one of all) {
    await pace();
    waiting.set(one, send(one));
  }
  const hasAnother = async (): Promise<boolean> => {
    const { length } = answered;
    await Promise.race([...waiting.values(), setTimeout(ms)]);
    return answered.length > length;
  };
  while (answered.length < all.length && (await hasAnother()));
  const early = answered.length;
  if (early === all.length || isFailing) return all.length;
  await Promise.all(answered.map((one) => one.close()));
  const isNext = answered.length > early || (await hasAnother());
  return isNext && !isFailing ? early : all.length;
}
