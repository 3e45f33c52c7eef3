import type { Contract } from "../spec/contract.ts";
import { writeJson } from "./json.ts";
import type { Breach, Probe } from "./property.ts";
import type { WireRequest } from "./exchange.ts";

/** The media type of the version of AWS JSON that a contract's service speaks. */
export function mediaTypeFor({ jsonVersion = "1.1" }: Pick<Contract, "jsonVersion">): string {
  return `application/x-amz-json-${jsonVersion}`;
}

/** The media type of AWS JSON 1.1. */
export const awsJsonType = mediaTypeFor({});

/** How the operations of a service are named in the target header: `AWSGlue` for `AWSGlue.ListSessions`. */
export const gluePrefix = "AWSGlue";

/** A request of the protocol: POST to `/` with its content type and target; the body is the given text or bytes. */
export function wireRequest(operation: string, body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): WireRequest {
  return {
    method: "POST",
    path: "/",
    headers: { "content-type": awsJsonType, "x-amz-target": `${gluePrefix}.${operation}`, ...headers },
    body: typeof body === "string" ? Buffer.from(body) : body,
  };
}

/** A request whose input must be accepted. */
export function validProbe(operation: string, input: unknown): Probe {
  return { request: wireRequest(operation, writeJson(input)), operation, input, claimed: true, expect: "success" };
}

/** A request whose input breaks one constraint and must be refused. */
export function brokenProbe(operation: string, input: unknown, breaks: Breach): Probe {
  return { request: wireRequest(operation, writeJson(input)), operation, input, claimed: true, expect: "refusal", breaks };
}

/** A request whose answer the documents leave open: it may be accepted or cleanly refused. */
export function openProbe(operation: string, input: unknown): Probe {
  return { request: wireRequest(operation, writeJson(input)), operation, input, claimed: true, expect: "either" };
}

/** The headers of a probe as its contract's own service is sent them: under its own target, in the version of AWS JSON that it speaks. */
export function headersFor({ request, claimed }: Probe, { targetPrefix = gluePrefix, jsonVersion = "1.1" }: Contract): WireRequest["headers"] {
  const own = (name: string, value: string): string => {
    if (name === "x-amz-target") return value.replaceAll(gluePrefix, targetPrefix);
    // What the protocol does not claim is sent under another media type on purpose.
    return name === "content-type" && claimed ? value.replace("-1.1", `-${jsonVersion}`) : value;
  };
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, own(name.toLowerCase(), value)]));
}
