import type { WireResponse } from "../../properties/core/exchange.ts";
import { withChecksum } from "../storage/exchange-lines.ts";

/** Replaces the id of an old run by a new one of the same length, so that a case of the old run works on sessions of its own. */
export class RunIdRewriter {
  /** What the old run made, with the new id. */
  readonly forth: <T>(value: T) => T;
  /** What was made with the new id, as the old run would have it. */
  readonly back: <T>(value: T) => T;

  constructor(from: string, to: string) {
    this.forth = (value) => swapped(value, from, to);
    this.back = (value) => swapped(value, to, from);
  }

  /** A new answer as the old run's scripts understand it. */
  response(response: WireResponse): WireResponse {
    const { headers, body } = this.back({ headers: response.headers, body: response.body });
    return { ...response, headers: withChecksum(headers, response, body), body };
  }
}

/** A value with another text in the place of one, wherever that is; what is no plain value stays as it is. */
function swapped<T>(value: T, from: string, to: string): T {
  const swap = (one: unknown): unknown => {
    if (typeof one === "string") return one.replaceAll(from, to);
    // Latin-1 keeps every byte, also of a body that is not UTF-8; the id of a run is ASCII.
    if (one instanceof Uint8Array) return new Uint8Array(Buffer.from(Buffer.from(one).toString("latin1").replaceAll(from, to), "latin1"));
    if (Array.isArray(one)) return one.map(swap);
    const isPlain = typeof one === "object" && one !== null && Object.getPrototypeOf(one) === Object.prototype;
    return isPlain ? Object.fromEntries(Object.entries(one).map(([name, member]) => [name, swap(member)])) : one;
  };
  return swap(value) as T;
}
