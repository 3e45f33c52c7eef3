import { describe, expect, it } from "vitest";
import { Lately } from "./lru-cache.ts";

describe("a map of what was asked for lately", () => {
  it("lets go of what was asked for least lately, and of nothing as long as there is room", () => {
    const lately = new Lately<string, number>(2);
    lately.set("a", 1);
    lately.set("b", 2);
    expect([lately.get("a"), lately.get("c")]).toEqual([1, undefined]);
    lately.set("c", 3);
    expect([lately.get("a"), lately.get("b"), lately.get("c")]).toEqual([1, undefined, 3]);
    lately.set("c", 4);
    expect([lately.get("a"), lately.get("c")]).toEqual([1, 4]);
    expect([lately.getOrMake("c", () => 5), lately.getOrMake("d", () => 6), lately.get("a")]).toEqual([4, 6, undefined]);
  });
});
