import type { HttpHandler } from "msw";
import { handlersFor } from "../reference/server/msw.ts";
import { HarnessError } from "../runtime/harness-error.ts";
import { chosenReference, populated } from "./chosen-reference.ts";
import type { ReferenceOptions } from "./reference-options.ts";

export type { ReferenceOptions } from "./reference-options.ts";

/** Which reference service is wanted, and at which address it answers. */
export interface HandlerOptions extends ReferenceOptions {
  /** Scheme, host and port of the endpoint that the client is configured with; by default Glue's own endpoints of every region. */
  readonly url?: string;
}

const awsEndpoints = /^https:\/\/glue(?:-fips)?\.[a-z0-9-]+\.(?:amazonaws\.com(?:\.cn)?|api\.aws)\//u;

/**
 * MSW handlers that answer requests of AWS Glue as the reference service does, with a store of their own. A request of another AWS service, or to another
 * address, is left to the next handler. Throws a HarnessError where an option cannot be used.
 */
export function createHandlers({ url, ...options }: HandlerOptions = {}): HttpHandler[] {
  const isEndpoint = url === undefined ? ({ href }: URL) => awsEndpoints.test(href) : endpointTest(url);
  const { service, adjust } = chosenReference(options);
  if (adjust !== undefined)
    throw new HarnessError("usage", `variant ${JSON.stringify(options.variant)} shows only over a connection, which MSW does not have. Use startReference.`);
  const ready = populated(service, options.sessions ?? 0);
  // The first request fails with the reason.
  ready.catch(() => undefined);
  const isGlue = ({ headers }: { readonly headers: Headers }): boolean => headers.get("x-amz-target")?.startsWith("AWSGlue.") === true;
  return handlersFor(
    async (request) => {
      await ready;
      return await service(request);
    },
    { claims: (request) => isGlue(request) && isEndpoint(new URL(request.url)) },
  );
}

/** Whether an address is at the given endpoint. A default port may be written or left out. */
function endpointTest(url: string): (address: URL) => boolean {
  const endpoint = URL.canParse(url) ? new URL(url) : undefined;
  if (endpoint === undefined || !/^https?:$/u.test(endpoint.protocol) || endpoint.href !== `${endpoint.origin}/`)
    throw new HarnessError("usage", `url ${JSON.stringify(url)} is not scheme, host and port of an endpoint, such as http://localhost:4566.`);
  return ({ origin }) => origin === endpoint.origin;
}
