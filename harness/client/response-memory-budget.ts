import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Exchange, WireResponse } from "../../properties/core/exchange.ts";
import { sizedLike, responseSize } from "./response-size.ts";

/** Size from which on an answer counts. */
const large = 8_192;

/** Bytes of large answers that may be held at a time, and from which on more of them are held compressed, and not as values. */
const maxHeldBytes = 24 * 1_024 * 1_024;
const plenty = maxHeldBytes / 4;

/** Keeps account of large answers that are held, so that a run's memory does not grow with what targets send. */
export class ResponseMemoryBudget {
  #held = 0;

  /** Takes bytes on; false, and nothing taken, where that would be too many. */
  take(bytes: number): boolean {
    if (bytes > 0 && this.#held + bytes > maxHeldBytes) return false;
    this.#held += bytes;
    return true;
  }

  drop(bytes: number): void {
    this.#held -= bytes;
  }

  /** What was sent, as it is to be held: with a response whose body is compressed, where it is large and others are held already. */
  lightened<T extends { readonly response: WireResponse }>(sent: T): T {
    return sent.response.body.length < large || this.#held < plenty ? sent : { ...sent, response: compressed(sent.response) };
  }
}

/** Bytes that compressed responses take. */
const packedBytes = new WeakMap<WireResponse, number>();

/** A response whose body is unpacked when it is asked for: pages of sessions shrink to a tenth, and a walk holds them all until it is judged. */
function compressed(response: WireResponse): WireResponse {
  const packed = deflateRawSync(response.body, { level: 1 });
  const light: WireResponse = {
    ...response,
    get body(): Uint8Array {
      return inflateRawSync(packed);
    },
  };
  packedBytes.set(light, packed.length);
  sizedLike(light, response);
  return light;
}

/** Bytes that large answers in some steps take. */
export function responseBytesOf(steps: readonly { readonly judged: Pick<Exchange, "response"> }[]): number {
  return steps.reduce((sum, { judged: { response } }) => {
    if (response === undefined) return sum;
    const { bytes } = responseSize(response);
    return bytes < large ? sum : sum + (packedBytes.get(response) ?? bytes);
  }, 0);
}

/** Why a case is not judged whose answers would be too much to hold. */
export const tooMuch = `answers of more than ${String(maxHeldBytes)} bytes would have to be held at a time`;
