import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";
import type { WireRequest, WireResponse } from "../../../properties/core/exchange.ts";
import { namedOperation } from "../faults/answers.ts";
import { systemEnvironment } from "../server/environment.ts";
import { createService } from "../service/service.ts";
import type { Listener } from "../server/http.ts";

/** One received request, and the means to answer it correctly or not. */
export interface HostileExchange {
  readonly request: WireRequest;
  readonly socket: Socket;
  /** Requests so far, this one included. */
  readonly count: number;
  /** The reference service's answer to it, or to another request. */
  readonly reference: (instead?: WireRequest) => WireResponse;
  /** Answers as the reference service does. */
  readonly pass: () => void;
  /** Ends every connection and stops listening. */
  readonly die: () => void;
}

/** What a hostile target does with a request. */
export type React = (exchange: HostileExchange) => void | Promise<void>;

/** Where a hostile target listens. */
export interface HostileListener extends Listener {
  /** Requests received so far; connections, where nothing is read from them. */
  readonly requests: () => number;
}

/** How a hostile target listens. */
export interface HostileServer {
  readonly port?: number;
  readonly tls?: TlsOptions;
  /** Called before anything is read from a connection. */
  readonly onConnection?: (socket: Socket) => void;
}

const host = "127.0.0.1";

/** Listens with plain sockets, since a proper HTTP server would not misbehave; in front of a reference service of its own. */
export async function openHostile(react: React, { port = 0, tls, onConnection }: HostileServer = {}): Promise<HostileListener> {
  const service = createService(systemEnvironment);
  const sockets = new Set<Socket>();
  let requests = 0;
  let connections = 0;
  const take = (socket: Socket): void => {
    connections += 1;
    sockets.add(socket);
    // Answers are written in parts, and no part should wait for the acknowledgement of another.
    socket.setNoDelay(true);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
    onConnection?.(socket);
    readRequests(socket, async (request) => {
      requests += 1;
      const reference = (instead = request): WireResponse => service(instead);
      await react({ request, socket, count: requests, reference, pass: () => answer(socket, reference()), die: () => void close() });
    });
  };
  const server: Server = tls === undefined ? createServer(take) : createTlsServer(tls, take).on("tlsClientError", () => undefined);
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  server.listen(port, host);
  await once(server, "listening");
  return {
    url: `${tls === undefined ? "http" : "https"}://${host}:${String((server.address() as AddressInfo).port)}`,
    requests: () => (requests === 0 ? connections : requests),
    close,
  };
}

/** The head of an answer, as text. */
export function headOf(status: string, headers: Readonly<Record<string, string | number>>): string {
  return [`HTTP/1.1 ${status}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`), "", ""].join("\r\n");
}

/** Writes a proper answer. */
export function answer(socket: Socket, { status, headers, body }: WireResponse): void {
  socket.write(headOf(`${String(status)} Answer`, { ...headers, "content-length": body.length }));
  socket.write(body);
}

/** Sends a text, and then another one again and again for as long as the connection takes it. */
export function endless(head: string, more: string): React {
  return ({ socket }) => {
    const write = (): void => {
      if (!socket.destroyed && socket.write(more)) setImmediate(write);
    };
    socket.on("drain", write).write(head);
    write();
  };
}

/** An answer of AWS JSON 1.1 with any body. */
export function answerOf(status: number, body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): WireResponse {
  return {
    status,
    headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": "00000000-0000-4000-8000-000000000000", ...headers },
    body: typeof body === "string" ? Buffer.from(body) : body,
  };
}

/** Whether a request lists sessions. */
export function isListing(request: WireRequest): boolean {
  return namedOperation(request) === "ListSessions";
}

// As much of HTTP as the suite's own requests need: a head, and a body of the length that it names.
function readRequests(socket: Socket, onRequest: (request: WireRequest) => Promise<void>): void {
  let held = Buffer.alloc(0);
  let turn = Promise.resolve();
  socket.on("data", (chunk: Buffer) => {
    held = Buffer.concat([held, chunk]);
    for (;;) {
      const end = held.indexOf("\r\n\r\n");
      if (end === -1) return;
      const [line = "", ...fields] = held.subarray(0, end).toString("latin1").split("\r\n");
      const headers = Object.fromEntries(fields.map((field) => [field.slice(0, field.indexOf(":")).toLowerCase(), field.slice(field.indexOf(":") + 1).trim()]));
      const length = Number(headers["content-length"] ?? 0);
      if (held.length < end + 4 + length) return;
      const [method = "", path = ""] = line.split(" ");
      const request: WireRequest = { method, path, headers, body: held.subarray(end + 4, end + 4 + length) };
      held = held.subarray(end + 4 + length);
      const before = turn;
      turn = (async (): Promise<void> => {
        await before;
        if (!socket.destroyed) await onRequest(request);
      })();
    }
  });
}
