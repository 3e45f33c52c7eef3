import type { Contract } from "../../spec/contract.ts";
import { isTokenMember } from "../../spec/operation-traits.ts";
import { type HeaderSpelling, spelledHeaders } from "./header-spelling.ts";
import { RawJson, writeJson } from "./json.ts";
import type { BrokenKeyword, Probe } from "./property.ts";
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

/** A request with an input, and what an answer to it may be. */
function probeOf(operation: string, input: unknown, expect: Probe["expect"]): Probe {
  return { request: wireRequest(operation, writeJson(input)), operation, input, claimed: true, expect };
}

/** A request whose input must be accepted; where its text is beyond plain text, only a `should` lets it in. */
export function validProbe(operation: string, input: unknown): Probe {
  return isPlain(input) ? probeOf(operation, input, "success") : unusualProbe(operation, input);
}

/** Text that no service has a reason to refuse: letters, digits, blank and `_.:/=+-@`. */
const plainText = /^[\w .:/=+@-]*$/u;

/** Whether all text of a value is plain; tokens are the target's own. */
function isPlain(value: unknown): boolean {
  if (typeof value === "string") return plainText.test(value);
  if (typeof value !== "object" || value === null || value instanceof RawJson) return true;
  return Object.entries(value).every(([name, member]) => isTokenMember(name) || (plainText.test(name) && isPlain(member)));
}

/** A request whose input is within the limits of the page, and of a kind that a service may refuse all the same: only a `should` lets it in. */
export function unusualProbe(operation: string, input: unknown): Probe {
  return { ...probeOf(operation, input, "success"), settledAt: "should" };
}

/** A request whose input breaks one constraint and must be refused. */
export function brokenProbe(operation: string, input: unknown, breaks: BrokenKeyword): Probe {
  return { ...probeOf(operation, input, "refusal"), breaks };
}

/** A request whose answer the documents leave open: it may be accepted or cleanly refused. */
export function openProbe(operation: string, input: unknown): Probe {
  return probeOf(operation, input, "either");
}

/** A probe that is sent with all header names in one spelling. */
export function spelledProbe(probe: Probe, headerSpelling: HeaderSpelling): Probe {
  return { ...probe, request: { ...probe.request, headers: spelledHeaders(probe.request.headers, headerSpelling) }, headerSpelling };
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
