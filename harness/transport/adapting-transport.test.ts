import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { WireRequest } from "../../properties/core/exchange.ts";
import { createAdaptingTransport } from "./adapting-transport.ts";
import { createHttpTransport } from "./http-transport.ts";
import { answering, serveHttp } from "./test-server.testdata.ts";
import type { Transport } from "./transport.ts";

const request: WireRequest = { method: "POST", path: "/", headers: { "x-amz-target": "AWSGlue.ListSessions" }, body: Buffer.from("{}") };
const limits = { timeoutMs: 10_000, connectTimeoutMs: 3_000, bodyLimit: 1_000 };
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

function transportTo(url: string, connections: number): Transport {
  const transport = createAdaptingTransport((wanted) => createHttpTransport(new URL(url), { ...limits, connections: wanted }), connections);
  closing.push(() => transport.close());
  return transport;
}

/** A server with one thread: it keeps connections open, and turns to the next only once the one that it serves is closed. */
async function serveOneConnection(): Promise<string> {
  const http = createServer((_, response) => response.end("{}"));
  const waiting: Socket[] = [];
  let served: Socket | undefined;
  const next = (): void => {
    served = waiting.shift();
    if (served === undefined) return;
    served.once("close", next);
    http.emit("connection", served);
  };
  const server = createTcpServer((socket) => {
    waiting.push(socket);
    if (served === undefined) next();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(async () => {
    for (const socket of [served, ...waiting]) socket?.destroy();
    server.close();
    await once(server, "close");
  });
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

/** Sends several requests at once, every other one over a fresh connection; whether all were answered. */
async function burst(transport: Transport): Promise<boolean> {
  const deliveries = await Promise.all(Array.from({ length: 8 }, (_, index) => transport.send(request, { fresh: index % 2 === 0 })));
  return deliveries.every((delivery) => "response" in delivery);
}

describe("a target that serves one connection at a time", () => {
  it("is noticed, and asked one request at a time", { timeout: 10_000 }, async () => {
    const transport = transportTo(await serveOneConnection(), 8);
    expect("response" in (await transport.send(request))).toBe(true);
    expect(await transport.adapt?.(request)).toBe(true);
    const start = performance.now();
    expect(await burst(transport)).toBe(true);
    // An idle connection that stayed open would be waited for, four seconds each time.
    expect(performance.now() - start).toBeLessThan(3_500);
  });

  it("is not taken for one that serves several", async () => {
    const { url, close } = await serveHttp(answering((_, response) => response.end("{}")));
    closing.push(close);
    const transport = transportTo(url, 8);
    await transport.send(request);
    expect(await transport.adapt?.(request)).toBe(false);
    expect(await burst(transport)).toBe(true);
  });

  it("is not taken for one that closes each connection, or that refuses them", async () => {
    const { url, close } = await serveHttp(answering((_, response) => response.writeHead(503, { connection: "close" }).end()));
    const transport = transportTo(url, 8);
    expect(await transport.adapt?.(request)).toBe(false);
    await close();
    expect(await transport.adapt?.(request)).toBe(false);
  });
});

describe("one connection, where that is asked for", () => {
  it("carries one request at a time, and is replaced where a fresh one is wanted", async () => {
    let [now, most] = [0, 0];
    const { url, close, connections } = await serveHttp(
      answering((_, response) => {
        now += 1;
        most = Math.max(most, now);
        setTimeout(() => {
          now -= 1;
          response.end("{}");
        }, 5);
      }),
    );
    closing.push(close);
    const transport = transportTo(url, 1);
    expect(await burst(transport)).toBe(true);
    expect(await transport.adapt?.(request)).toBe(false);
    expect({ most, connections: connections() }).toEqual({ most: 1, connections: 4 });
  });
});
