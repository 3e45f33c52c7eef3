import type { ResetRequest } from "../reports/documents/config.ts";
import type { Preflight } from "../reports/record/run-record.ts";
import type { Transport } from "./transport.ts";

/** Sends the request that empties a target, unsigned. What keeps it from being empty ends the run; undefined where it is. */
export async function resetTarget(
  transport: Transport,
  { method, path, body, contentType = "application/json" }: ResetRequest,
  { endpoint, headers }: { readonly endpoint: string; readonly headers: Readonly<Record<string, string>> },
): Promise<(Preflight & { readonly outcome: "reset" }) | undefined> {
  const delivery = await transport.send({
    method,
    path,
    headers: { ...headers, ...(body === undefined ? {} : { "content-type": contentType }) },
    body: new TextEncoder().encode(body ?? ""),
  });
  const asked = `The reset request ${method} ${path} was to empty ${endpoint} before the run`;
  const advice = "Correct resetRequest, or leave it out: a run needs no empty target";
  if ("failure" in delivery)
    return { outcome: "reset", message: `${asked}, and got no answer: ${delivery.failure.message}. Is the target running? ${advice}.` };
  const { status } = delivery.response;
  if (status >= 200 && status < 300) return undefined;
  return { outcome: "reset", message: `${asked}, and was answered with status ${String(status)}, wanted 2xx. ${advice}.` };
}
