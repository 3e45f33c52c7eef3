import { runInNewContext } from "node:vm";
import { expect, it, vi } from "vitest";
import { createHttpTransport } from "./http-transport.ts";
import { answering, serveHttp } from "./test-server.testdata.ts";

it("reads answers where Uint8Array is not that of Node, as in jsdom", async () => {
  const server = await serveHttp(answering((_, response) => response.end("ok")));
  const transport = createHttpTransport(new URL(server.url), { timeoutMs: 5_000, connectTimeoutMs: 3_000, bodyLimit: 1_000, connections: 1 });
  vi.stubGlobal("Uint8Array", runInNewContext("Uint8Array"));
  try {
    expect(await transport.send({ method: "GET", path: "/", headers: {}, body: Buffer.alloc(0) })).toMatchObject({ response: { status: 200 } });
  } finally {
    vi.unstubAllGlobals();
    await transport.close();
    await server.close();
  }
});
