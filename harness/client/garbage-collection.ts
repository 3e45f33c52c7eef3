import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { WireResponse } from "../../properties/core/exchange.ts";
import { responseSize } from "./response-size.ts";

/** Bytes of large answers between two collections; a value, and a list or an object beside it, counts as so many, since lists and sets are made of it when it is judged. */
const between = 2 * 1_024 * 1_024;
const bytesOfValue = 20;

let read = 0;
let collect: (() => void) | undefined;

/**
 * Tells that an answer was read. Parsed, it takes many times that for a moment; V8 would let such garbage grow to half a gigabyte
 * before it looked, so it is made to look now and then.
 */
export function wasRead(response: WireResponse): void {
  const { bytes, values, containers } = responseSize(response);
  // Of small ones none are counted.
  if (values === 0) return;
  read += bytes + (values + containers) * bytesOfValue;
  if (read < between) return;
  read = 0;
  collectGarbage();
}

/** Makes V8 look for garbage now. */
export function collectGarbage(): void {
  if (collect === undefined) {
    setFlagsFromString("--expose-gc");
    collect = runInNewContext("gc") as () => void;
  }
  collect();
}
