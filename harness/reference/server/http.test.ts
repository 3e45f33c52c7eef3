import { once } from "node:events";
import { connect } from "node:net";
import { Agent, request } from "undici";
import { afterEach, describe, expect, it } from "vitest";
import { systemEnvironment } from "./environment.ts";
import { listen, type ListenOptions, type Listener } from "./http.ts";
import { createService, type Service } from "../service/service.ts";
import { claimedRequest } from "../service/testbed.testdata.ts";

const closers: (() => Promise<void>)[] = [];

async function start(service: Service = createService(systemEnvironment), options?: ListenOptions): Promise<Listener> {
  const listener = await listen(service, options);
  closers.push(() => listener.close());
  return listener;
}

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

const { headers } = claimedRequest("ListSessions");

describe("listen()", () => {
  it("serves on a loopback port, with the length of the body", async () => {
    const { url } = await start();
    const response = await request(url, { method: "POST", headers, body: "{}" });
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      "content-type": "application/x-amz-json-1.1",
      "content-length": "24",
      "x-amzn-requestid": expect.any(String),
    });
    expect(await response.body.json()).toEqual({ Ids: [], Sessions: [] });
  });

  it("passes on method, path, headers and body as received", async () => {
    const seen: unknown[] = [];
    const { url } = await start((wire) => {
      seen.push({ ...wire, body: Buffer.from(wire.body).toString() });
      return { status: 202, headers: { "x-a": "b" }, body: Buffer.from("ok") };
    });
    const response = await request(`${url}/some/path?q=1`, {
      method: "PUT",
      headers: { "x-many": ["a", "b"] },
      body: "é",
    });
    expect([response.statusCode, response.headers["x-a"], await response.body.text()]).toEqual([202, "b", "ok"]);
    expect(seen).toEqual([
      expect.objectContaining({
        method: "PUT",
        path: "/some/path?q=1",
        body: "é",
        headers: expect.objectContaining({ "x-many": "a, b" }),
      }),
    ]);
  });

  it.each([
    ["in lower case", {}, "x-amz-target"],
    ["as they were sent, where a service is to see that", { namesAsSent: true }, "X-AMZ-Target"],
  ])("hands on header names %s", async (_what, options, name) => {
    const names: string[] = [];
    const { url } = await start((wire) => {
      names.push(...Object.entries(wire.headers).flatMap(([header, value]) => (value === "AWSGlue.ListSessions" ? [header] : [])));
      return { status: 200, headers: {}, body: Buffer.from("") };
    }, options);
    await (await request(url, { method: "POST", headers: ["X-AMZ-Target", "AWSGlue.ListSessions"], body: "{}" })).body.dump();
    expect(names).toEqual([name]);
  });

  it("keeps connections open between requests", async () => {
    const { url } = await start();
    const agent = new Agent({ connections: 1 });
    let connections = 0;
    agent.on("connect", () => (connections += 1));
    for (let count = 0; count < 3; count += 1) await (await request(url, { method: "POST", headers, body: "{}", dispatcher: agent })).body.dump();
    expect(connections).toBe(1);
    await agent.close();
  });

  it("answers 413 to a body above the limit, and serves on", async () => {
    const { url } = await start(undefined, { bodyLimit: 1000 });
    const send = async (length: number): Promise<number> => {
      const response = await request(url, {
        method: "POST",
        headers,
        body: `{${" ".repeat(length - 2)}}`,
      });
      await response.body.dump();
      return response.statusCode;
    };
    expect([await send(1001), await send(10_000_000), await send(1000)]).toEqual([413, 413, 200]);
  });

  it("breaks the connection where the service throws", async () => {
    const { url } = await start(() => {
      throw new Error("crash");
    });
    await expect(request(url, { method: "POST", headers, body: "{}" })).rejects.toMatchObject({
      code: "UND_ERR_SOCKET",
    });
  });

  it("survives a client that goes away in the middle of its body", async () => {
    const { url } = await start();
    const { port, hostname } = new URL(url);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n{", () => socket.destroy());
      });
      socket.on("close", () => resolve());
    });
    const response = await request(url, { method: "POST", headers, body: "{}" });
    expect(response.statusCode).toBe(200);
    await response.body.dump();
  });

  it("closes at once with idle connections, and after an answer under way", async () => {
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    const listener = await listen(async () => {
      await released;
      return { status: 200, headers: {}, body: Buffer.from("late") };
    });
    const agent = new Agent();
    const pending = request(listener.url, { dispatcher: agent });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const closed = listener.close();
    release();
    expect(await (await pending).body.text()).toBe("late");
    await closed;
    await expect(request(listener.url, { dispatcher: agent })).rejects.toMatchObject({
      code: "ECONNREFUSED",
    });
    await agent.close();
  });

  it("closes though a connected client is silent", async () => {
    const listener = await listen(createService(systemEnvironment));
    const { port, hostname } = new URL(listener.url);
    const socket = connect(Number(port), hostname);
    const ended = new Promise((resolve) => socket.resume().on("error", resolve).on("close", resolve));
    await once(socket, "connect");
    await listener.close();
    await ended;
    expect(socket.destroyed).toBe(true);
  });

  it("rejects where the port is taken", async () => {
    const { url } = await start();
    await expect(listen(createService(systemEnvironment), { port: Number(new URL(url).port) })).rejects.toMatchObject({ code: "EADDRINUSE" });
  });
});
