import { writeJson } from "./json.ts";
import type { Breach, Probe } from "./property.ts";
import type { WireRequest } from "./exchange.ts";

/** The media type of AWS JSON 1.1. */
export const awsJsonType = "application/x-amz-json-1.1";

/** How the operations of a service are named in the target header: `AWSGlue` for `AWSGlue.ListSessions`. */
export const gluePrefix = "AWSGlue";

/** A request of the protocol: POST to `/` with its content type and target; the body is the given text or bytes. */
export function wireRequest(operation: string, body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): WireRequest {
  return {
    method: "POST",
    path: "/",
    headers: { "content-type": awsJsonType, "x-amz-target": `${gluePrefix}.${operation}`, ...headers },
    body: typeof body === "string" ? new TextEncoder().encode(body) : body,
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
