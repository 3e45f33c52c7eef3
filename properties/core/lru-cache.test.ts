import { describe, expect, it } from "vitest";
import { LruCache } from "./lru-cache.ts";

describe("an LRU cache", () => {
  it("evicts the least recently used value, and nothing while there is room", () => {
    const recent = new LruCache<string, number>(2);
    recent.set("a", 1);
    recent.set("b", 2);
    expect([recent.get("a"), recent.get("c")]).toEqual([1, undefined]);
    recent.set("c", 3);
    expect([recent.get("a"), recent.get("b"), recent.get("c")]).toEqual([1, undefined, 3]);
    recent.set("c", 4);
    expect([recent.get("a"), recent.get("c")]).toEqual([1, 4]);
    expect([recent.getOrMake("c", () => 5), recent.getOrMake("d", () => 6), recent.get("a")]).toEqual([4, 6, undefined]);
  });
});
