import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { wireRequest } from "../../properties/core/request.ts";
import { buildCommandLine, invoke, makeFolder, recordIn, removeFolders, writtenIn } from "../cli/command-line.testdata.ts";
import { createHttpTransport } from "./http-transport.ts";
import { proxyFor } from "./proxy.ts";
import { createAuthority, createCertificate } from "../reference/adversarial/certificate-authority.ts";
import { systemEnvironment } from "../reference/server/environment.ts";
import { createService } from "../reference/service/service.ts";
import { answering, closedUrl, serveHttp } from "./test-server.testdata.ts";
import type { Transport } from "./transport.ts";

const closers: (() => Promise<void>)[] = [];

beforeAll(buildCommandLine, 60_000);
afterAll(removeFolders);
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

const plain = wireRequest("ListSessions", "{}");
const password = "pr0xy-pa55w0rd";
const credentials = `Basic ${Buffer.from(`user:${password}`).toString("base64")}`;

interface TestProxy {
  readonly url: string;
  /** What it was asked: the line, the host, and whose credentials came with it. */
  readonly seen: readonly { readonly line: string; readonly host: string | undefined; readonly credentials: string | undefined; readonly signed: boolean }[];
}

/** A proxy that hands every request and every tunnel to one server on this machine, or answers all of them with a status. */
async function proxyTo(target: string | number): Promise<TestProxy> {
  const seen: TestProxy["seen"][number][] = [];
  const note = ({ method, url, headers }: IncomingMessage): void => {
    const { host, authorization, "proxy-authorization": own } = headers;
    seen.push({ line: `${method ?? ""} ${url ?? ""}`, host, credentials: own, signed: authorization !== undefined });
  };
  const service = createService(systemEnvironment);
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    note(request);
    answering(({ method = "", headers }, _, body) => {
      const answer = service({ method, path: "/", headers: headers as Record<string, string>, body });
      if (typeof target === "number") response.writeHead(target).end();
      else response.writeHead(answer.status, answer.headers).end(answer.body);
    })(request, response);
  });
  server.on("connection", (socket: Socket) => sockets.add(socket.on("error", () => undefined)));
  server.on("connect", (request: IncomingMessage, socket: Socket) => {
    note(request);
    if (typeof target === "number") return void socket.end(`HTTP/1.1 ${String(target)} No\r\ncontent-length: 0\r\n\r\n`);
    const { hostname, port } = new URL(target);
    const onward = connect(Number(port), hostname, () => {
      socket.write("HTTP/1.1 200 Connected\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    onward.on("error", () => undefined);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(async () => {
    const closed = once(server, "close");
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  });
  return { url: `http://user:${password}@127.0.0.1:${String((server.address() as AddressInfo).port)}`, seen };
}

function transportTo(endpoint: string, proxyUrl: string, authorities: readonly string[] = []): Transport {
  const url = new URL(endpoint);
  const proxy = proxyFor(url, { ALL_PROXY: proxyUrl });
  const transport = createHttpTransport(url, {
    timeoutMs: 5_000,
    connectTimeoutMs: 3_000,
    bodyLimit: 100_000,
    connections: 2,
    authorities,
    ...(proxy === undefined ? {} : { proxy }),
  });
  closers.push(() => transport.close());
  return transport;
}

describe("through a proxy", () => {
  it("plain requests are handed over whole, with the host of the target", async () => {
    const proxy = await proxyTo("http://127.0.0.1:1");
    const transport = transportTo("http://target.example/base", proxy.url);
    expect(await transport.send(plain)).toMatchObject({ response: { status: 200 } });
    expect(await transport.send(plain, { fresh: true })).toMatchObject({ response: { status: 200 } });
    const asked = { line: "POST http://target.example/base/", host: "target.example", credentials, signed: false };
    expect(proxy.seen).toEqual([asked, asked]);
  });

  it("requests over TLS go through a tunnel, of whose inside the proxy sees nothing", async () => {
    const authority = await createAuthority("Test Authority");
    const target = await serveHttp(
      (request, response) => response.end(String(request.headers["proxy-authorization"])),
      await createCertificate(authority, { hosts: ["target.example"] }),
    );
    closers.push(target.close);
    const proxy = await proxyTo(target.url);
    const delivery = await transportTo("https://target.example", proxy.url, [authority.pem]).send({
      ...plain,
      headers: { ...plain.headers, authorization: "ours" },
    });
    expect("response" in delivery ? Buffer.from(delivery.response.body).toString() : delivery.failure).toBe("undefined");
    expect(proxy.seen).toEqual([{ line: "CONNECT target.example:443", host: "target.example", credentials, signed: false }]);
    const untrusting = await transportTo("https://target.example", proxy.url).send(plain);
    expect(untrusting).toMatchObject({ failure: { kind: "certificate", message: expect.stringMatching(/^no authority that is known here/u) } });
    const misnamed = await transportTo("https://other.example", proxy.url, [authority.pem]).send(plain);
    expect(misnamed).toMatchObject({
      failure: { kind: "certificate", message: expect.stringMatching(/^its certificate is for target\.example, not for other\.example/u) },
    });
  });

  it.each(["http", "https"])("that refuses, failures are the proxy's, not the target's (%s)", async (scheme) => {
    const { url } = await proxyTo(407);
    const delivery = await transportTo(`${scheme}://target.example`, url).send(plain);
    const shown = url.replace(`user:${password}@`, "");
    expect(delivery).toMatchObject({
      failure: { kind: "proxy", message: `${shown} of ALL_PROXY: it answers with status 407, since it requires other credentials` },
    });
  });

  it.each(["http", "https"])("that is not there, failures are the proxy's (%s)", async (scheme) => {
    const url = await closedUrl();
    const delivery = await transportTo(`${scheme}://target.example`, url).send(plain);
    expect(delivery).toMatchObject({ failure: { kind: "proxy", message: expect.stringMatching(/^http:\S+ of ALL_PROXY: connect ECONNREFUSED/u) } });
  });
});

describe("a run through a proxy", () => {
  const narrow = ["--only", "request/accepts-empty-input", "--settle", "100", "--endpoint", "http://target.example"];
  const allowed = ["--sign", "dummy", "--state", "create", "--role-arn", "arn:aws:iam::123456789012:role/own", "--account", "123456789012"];

  it("says so, says what sessions cost, and keeps the proxy's password", async () => {
    const [proxy, out] = [await proxyTo("http://127.0.0.1:1"), makeFolder()];
    const { status, stdout, stderr } = await invoke(["run", "--out", out, ...narrow, ...allowed], { http_proxy: proxy.url });
    expect([status, stderr]).toEqual([
      0,
      expect.stringMatching(
        /^glue-conformance: requests go through the proxy http:\/\/127\.0\.0\.1:\d+ of http_proxy; .*\nglue-conformance: sessions are created at target\.example .*\n$/u,
      ),
    ]);
    expect(proxy.seen.every((asked) => asked.credentials === credentials && asked.signed)).toBe(true);
    for (const secret of [password, credentials.replace("Basic ", "")]) expect(`${stdout}${stderr}${writtenIn(out)}`).not.toContain(secret);
  });

  it("that refuses ends with exit 3, and a record that says whose fault it is", async () => {
    const [proxy, out] = [await proxyTo(407), makeFolder()];
    const { status, stdout, stderr } = await invoke(["run", "--out", out, ...narrow, "--sign", "dummy"], { HTTP_PROXY: proxy.url });
    expect(status).toBe(3);
    expect(recordIn(out).meta.preflight).toEqual({
      outcome: "unreachable",
      message: expect.stringMatching(
        /^http:\/\/target\.example cannot be reached through the proxy http:\S+ of HTTP_PROXY: it answers with status 407, .*Set it right, or name the target in NO_PROXY\.$/u,
      ),
    });
    expect(`${stdout}${stderr}${writtenIn(out)}`).not.toContain(password);
  });
});
