import type { HttpHandler } from "msw";
import { handlersFor } from "../reference/server/msw.ts";
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
 * address, is left to the next handler. Throws a HarnessError where the bank has no such variant or fault.
 */
export function createHandlers({ url, ...options }: HandlerOptions = {}): HttpHandler[] {
  const { service } = chosenReference(options);
  const ready = populated(service, options.sessions ?? 0);
  // The first request fails with the reason.
  ready.catch(() => undefined);
  const isGlue = ({ headers }: { readonly headers: Headers }): boolean => headers.get("x-amz-target")?.startsWith("AWSGlue.") === true;
  return handlersFor(
    async (request) => {
      await ready;
      return await service(request);
    },
    { path: url === undefined ? awsEndpoints : `${url.replace(/\/+$/u, "")}/*`, claims: isGlue },
  );
}
