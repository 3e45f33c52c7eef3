import { http, type HttpHandler } from "msw";
import type { WireRequest } from "../../../properties/core/exchange.ts";
import type { Service } from "../service/service.ts";

/** MSW handlers that give every request to a service, for `setupServer` and `getResponse` alike. A service that throws rejects the resolver. */
export function handlersFor(service: Service): readonly HttpHandler[] {
  return [
    http.all(/^/u, async ({ request }) => {
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
