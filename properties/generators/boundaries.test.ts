import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ObjectSchema } from "../../spec/contract.ts";
import { checkedInOperations, contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { type Boundary, boundariesOf, representativesOf } from "./boundaries.ts";
import { characterClassOf, edgesInside, neighboursOutside } from "./character-class.ts";
import { letterOf, sampleInput } from "./minimal-example.ts";
import { breachesOf, breakableOf, isOnly, requestSchema, written } from "../schema-breaches.testdata.ts";

/** What is wrong with the boundaries of a request schema; nothing where they are complete and each is what it says. */
function faultsOf(request: ObjectSchema): readonly string[] {
  const boundaries = boundariesOf(request);
  const names = boundaries.map(({ name }) => name);
  const inside = boundaries.filter(({ valid }) => valid);
  const outside = boundaries.filter(({ valid }) => !valid);
  const has = (some: readonly Boundary[], breach: string): boolean => some.some((boundary) => written(boundary) === breach);
  // Any good value has the right type.
  const hasInside = (breach: string): boolean =>
    breach.endsWith(" type") ? inside.some(({ member }) => `${member}/`.startsWith(breach.replace(/ type$/u, "/"))) : has(inside, breach);
  return [
    ...names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${name} twice`),
    ...breakableOf(request).flatMap((breach) => (has(outside, breach) ? [] : [`nothing outside of ${breach}`])),
    ...breakableOf(request).flatMap((breach) => (hasInside(breach) ? [] : [`nothing inside of ${breach}`])),
    ...boundaries.flatMap((boundary) => faultOf(request, boundary)),
  ];
}

function faultOf(request: ObjectSchema, boundary: Boundary): readonly string[] {
  const { name, top, value, valid } = boundary;
  const said = breachesOf(request, { ...sampleInput(request), [top]: value });
  if (valid ? said.length === 0 : isOnly(boundary, said)) return [];
  return [`${name} ${JSON.stringify(value).slice(0, 100)} breaks ${said.join(" and ") || "nothing"}`];
}

describe("boundariesOf()", () => {
  for (const operation of checkedInOperations()) {
    it(`has an edge inside and one outside of each constraint of ${operation}, and each breaks what it says and nothing else`, () => {
      expect(faultsOf(contractOf(operation).request)).toEqual([]);
    });
  }

  it("does so for any request schema", () => {
    fc.assert(
      fc.property(requestSchema, (request) => {
        expect(faultsOf(request)).toEqual([]);
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  it("gives the same edges each time", () => {
    const { request } = contractOf("CreateSession");
    expect(boundariesOf(request)).toEqual(boundariesOf(request));
  });
});

describe("boundariesOf() of ListSessions", () => {
  const { request } = contractOf("ListSessions");
  const boundaries = boundariesOf(request);
  const { minimum = 0, maximum = 0 } = request.properties["MaxResults"] ?? {};
  const { pattern = "", maxLength = 0 } = request.properties["RequestOrigin"] ?? {};
  const valueOf = (name: string): unknown => boundaries.find((boundary) => boundary.name === name)?.value;
  const origins = boundaries.filter(({ member, keyword }) => member === "RequestOrigin" && keyword === "pattern");
  const outside = new Set(origins.filter(({ valid }) => !valid).map(({ value }) => value));
  const characters = characterClassOf(pattern);
  if (characters === undefined) throw new Error("the pattern of RequestOrigin is no character class");
  const plain = letterOf(characters);

  it.each([
    ["MaxResults/minimum/at", minimum],
    ["MaxResults/minimum/below", minimum - 1],
    ["MaxResults/maximum/at", maximum],
    ["MaxResults/maximum/above", maximum + 1],
    ["MaxResults/minimum/negative", -1],
    ["RequestOrigin/minLength/below", ""],
    ["RequestOrigin/maxLength/at", plain.repeat(maxLength)],
    ["RequestOrigin/maxLength/above", plain.repeat(maxLength + 1)],
    ["Tags/minProperties/at", {}],
  ])("has %s", (name, value) => {
    expect(valueOf(name)).toEqual(value);
  });

  it.each([
    ["Tags/maxProperties/at", request.properties["Tags"]?.maxProperties ?? 0],
    ["Tags/maxProperties/above", (request.properties["Tags"]?.maxProperties ?? 0) + 1],
    ["Tags/key/maxLength/above-first-of-many", request.properties["Tags"]?.maxProperties ?? 0],
    ["Tags/value/maxLength/above-last-of-many", request.properties["Tags"]?.maxProperties ?? 0],
  ])("has as many entries as fit in %s", (name, size) => {
    expect(Object.keys(valueOf(name) as object)).toHaveLength(size);
  });

  it.each([
    ["Tags/key/maxLength/above-first-of-many", 0],
    ["Tags/key/maxLength/above-last-of-many", -1],
  ])("puts the broken entry in its place in %s", (name, place) => {
    const longest = request.properties["Tags"]?.propertyNames?.maxLength ?? 0;
    expect(Object.keys(valueOf(name) as object).at(place)).toHaveLength(longest + 1);
  });

  it("holds every edge of the class that RequestOrigin allows", () => {
    const inside = origins.filter(({ valid }) => valid).map(({ value }) => value);
    expect(edgesInside(characters).filter((edge) => !inside.includes(edge))).toEqual([]);
    const first = inside.filter((value) => typeof value === "string" && edgesInside(characters).every((edge) => value.includes(edge)));
    expect(first).not.toEqual([]);
  });

  it("has every neighbour of the class in the middle, and some first, last and alone", () => {
    const neighbours = neighboursOutside(characters);
    expect(neighbours.filter((neighbour) => !outside.has(`${plain}${neighbour}${plain}`))).toEqual([]);
    const places = [(one: string) => `${one}${plain}${plain}`, (one: string) => `${plain}${plain}${one}`, (one: string) => one];
    for (const place of places) expect(neighbours.filter((neighbour) => outside.has(place(neighbour))).length).toBeGreaterThan(1);
  });

  it.each(["\n", " ", "é", "\u{1F600}", "\0"])("has %j within good characters", (character) => {
    expect([...outside].filter((value) => value === `${plain}${character}${plain}`)).toHaveLength(1);
  });

  it("has a line end behind good characters", () => {
    expect(valueOf("RequestOrigin/pattern/trailing-newline")).toBe(`${plain}${plain}\n`);
  });

  it.each(["MaxResults", "NextToken", "RequestOrigin", "Tags", "Tags/value"])(
    "has every other JSON type for %s, also what languages read as false",
    (member) => {
      const wrong = boundaries.filter((boundary) => boundary.member === member && boundary.keyword === "type" && !boundary.valid).map(({ value }) => value);
      const inner = member === "Tags/value" ? wrong.map((value) => Object.values(value as object)[0] as unknown) : wrong;
      const list = { MaxResults: [10] }[member] ?? ["a"];
      const all = [member === "Tags" ? '{"a":"b"}' : "10", "abc", "", 1, 0, true, false, list, [], { a: "b" }, {}];
      const typeOf = (value: unknown): string => (Array.isArray(value) ? "array" : typeof value);
      const own = typeOf({ MaxResults: 1, Tags: {} }[member] ?? "");
      for (const value of all.filter((one) => typeOf(one) !== own)) expect(inner).toContainEqual(value);
    },
  );
});

describe("representativesOf()", () => {
  it("takes the first invalid boundary of each member and keyword", () => {
    const { request } = contractOf("ListSessions");
    const boundaries = boundariesOf(request);
    const representatives = representativesOf(boundaries);
    expect(representatives.map(written).toSorted()).toEqual([...breakableOf(request)].toSorted());
    for (const one of representatives) expect(boundaries.find((other) => !other.valid && written(other) === written(one))).toBe(one);
  });
});
