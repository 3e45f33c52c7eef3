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

/** The size of a response's body, which is measured once. */
export function sizeOf(response: WireResponse): AnswerSize {
  const size = known.get(response) ?? measured(response.body);
  known.set(response, size);
  return size;
}

/** Tells the size of a response that another stands for. */
export function sizedLike(response: WireResponse, other: WireResponse): void {
  known.set(response, sizeOf(other));
}

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];

function measured(body: Uint8Array): AnswerSize {
  const bytes = body.length;
  if (bytes < small) return { bytes, values: 0 };
  let values = 1;
  let isText = false;
  for (let at = 0; at < bytes; at += 1) {
    const byte = body[at];
    if (byte === quote) isText = !isText;
    else if (isText && byte === backslash) at += 1;
    else if (!isText && byte === comma) values += 1;
  }
  return { bytes, values };
}
