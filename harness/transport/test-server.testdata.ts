import { once } from "node:events";
import { createServer as createHttpServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createHttpsServer, type ServerOptions } from "node:https";
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from "node:net";

/** A server of a test on a loopback port of its own. */
export interface TestServer {
  /** Scheme, host and port, without a slash at the end. */
  readonly url: string;
  /** Connections that clients have opened so far. */
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

/** Serves HTTP; with a certificate, HTTPS. */
export async function serveHttp(answer: RequestListener, tls?: ServerOptions, host = "127.0.0.1"): Promise<TestServer> {
  return await started(tls === undefined ? createHttpServer(answer) : createHttpsServer(tls, answer), tls === undefined ? "http" : "https", host);
}

/** Hands each connection on as it is. */
export async function serveTcp(onConnection: (socket: Socket) => void): Promise<TestServer> {
  return await started(createTcpServer(onConnection), "http");
}

/** An address at which nothing listens. */
export async function closedUrl(): Promise<string> {
  const server = await serveTcp(() => undefined);
  await server.close();
  return server.url;
}

/** The body of a request. */
async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Answers once the request has been read to its end. */
export function answering(answer: (request: IncomingMessage, response: ServerResponse, body: Buffer) => void): RequestListener {
  return (request, response) => {
    bodyOf(request).then(
      (body) => answer(request, response, body),
      () => response.destroy(),
    );
  };
}

async function started(server: Server, scheme: string, host = "127.0.0.1"): Promise<TestServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on("connection", (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    // A client that goes away is nothing that a test waits for.
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
  });
  server.listen(0, host);
  await once(server, "listening");
  return {
    url: `${scheme}://${host.includes(":") ? `[${host}]` : host}:${String((server.address() as AddressInfo).port)}`,
    connections: () => connections,
    async close() {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
