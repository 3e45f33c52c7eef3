import { describe, expect, it } from "vitest";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { plainCase } from "./accepted-responses.ts";
import { contextOf, probing } from "../cases.testdata.ts";
import type { Case } from "../core/property.ts";

const contract = contractOf("ListSessions");
const everyStatus = Array.from({ length: 400 }, (_, index) => 200 + index);
const plain = probing.filter(({ needs }) => needs === "none");
// Byte by byte, bodies of 400 kB would take seconds.
expect.addEqualityTesters([
  (one, other) =>
    one instanceof Uint8Array && other instanceof Uint8Array && one.constructor === other.constructor ? Buffer.compare(one, other) === 0 : undefined,
]);

const casesOf = (property: (typeof plain)[number]): readonly Case[] => [...property.cases({ ...contextOf(property, 1), randomCases: 4 })];

describe("plainCase()", () => {
  it.each(plain.map((property) => [property.id, property] as const))("says what asking for every status would say: %s", (_, property) => {
    const cases = casesOf(property);
    // Of each kind of edge a few: what is sent differs, how it is judged does not.
    const some = cases.filter((__, index) => index < 8 || index % 8 === 0);
    expect(some.length).toBeGreaterThan(0);
    for (const one of some) expect(plainCase(one, contract)).toEqual(plainCase(one, contract, everyStatus));
  });

  it("leaves out what is no single request, or is about signing", () => {
    const left = plain.filter((property) => casesOf(property).every((one) => plainCase(one, contract) === undefined)).map(({ id }) => id);
    expect(left).toMatchInlineSnapshot(`
      [
        "body/reads-any-spelling",
        "request/honours-exact-names-only",
        "determinism/same-refusal-twice",
        "sdk/errors-are-exceptions",
        "authentication/refuses-bad-signatures",
      ]
    `);
  });
});
