import { getResponse, type RequestHandler } from "msw";
import type { WireRequest, WireResponse } from "../../properties/core/exchange.ts";
import type { Delivery, Transport } from "./transport.ts";

// Nothing is sent there: a Request wants a complete address.
const origin = "http://localhost";

/** A transport that asks MSW handlers in this process instead of the network. A handler that throws counts as a lost connection. */
export function createMswTransport(handlers: readonly RequestHandler[]): Transport {
  const all = [...handlers];
  return {
    async send(request) {
      const start = performance.now();
      const delivery = await deliver(all, request);
      return { ...delivery, latencyMs: performance.now() - start };
    },
    cannotExpress,
    close: () => Promise.resolve(),
  };
}

type Outcome = { readonly response: WireResponse } | Pick<Extract<Delivery, { failure: unknown }>, "failure">;

async function deliver(handlers: RequestHandler[], request: WireRequest): Promise<Outcome> {
  try {
    const response = await getResponse(handlers, toRequest(request));
    if (response === undefined) return { failure: { kind: "refused", message: "No handler takes the request" } };
    const body = new Uint8Array(await response.arrayBuffer());
    return {
      response: { status: response.status, headers: Object.fromEntries(response.headers), body },
    };
  } catch (error) {
    return { failure: { kind: "lost-before-answer", message: String(error) } };
  }
}

function toRequest({ method, path, headers, body }: WireRequest): Request {
  // Even an empty body is one too many for GET and HEAD.
  return new Request(origin + path, {
    method,
    headers,
    body: body.length === 0 ? null : (body as Uint8Array<ArrayBuffer>),
  });
}

/** Why a `Request` cannot hold the request as it is: it refuses some methods, bodies, headers and paths, and rewrites others. */
function cannotExpress(request: WireRequest): string | undefined {
  let built: Request;
  try {
    built = toRequest(request);
  } catch (error) {
    return `A Request refuses it: ${(error as Error).message}`;
  }
  if (built.method !== request.method) return `A Request turns the method ${request.method} into ${built.method}`;
  const path = built.url.slice(origin.length);
  if (path !== request.path) return `A Request turns the path ${request.path} into ${path}`;
  const spelled = Object.keys(request.headers).find((name) => name !== name.toLowerCase());
  if (spelled !== undefined) return `A Request writes the header name ${spelled} in lower case`;
  const changed = Object.entries(request.headers).find(([name, value]) => built.headers.get(name) !== value);
  return changed === undefined ? undefined : `A Request changes the value of the header ${changed[0]}`;
}
