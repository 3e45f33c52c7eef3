import fc from "fast-check";
import type { RunRequest, RunSchema } from "../core/run-schema.ts";
import type { Schema } from "../../spec/contract.ts";
import { isTokenMember } from "../../spec/operation-traits.ts";
import { type CharacterClass, characterClassOf, charactersOf, containsCharacter } from "./character-class.ts";
import { oddTexts } from "./odd-texts.ts";
import { keepsLimits, shortestMatches, wholeMatch } from "./pattern-match.ts";
import { plainCharacters } from "../core/plain-text.ts";
import { stringNear } from "./minimal-example.ts";

/** A generated input of an operation. */
export type GeneratedInput = Readonly<Record<string, unknown>>;

/** Plain text that means something to other programs and nothing to the service; not what firewalls refuse. */
const oddPlainTexts: readonly string[] = oddTexts
  .map(({ text }) => text)
  .filter((text) => !text.includes("../") && [...text].every((character) => plainCharacters.includes(character)));

/** Valid inputs of a request schema: any members present, absent or null; text is plain, tokens are left out. */
export function validInput(request: RunRequest): fc.Arbitrary<GeneratedInput> {
  const always = [...request.required, ...Object.keys(request.given ?? {})];
  return structure({ ...request, required: always }, (name, schema) => {
    const value = isTokenMember(name) ? fc.constant(null) : validValue(schema);
    return always.includes(name) ? value : fc.option(value, { freq: 6 });
  });
}

/** Structures whose optional members may be absent. That null is absent is said of the outermost members only. */
export function structure(schema: Schema, memberOf: (name: string, schema: Schema) => fc.Arbitrary<unknown>): fc.Arbitrary<GeneratedInput> {
  const members = Object.entries(schema.properties ?? {}).map(([name, member]) => [name, memberOf(name, member)]);
  return fc.record(Object.fromEntries(members) as Record<string, fc.Arbitrary<unknown>>, { requiredKeys: [...(schema.required ?? [])] });
}

/** Valid values of a schema. */
export function validValue(schema: RunSchema): fc.Arbitrary<unknown> {
  if (schema.sample !== undefined) return fc.constant(schema.sample);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case "string":
      return schema.contentEncoding === "base64" ? fc.base64String({ maxLength: 40 }) : validString(schema);
    case "integer":
      return evenly(fc.integer(boundsOf(schema, -2_147_483_648, 2_147_483_647)));
    case "number":
      return fc.double({ ...boundsOf(schema, -1e9, 1e9), noNaN: true });
    case "boolean":
      return fc.boolean();
    case "array":
      return fc.array(validValue(schema.items ?? { type: "string" }), {
        minLength: schema.minItems ?? 0,
        maxLength: schema.maxItems ?? (schema.minItems ?? 0) + 20,
      });
    case "object":
      return schema.properties === undefined ? validMap(schema) : structure(schema, (_, member) => validValue(member));
  }
}

// By itself fast-check keeps near zero and the bounds, which are boundary cases of their own.
function evenly<T>(values: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight: 3, arbitrary: fc.noBias(values) }, { weight: 1, arbitrary: values });
}

function boundsOf({ minimum, maximum }: Schema, least: number, most: number): { readonly min: number; readonly max: number } {
  return { min: minimum ?? Math.min(least, maximum ?? least), max: maximum ?? Math.max(most, minimum ?? most) };
}

/** Maps within their bounds. */
export function validMap(schema: Schema, size: { readonly min?: number; readonly max?: number } = {}): fc.Arbitrary<GeneratedInput> {
  const values = validValue(schema.additionalProperties ?? { type: "string" });
  const minLength = size.min ?? schema.minProperties ?? 0;
  const maxLength = size.max ?? schema.maxProperties ?? minLength + 20;
  const entry = fc.tuple(validKey(schema), values);
  const sized = (bounds: fc.UniqueArraySharedConstraints): fc.Arbitrary<[string, unknown][]> =>
    fc.uniqueArray(entry, { ...bounds, selector: ([key]) => key, minLength, maxLength });
  // By itself fast-check hardly ever goes beyond ten.
  const entries = fc.oneof({ weight: 4, arbitrary: sized({}) }, { weight: 1, arbitrary: sized({ size: "max" }) });
  return entries.map((pairs) => Object.fromEntries(pairs));
}

/** Keys of a map; none begins with `aws`, which the service keeps for itself. */
export function validKey({ propertyNames = {} }: Schema): fc.Arbitrary<string> {
  if (propertyNames.enum !== undefined) return fc.constantFrom(...propertyNames.enum);
  return unreserved(validString({ type: "string", ...propertyNames }), propertyNames.pattern);
}

/** The same keys without those that begin with `aws`. Only where a pattern forbids to change them are they left out. */
export function unreserved(keys: fc.Arbitrary<string>, pattern?: string): fc.Arbitrary<string> {
  const reserved = /^aws/iu;
  return pattern === undefined ? keys.map((key) => (reserved.test(key) ? `k${key.slice(1)}` : key)) : keys.filter((key) => !reserved.test(key));
}

/** Strings within length and pattern; now and then one that is plain and odd. */
function validString(schema: Schema): fc.Arbitrary<string> {
  const odd = oddPlainTexts.filter((text) => keepsLimits(schema, text));
  const any = anyString(schema);
  return odd.length === 0 ? any : fc.oneof({ weight: 19, arbitrary: any }, { weight: 1, arbitrary: fc.constantFrom(...odd) });
}

function anyString(schema: Schema): fc.Arbitrary<string> {
  const minLength = schema.minLength ?? 0;
  const maxLength = schema.maxLength ?? minLength + 2_000;
  const upTo = (length: number): fc.Arbitrary<string> => stringWithin(schema, { minLength, maxLength: Math.min(maxLength, Math.max(minLength, length)) });
  const most = Math.min(maxLength, Math.max(minLength, 2_000));
  const isOfClass = schema.pattern === undefined || characterClassOf(schema.pattern) !== undefined;
  return fc.oneof({ weight: 4, arbitrary: upTo(20) }, { weight: 1, arbitrary: isOfClass && most > 20 ? repeatedText(schema, minLength, most) : upTo(2_000) });
}

/** Strings of a few characters over and over: each character that is drawn takes time, and what long ones show is their length. */
export function repeatedText(schema: Pick<Schema, "pattern">, minLength: number, maxLength: number): fc.Arbitrary<string> {
  const part = stringWithin(schema, { minLength: 1, maxLength: 20 });
  return fc.tuple(part, fc.integer({ min: leastLength(schema.pattern, minLength), max: maxLength })).map(([text, length]) => {
    const characters = [...text].length;
    const long = text.repeat(Math.ceil(length / characters));
    return characters === text.length ? long.slice(0, length) : [...long].slice(0, length).join("");
  });
}

/** The least length that a pattern of one class of characters leaves. */
function leastLength(pattern: string | undefined, minLength: number): number {
  return pattern !== undefined && characterClassOf(pattern)?.allowsEmpty === false ? Math.max(1, minLength) : minLength;
}

/** Strings of the schema's characters with a length, in characters, between two bounds, as far as the pattern has any. */
export function stringWithin(
  { pattern }: Pick<Schema, "pattern">,
  { minLength, maxLength }: { readonly minLength: number; readonly maxLength: number },
): fc.Arbitrary<string> {
  const characters = pattern === undefined ? undefined : characterClassOf(pattern);
  if (pattern !== undefined && characters === undefined) return matchWithin(pattern, minLength, maxLength);
  const least = leastLength(pattern, minLength);
  const unit = pattern === undefined || characters === undefined ? plainCharacter : characterOf(pattern, characters);
  const text = fc.string({ unit, minLength: least, maxLength: Math.max(least, maxLength), size: "max" });
  return unit === plainCharacter ? text.map(withSingleBlanks) : text;
}

/** A text of the same length without a blank at an end or behind another one, which a service may have a reason to refuse. */
function withSingleBlanks(text: string): string {
  return text.replaceAll(/^ | $|(?<= ) /gu, "-");
}

// What fast-check makes of an expression has any length: where it does not fit, a match is stretched to one that does.
function matchWithin(pattern: string, minLength: number, maxLength: number): fc.Arbitrary<string> {
  const fits = ({ length }: readonly string[]): boolean => length >= minLength && length <= maxLength;
  const length = fc.integer({ min: minLength, max: Math.min(maxLength, minLength + 500) });
  return fc.tuple(matchOf(pattern), length).map(([match, wanted]) => (fits([...match]) ? match : stringNear({ pattern }, wanted)));
}

function matchOf(pattern: string): fc.Arbitrary<string> {
  const expression = wholeMatch(pattern);
  try {
    if (expression !== undefined) return fc.stringMatching(expression);
  } catch {
    // fast-check does not support every expression.
  }
  return fc.constantFrom("", ...shortestMatches(pattern));
}

const plainCharacter = fc.constantFrom(...plainCharacters);
/** By pattern: of each one that is made, fast-check tries all strings that it knows to be dangerous. */
const characterByPattern = new Map<string, fc.Arbitrary<string>>();

// Where the class holds all plain text, plain text is what is sent; a narrow class is sent whole.
function characterOf(pattern: string, characters: CharacterClass): fc.Arbitrary<string> {
  const known = characterByPattern.get(pattern);
  if (known !== undefined) return known;
  const isNarrow = plainCharacters.some((character) => !containsCharacter(characters, character));
  const made = isNarrow ? fc.constantFrom(...charactersOf(characters, 256)) : plainCharacter;
  characterByPattern.set(pattern, made);
  return made;
}
