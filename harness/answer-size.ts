import type { WireResponse } from "../properties/exchange.ts";

/** How large a body is, as it came. */
export interface AnswerSize {
  readonly bytes: number;
  /** Values in it, about; 0 of a body that is too small to hold many. */
  readonly values: number;
}

/** Bytes below which the values are not counted. */
const small = 131_072;

const known = new WeakMap<WireResponse, AnswerSize>();

/** The size of a response's body, whose values are counted once. */
export function sizeOf(response: WireResponse): AnswerSize {
  const size = known.get(response);
  if (size !== undefined) return size;
  const { body } = response;
  if (body.length < small) return { bytes: body.length, values: 0 };
  const counted = { bytes: body.length, values: valuesIn(body) };
  known.set(response, counted);
  return counted;
}

/** Tells the size of a response that another stands for. */
export function sizedLike(response: WireResponse, other: WireResponse): void {
  known.set(response, sizeOf(other));
}

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];

function valuesIn(body: Uint8Array): number {
  let values = 1;
  let isText = false;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (byte === quote) isText = !isText;
    else if (isText && byte === backslash) at += 1;
    else if (!isText && byte === comma) values += 1;
  }
  return values;
}
