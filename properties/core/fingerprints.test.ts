import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Fingerprints } from "./fingerprints.ts";

describe("Fingerprints", () => {
  it("holds what was added, each once, and nothing else", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary", maxLength: 6 })), fc.array(fc.string({ unit: "binary", maxLength: 6 })), (added, others) => {
        const [known, model] = [new Fingerprints(), new Set<string>()];
        for (const text of added) {
          known.add(text);
          model.add(text);
          expect(known.size).toBe(model.size);
        }
        for (const text of [...added, ...others]) expect(known.has(text)).toBe(model.has(text));
      }),
    );
  });

  it("tells a million alike texts apart", () => {
    const known = new Fingerprints();
    for (let index = 0; index < 1_000_000; index += 1) known.add(`0000000-${String(index)}`);
    expect(known.size).toBe(1_000_000);
    expect(Array.from({ length: 100_000 }, (_, index) => known.has(`0000000-${String(1_000_000 + index)}`)).filter(Boolean)).toEqual([]);
  });
});
