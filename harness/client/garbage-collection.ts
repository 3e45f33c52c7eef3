import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { WireResponse } from "../../properties/core/exchange.ts";
import { responseSize } from "./response-size.ts";

/** Bytes of large answers between two collections. Each value, and each list or object beside it, adds bytes, since lists and sets are made of it when it is judged. */
const bytesBetween = 2 * 1_024 * 1_024;
const bytesOfValue = 20;

let read = 0;
let collect: (() => void) | undefined;

/**
 * Notes that an answer was read. Parsed, it takes many times its bytes for a moment; V8 would let such garbage grow to half a gigabyte
 * before it collects, so it is made to collect now and then.
 */
export function wasRead(response: WireResponse): void {
  const { bytes, values, containers } = responseSize(response);
  // Of small ones none are counted.
  if (values === 0) return;
  read += bytes + (values + containers) * bytesOfValue;
  if (read < bytesBetween) return;
  read = 0;
  collectGarbage();
}

/** Makes V8 collect garbage now. */
export function collectGarbage(): void {
  if (collect === undefined) {
    setFlagsFromString("--expose-gc");
    collect = runInNewContext("gc") as () => void;
  }
  collect();
}
