import { describe, expect, it } from "vitest";
import type { WireRequest } from "../../properties/core/exchange.ts";
import { systemEnvironment } from "../reference/server/environment.ts";
import { createMswTransport } from "./msw-transport.ts";
import { handlersFor } from "../reference/server/msw.ts";
import { createService } from "../reference/service/service.ts";
import { claimedRequest } from "../reference/service/testbed.testdata.ts";

const transport = createMswTransport(handlersFor(createService(systemEnvironment)));
const plain: WireRequest = { ...claimedRequest("ListSessions"), body: Buffer.from("{}") };

describe("createMswTransport()", () => {
  it("delivers the service's answer", async () => {
    expect(await transport.send(plain)).toEqual({
      response: {
        status: 200,
        headers: {
          "content-type": "application/x-amz-json-1.1",
          "x-amzn-requestid": expect.any(String),
        },
        body: new Uint8Array(Buffer.from('{"Ids":[],"Sessions":[]}')),
      },
      latencyMs: expect.any(Number),
    });
  });

  it("hands the request on as it is", async () => {
    const echo = createMswTransport(
      handlersFor((request) => ({
        status: 299,
        headers: request.headers,
        body: Buffer.from(`${request.method} ${request.path} ${request.body.length}`),
      })),
    );
    const delivery = await echo.send({
      method: "DELETE",
      path: "/a?b=%20c",
      headers: { "x-a": "b" },
      body: new Uint8Array([0, 255]),
    });
    expect(delivery).toMatchObject({
      response: {
        status: 299,
        headers: { "x-a": "b" },
        body: new Uint8Array(Buffer.from("DELETE /a?b=%20c 2")),
      },
    });
  });

  it("adds no header of its own", async () => {
    const { "content-type": _type, ...headers } = plain.headers;
    expect(await transport.send({ ...plain, headers })).toMatchObject({
      response: { status: 404 },
    });
  });

  it("counts a service that throws as a lost connection", async () => {
    const crashing = createMswTransport(
      handlersFor(() => {
        throw new Error("crash");
      }),
    );
    expect(await crashing.send(plain)).toMatchObject({
      failure: { kind: "lost-before-answer", message: "Error: crash" },
    });
  });

  it("counts no handler as a refused connection", async () => {
    expect(await createMswTransport([]).send(plain)).toMatchObject({
      failure: { kind: "refused" },
    });
  });

  it.each<[string, Partial<WireRequest>]>([
    ["the plain request", {}],
    ["an empty body", { body: new Uint8Array() }],
    ["GET without a body", { method: "GET", body: new Uint8Array() }],
    ["an own method", { method: "LIST" }],
    ["a path with a query", { path: "/a/b?c=d" }],
    ["a Latin-1 header", { headers: { "x-a": "é" } }],
  ])("can express %s", (_what, change) => {
    expect(transport.cannotExpress?.({ ...plain, ...change })).toBeUndefined();
  });

  it.each<[string, Partial<WireRequest>, RegExp]>([
    ["GET with a body", { method: "GET" }, /^A Request refuses it: .*body/iu],
    ["a forbidden method", { method: "TRACE" }, /^A Request refuses it: .*TRACE/u],
    ["a method that is no token", { method: "A B" }, /^A Request refuses it/u],
    ["a method that is normalised", { method: "post" }, /^A Request turns the method post into POST$/u],
    ["a header with a line break", { headers: { "x-a": "b\r\nc: d" } }, /^A Request refuses it/u],
    ["a header name that is no token", { headers: { "x a": "b" } }, /^A Request refuses it/u],
    ["a header name with capitals", { headers: { "X-Amz-Target": "b" } }, /^A Request writes the header name X-Amz-Target in lower case$/u],
    ["a header beyond Latin-1", { headers: { "x-a": "👍" } }, /^A Request refuses it/u],
    ["a header value with blanks around", { headers: { "x-a": " b " } }, /^A Request changes the value of the header x-a$/u],
    ["a path with dots", { path: "/a/../b" }, /^A Request turns the path \/a\/\.\.\/b into \/b$/u],
    ["a path that is no path", { path: "*" }, /^A Request /u],
  ])("cannot express %s", (_what, change, reason) => {
    expect(transport.cannotExpress?.({ ...plain, ...change })).toMatch(reason);
  });

  it("sends thousands of requests a second", async () => {
    const start = performance.now();
    for (let count = 0; count < 2000; count += 1) await transport.send(plain);
    expect(performance.now() - start).toBeLessThan(4000);
  });
});
