import { http, type HttpHandler } from "msw";
import type { WireRequest } from "../../../properties/core/exchange.ts";
import type { Service } from "../service/service.ts";

/** Which requests handlers answer; every one by default. */
export interface Claim {
  /** What is not claimed is left to the next handler. */
  readonly claims?: (request: Request) => boolean;
}

/** MSW handlers that give requests to a service, for `setupServer` and `getResponse` alike. A service that throws rejects the resolver. */
export function handlersFor(service: Service, { claims = () => true }: Claim = {}): HttpHandler[] {
  return [
    http.all(/^/u, async ({ request }) => {
      if (!claims(request)) return undefined;
      const { status, headers, body } = await service(await toWireRequest(request));
      return new Response(body as Uint8Array<ArrayBuffer>, { status, headers });
    }),
  ];
}

async function toWireRequest(request: Request): Promise<WireRequest> {
  const { pathname, search } = new URL(request.url);
  return {
    method: request.method,
    path: pathname + search,
    headers: Object.fromEntries(request.headers),
    body: new Uint8Array(await request.arrayBuffer()),
  };
}
