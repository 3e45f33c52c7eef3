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

/** A server with a few threads: each keeps its connection open, and turns to the next only once that is closed. */
async function serveConnections(threads: number): Promise<string> {
  const http = createServer((_, response) => response.end("{}"));
  const waiting: Socket[] = [];
  const served = new Set<Socket>();
  const next = (): void => {
    const socket = served.size < threads ? waiting.shift() : undefined;
    if (socket === undefined) return;
    served.add(socket);
    socket.once("close", () => {
      served.delete(socket);
      next();
    });
    http.emit("connection", socket);
  };
  const server = createTcpServer((socket) => {
    waiting.push(socket);
    next();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(async () => {
    for (const socket of [...waiting.splice(0), ...served]) socket.destroy();
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

const unpaced = async (): Promise<void> => undefined;

describe("a target that serves few connections at a time", () => {
  it.each([1, 2, 3, 7])("is noticed, and asked no more requests at a time: %i", { timeout: 15_000 }, async (threads) => {
    const transport = transportTo(await serveConnections(threads), 8);
    expect("response" in (await transport.send(request))).toBe(true);
    expect(await transport.adapt?.(request, unpaced)).toBe(threads);
    const start = performance.now();
    expect(await burst(transport)).toBe(true);
    // An idle connection that stayed open would be waited for, four seconds each time.
    expect(performance.now() - start).toBeLessThan(3_500);
  });

  it("is not taken for one that serves as many as are wanted", async () => {
    const { url, close } = await serveHttp(answering((_, response) => response.end("{}")));
    closing.push(close);
    const transport = transportTo(url, 8);
    await transport.send(request);
    expect(await transport.adapt?.(request, unpaced)).toBeUndefined();
    expect(await burst(transport)).toBe(true);
  });

  it("is not taken for one that closes each connection, or that refuses them", async () => {
    const { url, close } = await serveHttp(answering((_, response) => response.writeHead(503, { connection: "close" }).end()));
    const transport = transportTo(url, 8);
    expect(await transport.adapt?.(request, unpaced)).toBeUndefined();
    await close();
    expect(await transport.adapt?.(request, unpaced)).toBeUndefined();
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
    expect(await transport.adapt?.(request, unpaced)).toBeUndefined();
    expect({ most, connections: connections() }).toEqual({ most: 1, connections: 4 });
  });
});
