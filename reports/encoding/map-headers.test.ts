import { describe, expect, it } from "vitest";
import { mapHeaders } from "./map-headers.ts";

describe("mapHeaders()", () => {
  it("changes values, drops headers without one, and accepts any name", () => {
    const given = JSON.parse('{"a":["1","2"],"__proto__":["3"],"gone":[]}') as Record<string, readonly string[]>;
    const changed = mapHeaders(given, (_, value) => (value.length === 0 ? undefined : value.join(", ")));
    expect(JSON.stringify(changed)).toBe('{"a":"1, 2","__proto__":"3"}');
    expect(mapHeaders({ a: "1", b: "2" }, (name, value) => (name === "a" ? undefined : value))).toEqual({ b: "2" });
  });
});
