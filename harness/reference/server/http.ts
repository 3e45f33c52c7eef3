import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { WireResponse } from "../../../properties/core/exchange.ts";
import type { Service } from "../service/service.ts";

/** Where a service listens. `close` lets answers under way finish and ends every connection. */
export interface Listener {
  /** Scheme, host and port, without a slash at the end. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** How a service is served. */
export interface ListenOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** The longest request body, in bytes; a longer one is answered with 413. */
  readonly bodyLimit?: number;
  /** Whether the service sees header names as they were sent; Node writes them in lower case. */
  readonly namesAsSent?: boolean;
  /** Changes the server before it listens. */
  readonly adjust?: (server: Server) => void;
}

const host = "127.0.0.1";
const defaultBodyLimit = 64 * 1024 * 1024;

/** Serves a service over HTTP on the loopback interface. Rejects with Node's own error where the port is taken. */
export async function listen(service: Service, { port = 0, bodyLimit = defaultBodyLimit, namesAsSent = false, adjust }: ListenOptions = {}): Promise<Listener> {
  const underWay = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    underWay.add(response);
    response.on("close", () => underWay.delete(response));
    answerTo(request, service, { bodyLimit, namesAsSent })
      .then((answer) => write(response, answer))
      // A client that went away cannot be answered, and a service that throws has no answer: the connection ends.
      .catch(() => response.destroy());
  });
  adjust?.(server);
  server.listen(port, host);
  await once(server, "listening");
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      await Promise.all([...underWay].map((response) => once(response, "close")));
      // The remaining connections wait for no answer: kept alive, or silent, which Node would keep for a minute.
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answerTo(
  request: IncomingMessage,
  service: Service,
  { bodyLimit, namesAsSent }: { readonly bodyLimit: number; readonly namesAsSent: boolean },
): Promise<WireResponse> {
  const body = await readBody(request, bodyLimit);
  if (body === undefined) return { status: 413, headers: {}, body: new Uint8Array() };
  const { method = "", url: path = "" } = request;
  const sent = new Map(namesAsSent ? request.rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name.toLowerCase(), name] as const] : [])) : []);
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [sent.get(name) ?? name, String(value)]));
  return service({ method, path, headers, body });
}

function write(response: ServerResponse, answer: WireResponse): void {
  response.statusCode = answer.status;
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
  response.end(answer.body);
}

/** The body, or undefined where it is longer than the limit: it is then read to its end and discarded, so that the client sees the answer. */
async function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
  }
  return length <= limit ? Buffer.concat(chunks) : undefined;
}
