import type { ObjectSchema, Schema } from "../../spec/contract.ts";
import type { RunRequest, RunSchema } from "../core/run-schema.ts";
import { type CharacterClass, characterClassOf, charactersOf, containsCharacter, edgesInside, matchesClass } from "./character-class.ts";
import { lengthOf, shortestMatches, stretchedTo, wholeMatch } from "./pattern-match.ts";

/** A plain valid value of a schema, always the same one: the shortest string, the smallest number, required members only. */
export function minimalExample(schema: RunSchema): unknown {
  if (schema.sample !== undefined) return schema.sample;
  if (schema.enum !== undefined) return schema.enum[0];
  switch (schema.type) {
    case "string":
      if (schema.contentEncoding === "base64") return "YWJj";
      return stringNear(schema, Math.max(schema.minLength ?? 0, 1));
    case "integer":
    case "number":
      return schema.minimum ?? Math.min(1, schema.maximum ?? 1);
    case "boolean":
      return true;
    case "array":
      return Array.from({ length: schema.minItems ?? 0 }, () => minimalExample(schema.items ?? { type: "string" }));
    case "object":
      return schema.properties === undefined ? mapOfSize(schema, schema.minProperties ?? 0) : sampleInput(schema as ObjectSchema);
  }
}

/** A valid input with the required members and no other. */
export function sampleInput(schema: RunRequest): Readonly<Record<string, unknown>> {
  const required = schema.required ?? [];
  return { ...Object.fromEntries(required.map((name) => [name, minimalExample(schema.properties[name] ?? { type: "string" })])), ...schema.given };
}

/** A plain string of a schema that keeps its pattern, and has this length, in characters, or else one as near above it as can be. */
export function stringNear(schema: Pick<Schema, "pattern">, length: number): string {
  const exact = stringOfLength(schema, length);
  if (exact !== undefined) return exact;
  const matches = shortestMatches(schema.pattern ?? "");
  const expression = wholeMatch(schema.pattern ?? "");
  const isLongEnough = (text: string): boolean => lengthOf(text) >= length;
  return matches.find(isLongEnough) ?? usualTexts.find((text) => isLongEnough(text) && expression?.test(text) === true) ?? matches[0] ?? "a".repeat(length);
}

/** Texts of the usual forms, for patterns that look around, of which no match can be derived. */
const usualTexts: readonly string[] = [
  "abcde",
  "abcdefgh",
  "Abcdef0-abcdef",
  "01234567-89ab-4def-8123-456789abcdef",
  "www.example.com",
  "https://www.example.com",
  "someone@example.com",
  "arn:aws:partnercentral:us-east-1:123456789012:catalog/AWS/abc",
];

/** A plain string of exactly this length; it keeps the schema's pattern where anything of this length does. */
export function stringOutside(schema: Pick<Schema, "pattern">, length: number): string {
  const match = stringNear(schema, length);
  const cut = [...match].slice(0, length).join("");
  return stringOfLength(schema, length) ?? cut.padEnd(length, match.at(-1) ?? "a");
}

/** A plain string of exactly this length, in characters, that keeps the schema's pattern; undefined where there is none that we know of. */
export function stringOfLength({ pattern }: Pick<Schema, "pattern">, length: number): string | undefined {
  if (pattern === undefined) return "a".repeat(length);
  const characters = characterClassOf(pattern);
  if (characters === undefined) return stretchedTo(length, pattern);
  return length === 0 && !characters.allowsEmpty ? undefined : letterOf(characters).repeat(length);
}

/** A map with so many entries, keys and values as plain as can be. */
export function mapOfSize(schema: Schema, size: number): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Array.from({ length: size }, (_, index) => [keyOf(schema, index), minimalExample(schema.additionalProperties ?? { type: "string" })]),
  );
}

/** The n-th of the distinct plain keys of a map. */
export function keyOf({ propertyNames = {} }: Schema, index: number): string {
  if (propertyNames.enum !== undefined) return propertyNames.enum[index % propertyNames.enum.length] ?? "";
  const { pattern, minLength = 0, maxLength = Infinity } = propertyNames;
  const plain = `key${String(index)}`.padEnd(minLength, "k");
  const characters = pattern === undefined ? undefined : characterClassOf(pattern);
  const isOfPattern = characters === undefined ? pattern === undefined || wholeMatch(pattern)?.test(plain) === true : matchesClass(plain, characters);
  if (plain.length <= maxLength && isOfPattern) return plain;
  return characters === undefined && pattern !== undefined ? (shortestMatches(pattern)[index] ?? "") : counted(characters, index, minLength, maxLength);
}

/** A letter that the class holds; where it holds none, its first character. */
export function letterOf(characters: CharacterClass): string {
  return ["a", "A", "0"].find((letter) => containsCharacter(characters, letter)) ?? edgesInside(characters)[0] ?? "";
}

// Where keys are short or of few characters, the index is written in these as digits, shorter keys before longer ones.
function counted(characters: CharacterClass | undefined, index: number, minLength: number, maxLength: number): string {
  const digits = characters === undefined ? Array.from("abcdefghijklmnopqrstuvwxyz") : charactersOf(characters, 26);
  let length = Math.max(1, minLength);
  let left = index;
  for (; left >= digits.length ** length && length < maxLength; length += 1) left -= digits.length ** length;
  return Array.from({ length }, (_, place) => digits[Math.floor(left / digits.length ** place) % digits.length]).join("");
}
