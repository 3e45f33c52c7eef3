import type { Case, Cases } from "./property.ts";

/** Cases that are made each time they are asked for, so that a million of them take no memory. */
export function lazyCases(length: number, make: (index: number) => Case): Cases {
  return {
    length,
    at: (index) => (index < length ? make(index) : undefined),
    *[Symbol.iterator]() {
      for (let index = 0; index < length; index += 1) yield make(index);
    },
  };
}
