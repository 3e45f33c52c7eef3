import type { RequestListener } from "node:http";
import type { Socket } from "node:net";
import { networkInterfaces } from "node:os";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import type { TransportFailure, WireRequest, WireResponse } from "../../properties/core/exchange.ts";
import { wireRequest } from "../../properties/core/request.ts";
import { HarnessError } from "../runtime/harness-error.ts";
import { createHttpTransport, type HttpLimits } from "./http-transport.ts";
import { type Certificate, createAuthority, createCertificate } from "../reference/adversarial/certificate-authority.ts";
import { createSigner } from "./signer.ts";
import { verify } from "./sigv4.testdata.ts";
import { answering, closedUrl, serveHttp, serveTcp, type TestServer } from "./test-server.testdata.ts";
import type { Delivery, Transport } from "./transport.ts";

const limits: HttpLimits = { timeoutMs: 10_000, connectTimeoutMs: 3_000, bodyLimit: 100_000, connections: 8 };
const plain = wireRequest("ListSessions", "{}");
const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

function transportTo(url: string, more: Partial<HttpLimits> = {}): Transport {
  const transport = createHttpTransport(new URL(url), { ...limits, ...more });
  closers.push(() => transport.close());
  return transport;
}

async function http(answer: RequestListener, tls?: Parameters<typeof serveHttp>[1]): Promise<TestServer> {
  const server = await serveHttp(answer, tls);
  closers.push(server.close);
  return server;
}

/** A server that does something with a connection as soon as the request has begun to arrive. */
async function tcp(onRequest: (socket: Socket) => void): Promise<TestServer> {
  const server = await serveTcp((socket) => socket.once("data", () => onRequest(socket)));
  closers.push(server.close);
  return server;
}

function responseOf(delivery: Delivery): WireResponse {
  if ("failure" in delivery) throw new Error(`${delivery.failure.kind}: ${delivery.failure.message}`);
  return delivery.response;
}

function failureOf(delivery: Delivery): TransportFailure {
  if ("response" in delivery) throw new Error(`answered with ${String(delivery.response.status)}`);
  return delivery.failure;
}

const hasIPv6 = Object.values(networkInterfaces()).some((addresses = []) => addresses.some(({ address }) => address === "::1"));

describe("connections", () => {
  it("are kept open from request to request", async () => {
    const server = await http(answering((_, response) => response.end("ok")));
    const transport = transportTo(server.url);
    for (let count = 0; count < 20; count += 1) expect(responseOf(await transport.send(plain)).status).toBe(200);
    // A connection is free again a moment after its answer; a request in that moment gets a second one.
    expect(server.connections()).toBeLessThanOrEqual(2);
  });

  it("are new ones where a fresh one is asked for, each closed after its answer", async () => {
    const open = new Set<Socket>();
    const server = await http(
      answering((request, response) => {
        open.add(request.socket);
        request.socket.once("close", () => open.delete(request.socket));
        response.end("ok");
      }),
    );
    const transport = transportTo(server.url);
    await transport.send(plain);
    for (let count = 0; count < 3; count += 1) expect(responseOf(await transport.send(plain, { fresh: true })).status).toBe(200);
    expect(server.connections()).toBe(4);
    await expect.poll(() => open.size, { timeout: 5_000 }).toBe(1);
  });

  it("are as many as the limit at a time, and the rest waits", async () => {
    const server = await http(answering((_, response) => setTimeout(() => response.end("ok"), 20)));
    const transport = transportTo(server.url, { connections: 2 });
    const deliveries = await Promise.all(Array.from({ length: 10 }, () => transport.send(plain)));
    expect(deliveries.map((delivery) => responseOf(delivery).status)).toEqual(Array.from({ length: 10 }, () => 200));
    expect(server.connections()).toBe(2);
  });

  it("may be closed by the target after each answer", async () => {
    const server = await http(answering((_, response) => response.setHeader("connection", "close").end("ok")));
    const transport = transportTo(server.url);
    for (let count = 0; count < 3; count += 1) expect(responseOf(await transport.send(plain)).status).toBe(200);
    expect(server.connections()).toBe(3);
  });
});

describe("requests", () => {
  const requests: readonly (readonly [name: string, path: string, request: WireRequest, line: string])[] = [
    ["a plain one", "", plain, "POST /"],
    ["one to an endpoint with a path", "/base", plain, "POST /base/"],
    ["one to an endpoint with a slash at the end", "/base/v1/", { ...plain, path: "/other" }, "POST /base/v1/other"],
    ["a path that is written in an unusual way", "", { ...plain, path: "//a/../b/%7e" }, "POST //a/../b/%7e"],
    ["GET without a body", "", { ...plain, method: "GET", body: new Uint8Array() }, "GET /"],
    ["GET with a body", "", { ...plain, method: "GET" }, "GET /"],
    ["PUT", "", { ...plain, method: "PUT" }, "PUT /"],
    ["an empty body", "", { ...plain, body: new Uint8Array() }, "POST /"],
    ["no content type", "", { ...plain, headers: {} }, "POST /"],
    ["bytes that are no text", "", { ...plain, body: Uint8Array.from([0, 255, 10, 13, 128]) }, "POST /"],
    ["a large body", "", wireRequest("ListSessions", JSON.stringify({ NextToken: "t".repeat(400_001) })), "POST /"],
    ["empty and odd header values", "", wireRequest("ListSessions", "{}", { "x-empty": "", "x-odd": 'a,b;  c="d" é' }), "POST /"],
  ];

  it.each(requests)("reach the server byte for byte: %s", async (_name, path, request, line) => {
    const seen: unknown[] = [];
    const server = await http(
      answering(({ method, url, headers }, response, body) => {
        seen.push({ line: `${method ?? ""} ${url ?? ""}`, headers, body: body.toString("hex") });
        response.end();
      }),
    );
    expect(responseOf(await transportTo(server.url + path).send(request)).status).toBe(200);
    const length = request.body.length > 0 || request.method === "POST" ? { "content-length": String(request.body.length) } : {};
    expect(seen).toEqual([
      {
        line,
        headers: { ...request.headers, ...length, host: new URL(server.url).host, connection: "keep-alive" },
        body: Buffer.from(request.body).toString("hex"),
      },
    ]);
  });

  /** What a strict verifier finds of requests that were signed for an endpoint, sent twice. */
  async function findingsOf(path: string, host?: string): Promise<readonly string[]> {
    const findings: string[] = [];
    const keys = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
    const server = await serveHttp(
      answering(({ method = "", url = "", headers }, response, body) => {
        const received = { method, path: url, headers: headers as Record<string, string>, body };
        findings.push(verify(received, { region: "us-east-1", service: "glue", keyId: keys.accessKeyId, secret: keys.secretAccessKey, nowMs: Date.now() }));
        response.end();
      }),
      undefined,
      host,
    );
    closers.push(server.close);
    const endpoint = new URL(server.url + path);
    const signer = createSigner({ endpoint, region: "us-east-1", clock: { now: Date.now, sleep: () => Promise.resolve() } }, keys);
    await transportTo(endpoint.href).send(signer.sign(plain));
    await transportTo(endpoint.href).send(signer.sign(plain), { fresh: true });
    return findings;
  }

  it.each(["", "/base", "/base/", "/a%20b/c"])("keep their signature on an endpoint with the path %j", async (path) => {
    expect(await findingsOf(path)).toEqual(["good", "good"]);
  });

  it.skipIf(!hasIPv6)("keep their signature on an endpoint of IPv6 (skipped where there is none)", async () => {
    expect(await findingsOf("/base", "::1")).toEqual(["good", "good"]);
  });

  it.each([
    ["a line break in a header", wireRequest("ListSessions", "{}", { "x-a": "b\nc: d" })],
    ["a length that is not the body's", wireRequest("ListSessions", "{}", { "content-length": "5" })],
    ["a method that is no token", { ...plain, method: "PO ST" }],
    ["a transfer encoding of its own", wireRequest("ListSessions", "{}", { "transfer-encoding": "chunked" })],
  ])("that cannot be sent are no failure of the target: %s", async (_name, request) => {
    const server = await http(answering((_, response) => response.end()));
    await expect(transportTo(server.url).send(request)).rejects.toThrow(HarnessError);
  });
});

describe("answers", () => {
  it("have lower-case header names and joined values, and the bytes of the body", async () => {
    const server = await tcp((socket) =>
      socket.end(
        "HTTP/1.1 418 Teapot\r\nX-Amzn-RequestId: One\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\nX-Many: 1\r\nx-many: 2\r\nContent-Length: 2\r\n\r\n\u00FF\u0000",
        "latin1",
      ),
    );
    expect(responseOf(await transportTo(server.url).send(plain))).toEqual({
      status: 418,
      headers: { "x-amzn-requestid": "One", "set-cookie": "a=1, b=2", "x-many": "1, 2", "content-length": "2" },
      body: Buffer.from([0xff, 0x00]),
    });
  });

  const text = JSON.stringify({ Ids: ["a".repeat(1_000)] });
  it.each([
    ["gzip", gzipSync],
    ["x-gzip", gzipSync],
    ["GZip", gzipSync],
    ["deflate", deflateSync],
    ["deflate", deflateRawSync],
    ["br", brotliCompressSync],
    ["identity", (bytes: Buffer) => bytes],
    ["unheard-of", (bytes: Buffer) => bytes],
  ])("are decoded from %s", async (encoding, encode) => {
    const server = await http(answering((_, response) => response.setHeader("content-encoding", encoding).end(encode(Buffer.from(text)))));
    const { body, headers } = responseOf(await transportTo(server.url).send(plain));
    expect([Buffer.from(body).toString(), headers["content-encoding"]]).toEqual([text, encoding]);
  });

  it.each(["gzip", "deflate", "br"])("may name the encoding %s and have no content", async (encoding) => {
    const server = await http(answering((_, response) => response.writeHead(204, { "content-encoding": encoding }).end()));
    expect(responseOf(await transportTo(server.url).send(plain))).toMatchObject({ status: 204, body: Buffer.alloc(0) });
  });

  it("that redirect are not followed", async () => {
    const other = await http(answering((_, response) => response.end("elsewhere")));
    const server = await http(answering((_, response) => response.writeHead(307, { location: other.url }).end()));
    expect(responseOf(await transportTo(server.url).send(plain))).toMatchObject({ status: 307, headers: { location: other.url } });
    expect(other.connections()).toBe(0);
  });

  it("come with the time that they took", async () => {
    const server = await http(answering((_, response) => setTimeout(() => response.end(), 30)));
    const { latencyMs } = await transportTo(server.url).send(plain);
    expect(latencyMs).toBeGreaterThan(20);
  });
});

describe("the body limit", () => {
  it.each([
    [1_000, 1_000, undefined],
    [1_001, 1_000, "too-large"],
    [5_000_000, 1_000, "too-large"],
    [0, 1, undefined],
  ])("of an answer with %i bytes, at %i, gives %s", async (size, bodyLimit, kind) => {
    const server = await http(answering((_, response) => response.end("x".repeat(size))));
    const transport = transportTo(server.url, { bodyLimit });
    const delivery = await transport.send(plain);
    expect("failure" in delivery ? delivery.failure.kind : undefined).toBe(kind);
    const small = await transport.send(plain);
    expect("failure" in small ? small.failure.kind : undefined).toBe(kind);
  });

  it("of time leaves out what large bodies wait for each other", async () => {
    const server = await http(
      answering((_, response) => {
        // More than the buffers in between hold: what comes behind it is sent when it is read.
        response.write(Buffer.alloc(24_000_000, 32), () => void setTimeout(() => response.end("{}"), 450));
      }),
    );
    const transport = transportTo(server.url, { bodyLimit: 30_000_000, timeoutMs: 1_000 });
    const deliveries = await Promise.all(Array.from({ length: 3 }, () => transport.send(plain)));
    expect(deliveries.map((delivery) => responseOf(delivery).body.length)).toEqual(deliveries.map(() => 24_000_002));
  });

  it("holds for an answer that never ends", async () => {
    const server = await http((_, response) => {
      response.on("error", () => undefined);
      const write = (): void => {
        if (!response.destroyed && response.write("x".repeat(10_000))) setImmediate(write);
      };
      response.on("drain", write);
      write();
    });
    expect(failureOf(await transportTo(server.url).send(plain))).toEqual({ kind: "too-large", message: "the body is larger than 100000 bytes (--body-limit)" });
  });

  it.each([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
    ["br", brotliCompressSync],
  ])("holds for what %s unpacks to", async (encoding, encode) => {
    const server = await http(answering((_, response) => response.setHeader("content-encoding", encoding).end(encode(Buffer.alloc(10_000_000)))));
    expect(failureOf(await transportTo(server.url).send(plain)).kind).toBe("too-large");
  });
});

describe("failures", () => {
  it("report a port at which nothing listens", async () => {
    const failure = failureOf(await transportTo(await closedUrl()).send(plain));
    expect(failure).toEqual({ kind: "refused", message: expect.stringContaining("ECONNREFUSED") });
  });

  it("report an unknown host", async () => {
    const failure = failureOf(await transportTo("http://no-such-host.invalid").send(plain));
    expect(failure).toEqual({ kind: "unresolved", message: expect.stringContaining("no-such-host.invalid") });
  });

  const silent = (): void => undefined;
  const begun = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nbegun";
  it.each<readonly [name: string, kind: TransportFailure["kind"], onRequest: (socket: Socket) => void]>([
    ["a close before the answer", "lost-before-answer", (socket) => socket.end()],
    ["a reset before the answer", "lost-before-answer", (socket) => socket.resetAndDestroy()],
    ["a close among the headers", "lost-before-answer", (socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-")],
    ["a close in the body", "lost-in-answer", (socket) => socket.end(begun)],
    ["a reset in the body", "lost-in-answer", (socket) => socket.write(begun, () => setTimeout(() => socket.resetAndDestroy(), 50))],
    ["a close in a chunk", "lost-in-answer", (socket) => socket.end("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab")],
    ["words that are no HTTP", "not-http", (socket) => socket.end("SSH-2.0-OpenSSH_9.2\r\n")],
    [
      "a body that is not in the encoding that it names",
      "undecodable",
      (socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 5\r\n\r\nplain"),
    ],
  ])("report %s: %s", async (_name, kind, onRequest) => {
    const { url } = await tcp(onRequest);
    const transport = transportTo(url);
    expect(failureOf(await transport.send(plain)).kind).toBe(kind);
    expect(failureOf(await transport.send(plain, { fresh: true })).kind).toBe(kind);
  });

  it.each([
    ["at all", silent],
    ["to its end", (socket: Socket) => void socket.write(begun)],
  ])("report a target that does not answer %s in time", async (_name, onRequest) => {
    const { url } = await tcp(onRequest);
    const transport = transportTo(url, { timeoutMs: 200 });
    const wanted = { kind: "timeout", message: "no complete answer within 200 ms" };
    expect(failureOf(await transport.send(plain))).toEqual(wanted);
    expect(failureOf(await transport.send(plain, { fresh: true }))).toEqual(wanted);
  });

  it("report a target that drips its answer", async () => {
    const { url } = await tcp((socket) => {
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n");
      const timer = setInterval(() => socket.write("x"), 20);
      socket.on("close", () => clearInterval(timer));
    });
    expect(failureOf(await transportTo(url, { timeoutMs: 300 }).send(plain)).kind).toBe("timeout");
  });

  it("report TLS asked of a plain server, in one line", async () => {
    const { url } = await http(answering((_, response) => response.end()));
    const { kind, message } = failureOf(await transportTo(url.replace("http:", "https:")).send(plain));
    expect(kind).toBe("not-http");
    expect(message).not.toMatch(/\n/u);
  });

  it("leave the transport fit for the next request", async () => {
    let sent = 0;
    const { url } = await http(
      answering((request, response) => {
        sent += 1;
        if (sent % 2 === 1) request.socket.resetAndDestroy();
        else response.end("ok");
      }),
    );
    const transport = transportTo(url);
    const kinds: string[] = [];
    for (let count = 0; count < 6; count += 1) {
      const delivery = await transport.send(plain);
      kinds.push("failure" in delivery ? delivery.failure.kind : "answered");
    }
    expect(kinds).toEqual(["lost-before-answer", "answered", "lost-before-answer", "answered", "lost-before-answer", "answered"]);
  });
});

/** Serves with a certificate and counts what reaches it. */
async function servingWith(certificate: Certificate): Promise<TestServer & { readonly requests: () => number }> {
  let requests = 0;
  const server = await http((_, response) => {
    requests += 1;
    response.end("ok");
  }, certificate);
  return { ...server, requests: () => requests };
}

const authority = await createAuthority("Test Authority");

describe("certificates", () => {
  const known = { authorities: [authority.pem] };
  const day = 86_400_000;
  const local = { hosts: ["127.0.0.1"] };

  it("are trusted where their authority is named, over fresh connections too", async () => {
    const server = await servingWith(await createCertificate(authority, local));
    const transport = transportTo(server.url, known);
    expect(responseOf(await transport.send(plain)).status).toBe(200);
    expect(responseOf(await transport.send(plain, { fresh: true })).status).toBe(200);
  });

  const date = new Date("2020-02-01T12:00:00Z");
  const untrusted: readonly (readonly [title: string, certificate: Promise<Certificate>, options: Partial<HttpLimits>, message: string])[] = [
    [
      "whose authority is not known",
      createCertificate(authority, local),
      {},
      'no authority that is known here vouches for its certificate, which was issued by "Test Authority". Name that authority with --ca-bundle FILE, AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS',
    ],
    [
      "that signed themselves",
      createCertificate(undefined, local),
      known,
      'no authority vouches for its certificate, which signed itself ("127.0.0.1"). Name a file with it with --ca-bundle FILE, AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS',
    ],
    [
      "that have expired",
      createCertificate(authority, { ...local, from: new Date(date.getTime() - day), until: date }),
      known,
      "its certificate expired on 2020-02-01. Renew it on the target, or check this machine's clock",
    ],
    [
      "that are not valid yet",
      createCertificate(authority, { ...local, from: new Date("2099-02-01T12:00:00Z"), until: new Date("2099-02-02T12:00:00Z") }),
      known,
      "its certificate is not valid yet, but from 2099-02-01 on. Check this machine's clock, and that of its issuer",
    ],
    [
      "for other hosts",
      createCertificate(authority, { hosts: ["a.example", "*.b.example", "10.0.0.1"] }),
      known,
      "its certificate is for a.example, *.b.example, 10.0.0.1, not for 127.0.0.1. Name the target in --endpoint as its certificate does, or give it a certificate for 127.0.0.1",
    ],
  ];

  it.each(untrusted)("%s are reported as such, and nothing is sent", async (_title, certificate, options, message) => {
    const server = await servingWith(await certificate);
    expect(failureOf(await transportTo(server.url, options).send(plain))).toEqual({ kind: "certificate", message });
    expect(server.requests()).toBe(0);
  });
});
