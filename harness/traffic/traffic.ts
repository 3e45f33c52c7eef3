import type { WireRequest, WireResponse } from "../../properties/core/exchange.ts";
import { isJsonObject } from "../../spec/json.ts";

/** A recorded exchange. */
export interface TrafficExchange {
  /** As the target header names the operation. */
  readonly target: string;
  readonly jsonVersion: "1.0" | "1.1" | undefined;
  /** Undefined where it was not recorded; `headers` where those were not. */
  readonly request: (Omit<WireRequest, "headers"> & { readonly headers: WireRequest["headers"] | undefined }) | undefined;
  readonly response: WireResponse;
  /** Whether headers of the answer were recorded. */
  readonly hasHeaders: boolean;
  /** Whether the bytes of the answer are known, and not only its value. */
  readonly hasBytes: boolean;
  /** Request ids are compared within one source. */
  readonly source: string;
  /** File and line, or entry. */
  readonly place: string;
}

/** A line, or an entry, that is no exchange; the message says why. */
export class TrafficError extends Error {
  override readonly name = "TrafficError";
}

/** An exchange from a line of JSON Lines. Throws a TrafficError for anything else. */
export function exchangeOfLine(value: unknown, file: string, place: string): TrafficExchange {
  if (!isJsonObject(value)) throw new TrafficError("it is no JSON object");
  const { target, jsonVersion, request, response, source } = value;
  if (typeof target !== "string" || !/^[\w.-]{1,300}$/u.test(target)) throw new TrafficError('/target is no name such as "AWSGlue.ListSessions"');
  if (jsonVersion !== undefined && jsonVersion !== "1.0" && jsonVersion !== "1.1") throw new TrafficError('/jsonVersion is neither "1.0" nor "1.1"');
  if (source !== undefined && typeof source !== "string") throw new TrafficError("/source is no text");
  if (!isJsonObject(response)) throw new TrafficError("/response is no object");
  const { status } = response;
  if (typeof status !== "number" || !Number.isInteger(status) || status < 100 || status > 599) throw new TrafficError("/response/status is no HTTP status");
  const headers = headersOf(response["headers"], "/response/headers");
  const body = bodyOf(response["body"], "/response/body");
  return {
    target,
    jsonVersion,
    request: request === undefined ? undefined : requestOf(request),
    response: { status, headers: headers ?? {}, body: body.bytes },
    hasHeaders: headers !== undefined,
    hasBytes: body.isExact,
    source: source ?? file,
    place,
  };
}

function requestOf(value: unknown): NonNullable<TrafficExchange["request"]> {
  if (!isJsonObject(value)) throw new TrafficError("/request is no object");
  const { method = "POST", path = "/" } = value;
  if (typeof method !== "string") throw new TrafficError("/request/method is no text");
  if (typeof path !== "string") throw new TrafficError("/request/path is no text");
  return { method, path, headers: headersOf(value["headers"], "/request/headers"), body: bodyOf(value["body"], "/request/body").bytes };
}

/** Headers under lower-case names. */
export function headersOf(value: unknown, pointer: string): Readonly<Record<string, string>> | undefined {
  if (value === undefined) return undefined;
  if (!isJsonObject(value)) throw new TrafficError(`${pointer} is no object`);
  return Object.fromEntries(
    Object.entries(value).map(([name, text]) => {
      if (typeof text !== "string") throw new TrafficError(`${pointer}/${name.slice(0, 100)} is no text`);
      return [name.toLowerCase(), text];
    }),
  );
}

/** The bytes of a body: `{ text }`, `{ base64 }`, or any other JSON value, whose bytes are not known. */
function bodyOf(value: unknown, pointer: string): { readonly bytes: Uint8Array; readonly isExact: boolean } {
  if (value === undefined) return { bytes: new Uint8Array(), isExact: false };
  if (isJsonObject(value) && Object.keys(value).length === 1) {
    const { text, base64 } = value;
    if (typeof text === "string") return { bytes: Buffer.from(text), isExact: true };
    if (typeof base64 === "string") {
      if (!/^[\d+/A-Za-z\s]*=*\s*$/u.test(base64)) throw new TrafficError(`${pointer}/base64 is no base64`);
      return { bytes: Buffer.from(base64, "base64"), isExact: true };
    }
  }
  return { bytes: Buffer.from(JSON.stringify(value)), isExact: false };
}
