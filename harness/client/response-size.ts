import type { WireResponse } from "../../properties/core/exchange.ts";
import type { Delivery } from "../transport/transport.ts";

/** How large a body is, as it came. */
export interface ResponseSize {
  readonly bytes: number;
  /** Values in it, about; 0 of a body that is too small to hold many. */
  readonly values: number;
  /** Lists and objects among them, likewise. */
  readonly containers: number;
}

/** Bytes below which the values are not counted. */
const small = 131_072;

const known = new WeakMap<WireResponse, ResponseSize>();

/** The size of a response's body, whose values are counted once. */
export function responseSize(response: WireResponse): ResponseSize {
  const size = known.get(response);
  if (size !== undefined) return size;
  const { body } = response;
  if (body.length < small) return { bytes: body.length, values: 0, containers: 0 };
  const counted = { bytes: body.length, ...valuesIn(body) };
  known.set(response, counted);
  return counted;
}

/** What a value adds to the time that it takes to judge a body, and a list or an object beside it, in bytes without values. */
const [bytesOfValue, bytesOfContainer] = [80, 20];

/** What it takes to judge a large answer, in bytes without values; 0 of any other. */
export function weightOf(response: WireResponse): number {
  const { bytes, values, containers } = responseSize(response);
  return values === 0 ? 0 : bytes + values * bytesOfValue + containers * bytesOfContainer;
}

/** Gives a response the size of the one that it replaces. */
export function sizedLike(response: WireResponse, other: WireResponse): void {
  known.set(response, responseSize(other));
}

const [quote, backslash, comma, bracket, brace] = [0x22, 0x5c, 0x2c, 0x5b, 0x7b];

function valuesIn(body: Uint8Array): Pick<ResponseSize, "values" | "containers"> {
  let [values, containers] = [1, 0];
  let isText = false;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (byte === quote) isText = !isText;
    else if (isText && byte === backslash) at += 1;
    else if (!isText && byte === comma) values += 1;
    else if (!isText && (byte === bracket || byte === brace)) containers += 1;
  }
  return { values, containers };
}

/** An answer with more values is not read: each takes many times its bytes to hold and to judge. A page of 1,000 full sessions has a quarter of them. */
const maxValues = 100_000;

/** A delivery, or a failure where the answer holds more values than can be judged. */
export function withinResponseLimits(delivery: Delivery): Delivery {
  if ("failure" in delivery || responseSize(delivery.response).values <= maxValues) return delivery;
  return { failure: { kind: "too-large", message: `the body holds more than ${String(maxValues)} values` }, latencyMs: delivery.latencyMs };
}
