import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkedInOperations, contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { breachesOf, requestSchema } from "../schema-breaches.testdata.ts";
import { isTokenMember } from "../../spec/operation-traits.ts";
import { type GeneratedInput, repeatedText, stringWithin, unreserved, validInput, validKey, validMap } from "./from-schema.ts";
import { shrinksOf, twoDraws } from "./generator.testdata.ts";

/** Keys of all maps of an input whose schema names maps by `additionalProperties`. */
function keysOf(input: GeneratedInput, maps: readonly string[]): readonly string[] {
  return maps.flatMap((name) => Object.keys(input[name] ?? {}));
}

describe("validInput()", () => {
  for (const operation of checkedInOperations()) {
    describe(`of ${operation}`, () => {
      const { request } = contractOf(operation);
      const inputs = fc.sample(validInput(request), { seed: 1, numRuns: 300 });
      const maps = Object.keys(request.properties).filter((name) => request.properties[name]?.additionalProperties !== undefined);

      it("gives the same inputs for the same seed, and others for another", () => {
        const [first, second] = twoDraws(() => validInput(request), 1);
        expect(first).toEqual(second);
        expect(twoDraws(() => validInput(request), 2)[0]).not.toEqual(first);
      });

      it("keeps every constraint", () => {
        expect(inputs.flatMap((input) => breachesOf(request, input))).toEqual([]);
      });

      it("keeps every constraint while it shrinks", () => {
        const shrinks = [0, 1, 2].flatMap((index) => shrinksOf(validInput(request), 1, index));
        expect(shrinks.flatMap((input) => breachesOf(request, input))).toEqual([]);
      });

      it("has every optional member present, null and absent in turn, and tokens never present", () => {
        for (const name of Object.keys(request.properties).filter((one) => !request.required.includes(one))) {
          const kinds = new Set(inputs.map((input) => (Object.hasOwn(input, name) ? (input[name] === null ? "null" : "present") : "absent")));
          expect([name, ...kinds].toSorted()).toEqual([name, "absent", "null", ...(isTokenMember(name) ? [] : ["present"])].toSorted());
        }
      });

      it("sends no null for a required member", () => {
        expect(inputs.filter((input) => request.required.some((name) => (input[name] ?? null) === null))).toEqual([]);
      });

      it("has no key that begins with aws", () => {
        expect(inputs.flatMap((input) => keysOf(input, maps)).filter((key) => /^aws/iu.test(key))).toEqual([]);
      });
    });
  }

  it("sends plain text only", () => {
    const { request } = contractOf("ListSessions");
    const texts = fc.sample(validInput(request), { seed: 1, numRuns: 300 }).flatMap((input) => Object.entries(input["Tags"] ?? {}).flat() as string[]);
    expect(texts.filter((text) => !/^[A-Za-z0-9 _.:/=+@-]*$/u.test(text))).toEqual([]);
    for (const name of ["__proto__", "constructor"]) expect(texts).toContain(name);
  });

  it("fills maps to the brim now and then, and leaves them empty", () => {
    const { request } = contractOf("ListSessions");
    const sizes = fc
      .sample(validInput(request), { seed: 1, numRuns: 300 })
      .flatMap(({ Tags: tags }) => (tags === undefined || tags === null ? [] : [Object.keys(tags).length]));
    expect(Math.min(...sizes)).toBe(0);
    expect(Math.max(...sizes)).toBeGreaterThan((request.properties["Tags"]?.maxProperties ?? 0) / 2);
  });

  it("keeps every constraint of any request schema", () => {
    fc.assert(
      fc.property(requestSchema, fc.nat(), (request, seed) => {
        const inputs = fc.sample(validInput(request), { seed, numRuns: 10 });
        expect(inputs.flatMap((input) => breachesOf(request, input))).toEqual([]);
      }),
      { seed: 1, numRuns: 60 },
    );
  });
});

describe("validMap()", () => {
  it("takes bounds that are not those of the schema", () => {
    const schema = contractOf("ListSessions").request.properties["Tags"];
    if (schema === undefined) throw new Error("there are no tags");
    const most = (schema.maxProperties ?? 0) + 1;
    const sizes = fc.sample(validMap(schema, { min: most, max: most }), { seed: 1, numRuns: 20 }).map((map) => Object.keys(map).length);
    expect(new Set(sizes)).toEqual(new Set([most]));
  });
});

describe("validKey()", () => {
  it("gives names of languages only where they fit", () => {
    const keys = fc.sample(validKey({ type: "object", propertyNames: { minLength: 10, maxLength: 12 } }), { seed: 1, numRuns: 60 });
    expect(keys.filter(({ length }) => length < 10 || length > 12)).toEqual([]);
    expect(keys).toContain("constructor");
    expect(keys).not.toContain("__proto__");
  });
});

describe("unreserved()", () => {
  it.each([
    ["aws:createdBy", "kws:createdBy"],
    ["AWS", "kWS"],
    ["Aws.", "kws."],
    ["laws", "laws"],
    ["aw", "aw"],
    ["", ""],
  ])("turns %j into %j", (key, wanted) => {
    expect(fc.sample(unreserved(fc.constant(key)), 1)).toEqual([wanted]);
  });

  it("leaves such keys out where a pattern may forbid the change", () => {
    const keys = fc.sample(unreserved(fc.constantFrom("aws", "was"), "[asw]+"), { seed: 1, numRuns: 20 });
    expect(new Set(keys)).toEqual(new Set(["was"]));
  });
});

describe("stringWithin()", () => {
  it.each([
    [undefined, 3, 5],
    ["[a-c]+", 0, 2],
    ["[a-c]*", 0, 2],
    ["[\u{1F600}-\u{1F64F}]+", 2, 2],
    ["x:.+", 5, 9],
    ["(\\w+\\.)+\\w+", 300, 310],
  ])("keeps %s between %d and %d characters", (pattern, minLength, maxLength) => {
    const texts = fc.sample(stringWithin(pattern === undefined ? {} : { pattern }, { minLength, maxLength }), { seed: 1, numRuns: 100 });
    expect(texts.filter((text) => [...text].length < minLength || [...text].length > maxLength)).toEqual([]);
    expect(texts.filter((text) => !new RegExp(`^(?:${pattern ?? ".*"})$`, "u").test(text))).toEqual([]);
  });
});

describe("repeated()", () => {
  it.each([
    [undefined, /^[\s\S]*$/u],
    ["^[a-c]+$", /^[a-c]+$/u],
    ["^[\u{1F600}-\u{1F64F}]*$", /^[\u{1F600}-\u{1F64F}]*$/u],
  ])("keeps to its lengths, in characters, and to the pattern %s", (pattern, all) => {
    const texts = fc.sample(repeatedText(pattern === undefined ? {} : { pattern }, 0, 90), { seed: 1, numRuns: 500 });
    const lengths = texts.map((text) => [...text].length);
    expect(texts.filter((text) => !all.test(text))).toEqual([]);
    expect([Math.max(...lengths) <= 90, Math.max(...lengths) > 80, new Set(lengths).size > 50]).toEqual([true, true, true]);
    // A text of one character over and over is one of many.
    expect(texts.filter((text) => new Set(text).size > 2).length).toBeGreaterThan(250);
  });
});

describe("isTokenMember()", () => {
  it.each([
    ["NextToken", true],
    ["nextToken", true],
    ["Marker", true],
    ["PaginationToken", true],
    ["Token", false],
    ["ClientRequestToken", false],
    ["MaxResults", false],
  ])("says of %s: %s", (name, wanted) => {
    expect(isTokenMember(name)).toBe(wanted);
  });
});
