import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ObjectSchema } from "../../spec/contract.ts";
import { checkedInOperations, contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { breachesOf, breakableOf, isOnly, requestSchema, written } from "../schema-breaches.testdata.ts";
import { type BrokenInput, brokenInput } from "./broken-input.ts";
import { isTokenMember } from "../../spec/operation-traits.ts";
import { shrinksOf, twoDraws } from "./generator.testdata.ts";

/** Inputs that do not break what they say, or not that alone. */
function liarsOf(request: ObjectSchema, inputs: readonly BrokenInput[]): readonly string[] {
  return inputs.flatMap(({ input, breaks }) => {
    const said = breachesOf(request, input);
    return isOnly(breaks, said) ? [] : [`${written(breaks)}: ${JSON.stringify(input).slice(0, 200)} breaks ${said.join(" and ") || "nothing"}`];
  });
}

/** What a random input can break: all but tokens above their length, which are too long to be sent in numbers. */
function wantedOf(request: ObjectSchema): readonly string[] {
  return breakableOf(request).filter((breach) => !(isTokenMember(breach.split(" ", 1)[0] ?? "") && breach.endsWith(" maxLength")));
}

describe("brokenInput()", () => {
  for (const operation of checkedInOperations()) {
    describe(`of ${operation}`, () => {
      const { request } = contractOf(operation);
      const inputs = fc.sample(brokenInput(request), { seed: 1, numRuns: 300 });

      it("gives the same inputs for the same seed, and others for another", () => {
        const [first, second] = twoDraws(() => brokenInput(request), 1);
        expect(first).toEqual(second);
        expect(twoDraws(() => brokenInput(request), 2)[0]).not.toEqual(first);
      });

      it("breaks the member and keyword that it names, and nothing else", () => {
        expect(liarsOf(request, inputs)).toEqual([]);
      });

      it("breaks every member and keyword within 300 inputs", () => {
        expect([...new Set(inputs.map(({ breaks }) => written(breaks)))].toSorted()).toEqual(wantedOf(request).toSorted());
      });

      it("keeps to its breach while it shrinks", () => {
        for (const index of [0, 1, 2]) {
          const [first, ...shrinks] = shrinksOf(brokenInput(request), 1, index);
          expect(shrinks.filter(({ breaks }) => written(breaks) !== written(first.breaks))).toEqual([]);
          expect(liarsOf(request, shrinks)).toEqual([]);
        }
      });

      it("has no key that begins with aws, and tokens only of another type", () => {
        const keys = inputs.flatMap(({ input }) =>
          Object.values(input).flatMap((value) => (typeof value === "object" && value !== null ? Object.keys(value) : [])),
        );
        expect(keys.filter((key) => /^aws/iu.test(key))).toEqual([]);
        const tokens = inputs.flatMap(({ input }) => Object.entries(input).filter(([name]) => isTokenMember(name)));
        expect(tokens.filter(([, value]) => typeof value === "string")).toEqual([]);
      });
    });
  }

  it("breaks what it says of any request schema", () => {
    fc.assert(
      fc.property(requestSchema, fc.nat(), (request, seed) => {
        expect(liarsOf(request, fc.sample(brokenInput(request), { seed, numRuns: 15 }))).toEqual([]);
      }),
      { seed: 1, numRuns: 30 },
    );
  });
});
