import fc from "fast-check";
import type { ObjectSchema, Schema } from "../../spec/contract.ts";
import { type CharacterClass, characterClassOf } from "../character-class.ts";

/** A generated input of an operation. */
export type Input = Readonly<Record<string, unknown>>;

/** Text that no service has a reason to refuse: letters, digits, blank and `_.:/=+-@`. */
const plainText: readonly string[] = Array.from("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 _.:/=+-@");

/** Names that mean something to a programming language and nothing to the service. */
const languageNames = ["__proto__", "constructor", "toString", "hasOwnProperty"];

/** Members that only the target can give a value for: a request of ours leaves them out or sends null. */
export function isTokenMember(name: string): boolean {
  return /^(?:NextToken|Marker|NextMarker|PaginationToken)$/iu.test(name);
}

/** Valid inputs of a request schema: any members present, absent or null; text is plain, tokens are left out. */
export function validInput(request: ObjectSchema): fc.Arbitrary<Input> {
  const members = Object.entries(request.properties).map(([name, schema]): [string, fc.Arbitrary<unknown>] => {
    const value = isTokenMember(name) ? fc.constant(null) : validValue(schema);
    return [name, request.required.includes(name) ? value : fc.option(value, { freq: 6 })];
  });
  return fc.record(Object.fromEntries(members), { requiredKeys: [...request.required] }) as fc.Arbitrary<Input>;
}

/** Valid values of a schema. */
export function validValue(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case "string":
      return validString(schema);
    case "integer":
      return fc.integer({ min: schema.minimum ?? -2_147_483_648, max: schema.maximum ?? 2_147_483_647 });
    case "number":
      return fc.double({ min: schema.minimum ?? -1e9, max: schema.maximum ?? 1e9, noNaN: true });
    case "boolean":
      return fc.boolean();
    case "array":
      return fc.array(validValue(schema.items ?? { type: "string" }), { minLength: schema.minItems ?? 0, maxLength: schema.maxItems ?? 20 });
    case "object":
      return schema.properties === undefined ? validMap(schema) : validInput(schema as ObjectSchema);
  }
}

/** Maps within their bounds. */
export function validMap(schema: Schema, size: { readonly min?: number; readonly max?: number } = {}): fc.Arbitrary<Input> {
  const values = validValue(schema.additionalProperties ?? { type: "string" });
  const entries = fc.uniqueArray(fc.tuple(validKey(schema), values), {
    selector: ([key]) => key,
    minLength: size.min ?? schema.minProperties ?? 0,
    maxLength: size.max ?? schema.maxProperties ?? 20,
  });
  return entries.map((pairs) => Object.fromEntries(pairs));
}

/** Keys of a map; none begins with `aws`, which the service keeps for itself. */
export function validKey({ propertyNames = {} }: Schema): fc.Arbitrary<string> {
  if (propertyNames.enum !== undefined) return fc.constantFrom(...propertyNames.enum);
  const text = validString({ type: "string", ...propertyNames }).map((key) => (/^aws/iu.test(key) ? `k${key.slice(1)}` : key));
  return propertyNames.pattern === undefined ? fc.oneof({ weight: 9, arbitrary: text }, { weight: 1, arbitrary: fc.constantFrom(...languageNames) }) : text;
}

/** Strings within length and pattern. */
export function validString(schema: Schema): fc.Arbitrary<string> {
  const bounds = { minLength: schema.minLength ?? 0, maxLength: schema.maxLength ?? 2_000 };
  return fc.oneof(
    { weight: 4, arbitrary: stringWithin(schema, { ...bounds, maxLength: Math.min(bounds.maxLength, Math.max(bounds.minLength, 20)) }) },
    { weight: 1, arbitrary: stringWithin(schema, { ...bounds, maxLength: Math.min(bounds.maxLength, Math.max(bounds.minLength, 2_000)) }) },
  );
}

/** Strings of the schema's characters with a length, in characters, between two bounds. */
export function stringWithin(schema: Schema, length: { readonly minLength: number; readonly maxLength: number }): fc.Arbitrary<string> {
  const characters = schema.pattern === undefined ? undefined : characterClassOf(schema.pattern);
  if (schema.pattern !== undefined && characters === undefined) return fc.stringMatching(new RegExp(`^(?:${schema.pattern})$`, "u"));
  const unit = characters === undefined ? fc.constantFrom(...plainText) : characterIn(characters);
  const minLength = characters?.allowsEmpty === false ? Math.max(1, length.minLength) : length.minLength;
  return fc.string({ unit, minLength, maxLength: Math.max(minLength, length.maxLength), size: "max" });
}

// Where the class holds all plain text, plain text is what is sent; a narrow class is sent whole.
function characterIn({ ranges }: CharacterClass): fc.Arbitrary<string> {
  const plain = plainText.filter((character) => ranges.some(([from, to]) => from <= character.charCodeAt(0) && character.charCodeAt(0) <= to));
  if (plain.length === plainText.length) return fc.constantFrom(...plain);
  const all = ranges.flatMap(([from, to]) => Array.from({ length: Math.min(to - from + 1, 256) }, (_, index) => String.fromCodePoint(from + index)));
  return fc.constantFrom(...all);
}
