import fc from "fast-check";
import type { ObjectSchema, Schema } from "../../spec/contract.ts";
import { characterClassOf, containsCharacter } from "../character-class.ts";
import type { Breach } from "../property.ts";
import { type Input, isTokenMember, stringWithin, validInput, validKey, validMap, validValue } from "./from-schema.ts";

/** An input that breaks one constraint, and which. */
export interface BrokenInput {
  readonly input: Input;
  readonly breaks: Breach;
}

interface Breaker {
  readonly path: readonly string[];
  readonly keyword: string;
  readonly value: fc.Arbitrary<unknown>;
}

const int32 = { min: -2_147_483_648, max: 2_147_483_647 };

/** Inputs that break exactly one constraint of an otherwise valid request; every (member, keyword) is as likely as any other. */
export function brokenInput(request: ObjectSchema): fc.Arbitrary<BrokenInput> {
  const breakers = Object.entries(request.properties).flatMap(([top, schema]) =>
    breakersOf(schema)
      // A token above its length is a boundary case of its own: 400 KB each would be all that a run sends.
      .filter(({ keyword }) => !(isTokenMember(top) && keyword === "maxLength"))
      .map(({ path, keyword, value }) => ({ top, breaks: { member: [top, ...path].join("/"), keyword }, value })),
  );
  return fc.oneof(
    ...breakers.map(({ top, breaks, value }) =>
      fc.tuple(validInput(request), value).map(([base, broken]): BrokenInput => ({ input: { ...base, [top]: broken }, breaks })),
    ),
  );
}

function breakersOf(schema: Schema): readonly Breaker[] {
  return [...constraintBreakers(schema), { path: [], keyword: "type", value: wrongType(schema) }, ...innerBreakers(schema)];
}

function constraintBreakers(schema: Schema): readonly Breaker[] {
  if (schema.enum !== undefined) {
    const values = schema.enum;
    return [{ path: [], keyword: "enum", value: fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 20 }).filter((text) => !values.includes(text)) }];
  }
  const breakers: (Breaker | undefined)[] = [
    below("minimum", schema.minimum, (minimum) => fc.integer({ min: int32.min, max: minimum - 1 })),
    below("maximum", schema.maximum, (maximum) => (maximum < int32.max ? fc.integer({ min: maximum + 1, max: int32.max }) : undefined)),
    below("maxLength", schema.maxLength, (max) => tooLong(schema, max)),
    below("maxProperties", schema.maxProperties, (max) => validMap(schema, { min: max + 1, max: max + 20 })),
    below("maxItems", schema.maxItems, (max) => fc.array(validValue(schema.items ?? { type: "string" }), { minLength: max + 1, maxLength: max + 20 })),
    below("pattern", schema.pattern, (pattern) => outsidePattern(schema, pattern)),
  ];
  return breakers.filter((breaker) => breaker !== undefined);
}

function below<T>(keyword: string, bound: T | undefined, make: (bound: T) => fc.Arbitrary<unknown> | undefined): Breaker | undefined {
  const value = bound === undefined ? undefined : make(bound);
  return value === undefined ? undefined : { path: [], keyword, value };
}

function tooLong(schema: Schema, max: number): fc.Arbitrary<string> {
  return stringWithin(schema, { minLength: max + 1, maxLength: max + Math.min(max, 500) });
}

function outsidePattern(schema: Schema, pattern: string): fc.Arbitrary<string> | undefined {
  const characters = characterClassOf(pattern);
  if (characters === undefined) return undefined;
  const foreign = fc.oneof(fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 1 }), fc.string({ unit: "binary", minLength: 1, maxLength: 1 }));
  const outside = foreign.filter((character) => !containsCharacter(characters, character));
  const room = Math.min((schema.maxLength ?? 100) - 1, 100);
  const around = stringWithin(schema, { minLength: Math.max(0, (schema.minLength ?? 0) - 1), maxLength: room });
  return fc.tuple(around, outside, fc.nat()).map(([text, character, place]) => {
    const at = place % (text.length + 1);
    return text.slice(0, at) + character + text.slice(at);
  });
}

function innerBreakers(schema: Schema): readonly Breaker[] {
  if (schema.items !== undefined) return lifted(breakersOf(schema.items), "item", (value) => fc.tuple(value));
  if (schema.additionalProperties !== undefined) return mapBreakers(schema, schema.additionalProperties);
  if (schema.properties === undefined) return [];
  const base = validInput(schema as ObjectSchema);
  return Object.entries(schema.properties).flatMap(([name, member]) =>
    lifted(breakersOf(member), name, (value) => fc.tuple(base, value).map(([rest, broken]) => ({ ...rest, [name]: broken }))),
  );
}

function mapBreakers(schema: Schema, values: Schema): readonly Breaker[] {
  const others = validMap(schema, { max: Math.max(0, (schema.maxProperties ?? 10) - 1) });
  const among = (entry: fc.Arbitrary<readonly [string, unknown]>): fc.Arbitrary<unknown> =>
    fc
      .tuple(others, entry, fc.boolean())
      .map(([rest, [key, value], first]) =>
        first
          ? Object.fromEntries([[key, value], ...Object.entries(rest).filter(([name]) => name !== key)])
          : Object.fromEntries([...Object.entries(rest).filter(([name]) => name !== key), [key, value]]),
      );
  const keys = schema.propertyNames;
  const keyBreakers = keys === undefined ? [] : constraintBreakers({ type: "string", ...keys });
  return [
    ...lifted(keyBreakers, "key", (key) => among(fc.tuple(key as fc.Arbitrary<string>, validValue(values)))),
    ...lifted(breakersOf(values), "value", (value) => among(fc.tuple(validKey(schema), value))),
  ];
}

function lifted(breakers: readonly Breaker[], step: string, lift: (value: fc.Arbitrary<unknown>) => fc.Arbitrary<unknown>): readonly Breaker[] {
  return breakers.map(({ path, keyword, value }) => ({ path: [step, ...path], keyword, value: lift(value) }));
}

function wrongType({ type }: Schema): fc.Arbitrary<unknown> {
  const own = type === "integer" ? "number" : type;
  const byType: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
    string: fc.oneof(fc.string({ unit: "grapheme-ascii", maxLength: 12 }), fc.integer().map(String)),
    number: fc.integer({ min: 0, max: 2_000 }),
    boolean: fc.boolean(),
    array: fc.array(fc.oneof(fc.string({ unit: "grapheme-ascii", maxLength: 5 }), fc.nat(50)), { maxLength: 3 }),
    object: fc.dictionary(
      fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 5 }),
      fc.oneof(fc.string({ unit: "grapheme-ascii", maxLength: 5 }), fc.nat(50)),
      { maxKeys: 3 },
    ),
  };
  return fc.oneof(
    ...Object.entries(byType)
      .filter(([name]) => name !== own)
      .map(([, value]) => value),
  );
}
