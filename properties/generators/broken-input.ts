import fc from "fast-check";
import type { RunRequest, RunSchema } from "../core/run-schema.ts";
import type { Schema } from "../../spec/contract.ts";
import { type CharacterClass, characterClassOf, type Range, rangesOutside } from "./character-class.ts";
import { nonMatches } from "./pattern-match.ts";
import type { BrokenKeyword } from "../core/property.ts";
import { maxSentItems, maxSentLength } from "./constraint-edges.ts";
import { stringOfLength, stringOutside } from "./minimal-example.ts";
import { isTokenMember } from "../../spec/operation-traits.ts";
import { type GeneratedInput, repeatedText, stringWithin, structure, unreserved, validInput, validMap, validValue } from "./from-schema.ts";

/** An input that breaks one constraint, and which. */
export interface BrokenInput {
  readonly input: GeneratedInput;
  readonly breaks: BrokenKeyword;
}

interface Breaker {
  readonly path: readonly string[];
  readonly keyword: string;
  readonly value: fc.Arbitrary<unknown>;
}

const int32 = { min: -2_147_483_648, max: 2_147_483_647 };

/** Inputs that break exactly one constraint of an otherwise valid request; every (member, keyword) is as likely as any other. */
export function brokenInput(request: RunRequest): fc.Arbitrary<BrokenInput> {
  const breakers = Object.entries(request.properties).flatMap(([top, schema]) =>
    (schema.isOwn === true ? [] : breakersOf(withoutSample(schema)))
      // A token above its length is a boundary case of its own: 400 KB each would be all that a run sends.
      .filter(({ keyword }) => !(isTokenMember(top) && keyword === "maxLength"))
      .map(({ path, keyword, value }) => ({ top, breaks: { member: [top, ...path].join("/"), keyword }, value })),
  );
  const valid = validInput(request);
  return fc.oneof(
    ...breakers.map(({ top, breaks, value }) => fc.tuple(valid, value).map(([base, broken]): BrokenInput => ({ input: { ...base, [top]: broken }, breaks }))),
  );
}

// What is broken is made from the schema alone.
function withoutSample(schema: RunSchema): RunSchema {
  return { ...schema, sample: undefined };
}

function breakersOf(schema: Schema): readonly Breaker[] {
  return [...constraintBreakers(schema), { path: [], keyword: "type", value: wrongType(schema) }, ...innerBreakers(schema)];
}

function constraintBreakers(schema: Schema): readonly Breaker[] {
  if (schema.enum !== undefined) {
    const values = schema.enum;
    return [{ path: [], keyword: "enum", value: fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 20 }).filter((text) => !values.includes(text)) }];
  }
  const items = validValue(schema.items ?? { type: "string" });
  const breakers: (Breaker | undefined)[] = [
    breaker("minimum", schema.minimum, (minimum) => fc.integer({ min: Math.min(int32.min, minimum - 1), max: minimum - 1 })),
    breaker("maximum", schema.maximum, (maximum) => (maximum < int32.max ? fc.integer({ min: maximum + 1, max: int32.max }) : undefined)),
    breaker("minLength", schema.minLength, (min) => (min === 0 ? undefined : tooShort(schema, min))),
    breaker("maxLength", schema.maxLength, (max) => (max > maxSentLength ? undefined : tooLong(schema, max))),
    breaker("minProperties", schema.minProperties, (min) => (min === 0 ? undefined : validMap(schema, { min: 0, max: min - 1 }))),
    breaker("maxProperties", schema.maxProperties, (max) => (max > maxSentItems ? undefined : validMap(schema, { min: max + 1, max: max + 20 }))),
    breaker("minItems", schema.minItems, (min) => (min === 0 ? undefined : fc.array(items, { maxLength: min - 1 }))),
    breaker("maxItems", schema.maxItems, (max) => (max > maxSentItems ? undefined : fc.array(items, { minLength: max + 1, maxLength: max + 20 }))),
    breaker("pattern", schema.pattern, (pattern) => outsidePattern(schema, pattern)),
  ];
  return breakers.filter((one) => one !== undefined);
}

function breaker<T>(keyword: string, bound: T | undefined, make: (bound: T) => fc.Arbitrary<unknown> | undefined): Breaker | undefined {
  const value = bound === undefined ? undefined : make(bound);
  return value === undefined ? undefined : { path: [], keyword, value };
}

// Where the pattern has nothing of such a length, the pattern is broken too: `""` against `[…]+`.
function tooShort(schema: Schema, min: number): fc.Arbitrary<string> {
  const lengths = Array.from({ length: Math.min(min, 20) }, (_, index) => min - 1 - index);
  const keeping = lengths.filter((length) => stringOfLength(schema, length) !== undefined);
  return fc.constantFrom(...(keeping.length === 0 ? lengths : keeping)).map((length) => stringOutside(schema, length));
}

function tooLong(schema: Schema, max: number): fc.Arbitrary<string> {
  const most = max + Math.max(1, Math.min(max, 500));
  if (stringOfLength(schema, max + 1) === undefined) return fc.integer({ min: max + 1, max: most }).map((length) => stringOutside(schema, length));
  return repeatedText(schema, max + 1, most);
}

function outsidePattern(schema: Schema, pattern: string): fc.Arbitrary<string> | undefined {
  const { minLength = 0, maxLength = 101 } = schema;
  const characters = characterClassOf(pattern);
  if (characters === undefined) {
    const texts = nonMatches(schema).map(([, text]) => text);
    return texts.length === 0 ? undefined : fc.constantFrom(...texts);
  }
  const outside = outsideCharacter(characters);
  if (outside === undefined || maxLength === 0) return undefined;
  const around = fc.array(stringWithin({ pattern }, { minLength: 1, maxLength: 1 }), {
    minLength: Math.max(0, minLength - 1),
    maxLength: Math.max(minLength, Math.min(maxLength, 101)) - 1,
    size: "max",
  });
  return fc.tuple(around, outside, fc.nat()).map(([text, character, place]) => text.toSpliced(place % (text.length + 1), 0, character).join(""));
}

// As often one that a keyboard has as any other.
function outsideCharacter(characters: CharacterClass): fc.Arbitrary<string> | undefined {
  const all = rangesOutside(characters);
  const printable = all.map(([from, to]): Range => [Math.max(from, 0x20), Math.min(to, 0x7e)]).filter(([from, to]) => from <= to);
  const choices = [printable, all].filter(({ length }) => length > 0);
  const within = (ranges: readonly Range[]): fc.Arbitrary<string> =>
    fc.mapToConstant(...ranges.map(([from, to]) => ({ num: to - from + 1, build: (index: number) => String.fromCodePoint(from + index) })));
  return choices.length === 0 ? undefined : fc.oneof(...choices.map(within));
}

function innerBreakers(schema: Schema): readonly Breaker[] {
  if (schema.items !== undefined) return itemBreakers(schema, schema.items);
  if (schema.additionalProperties !== undefined) return mapBreakers(schema, schema.additionalProperties);
  const base = structure(schema, (_, member) => validValue(member));
  return Object.entries(schema.properties ?? {}).flatMap(([name, member]) =>
    lifted(breakersOf(member), name, (value) => fc.tuple(base, value).map(([rest, broken]) => ({ ...rest, [name]: broken }))),
  );
}

function itemBreakers({ minItems = 0, maxItems = Math.max(3, minItems) }: Schema, items: Schema): readonly Breaker[] {
  if (maxItems === 0) return [];
  const others = fc.array(validValue(items), { minLength: Math.max(0, minItems - 1), maxLength: maxItems - 1 });
  return lifted(breakersOf(items), "item", (value) =>
    fc.tuple(others, value, fc.nat()).map(([rest, broken, place]) => rest.toSpliced(place % (rest.length + 1), 0, broken)),
  );
}

function mapBreakers(schema: Schema, values: Schema): readonly Breaker[] {
  const { propertyNames: keys, minProperties: min = 0, maxProperties: max = Math.max(10, min) } = schema;
  if (max === 0) return [];
  const others = validMap(schema, { min: Math.max(0, min - 1), max: max - 1 });
  const another = (key: fc.Arbitrary<unknown>): fc.Arbitrary<GeneratedInput> =>
    fc.tuple(others, unreserved(key as fc.Arbitrary<string>, keys?.pattern), validValue(values), fc.boolean()).map(([rest, name, value, first]) => {
      const beside = Object.entries(rest);
      return Object.fromEntries(first ? [[name, value], ...beside] : [...beside, [name, value]]);
    });
  const filled = validMap(schema, { min: Math.max(1, min), max });
  const instead = (value: fc.Arbitrary<unknown>): fc.Arbitrary<GeneratedInput> =>
    fc.tuple(filled, value, fc.nat()).map(([map, broken, place]) => {
      const names = Object.keys(map);
      return Object.fromEntries(names.map((name, index) => [name, index === place % names.length ? broken : map[name]]));
    });
  const keyBreakers = keys === undefined ? [] : constraintBreakers({ type: "string", ...keys });
  return [...lifted(keyBreakers, "key", another), ...lifted(breakersOf(values), "value", instead)];
}

function lifted(breakers: readonly Breaker[], step: string, lift: (value: fc.Arbitrary<unknown>) => fc.Arbitrary<unknown>): readonly Breaker[] {
  return breakers.map(({ path, keyword, value }) => ({ path: [step, ...path], keyword, value: lift(value) }));
}

function wrongType({ type }: Schema): fc.Arbitrary<unknown> {
  const own = type === "integer" ? "number" : type;
  const text = (maxLength: number, minLength = 0): fc.Arbitrary<string> => fc.string({ unit: "grapheme-ascii", minLength, maxLength });
  const some = fc.oneof(text(5), fc.nat(50));
  const byType: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
    string: fc.oneof(text(12), fc.integer().map(String)),
    number: fc.integer({ min: 0, max: 2_000 }),
    boolean: fc.boolean(),
    array: fc.array(some, { maxLength: 3 }),
    object: fc.dictionary(text(5, 1), some, { maxKeys: 3 }),
  };
  const others = Object.entries(byType).filter(([name]) => name !== own);
  return fc.oneof(...others.map(([, value]) => value));
}
