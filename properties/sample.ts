import fc from "fast-check";
import type { ObjectSchema, Schema } from "../spec/contract.ts";
import { type CharacterClass, characterClassOf, containsCharacter, edgesInside } from "./character-class.ts";

/** A plain valid value of a schema, always the same one: the shortest string, the smallest number, required members only. */
export function sampleOf(schema: Schema): unknown {
  if (schema.enum !== undefined) return schema.enum[0];
  switch (schema.type) {
    case "string":
      return stringOfLength(schema, Math.max(schema.minLength ?? 0, 1));
    case "integer":
    case "number":
      return schema.minimum ?? Math.min(1, schema.maximum ?? 1);
    case "boolean":
      return true;
    case "array":
      return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items ?? { type: "string" }));
    case "object":
      return schema.properties === undefined ? mapOfSize(schema, schema.minProperties ?? 0) : sampleInput(schema as ObjectSchema);
  }
}

/** A valid input with the required members and no other. */
export function sampleInput(schema: ObjectSchema): Readonly<Record<string, unknown>> {
  const required = schema.required ?? [];
  return Object.fromEntries(required.map((name) => [name, sampleOf(schema.properties[name] ?? { type: "string" })]));
}

/** An ASCII string of a length, in characters, that keeps the schema's pattern. */
export function stringOfLength(schema: Pick<Schema, "pattern">, length: number): string {
  if (schema.pattern === undefined) return "a".repeat(length);
  const characters = characterClassOf(schema.pattern);
  if (characters !== undefined) return letterOf(characters).repeat(length);
  return stringMatching(schema.pattern, length);
}

/** A map with so many entries, keys and values as plain as can be. */
export function mapOfSize(schema: Schema, size: number): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Array.from({ length: size }, (_, index) => [keyOf(schema, index), sampleOf(schema.additionalProperties ?? { type: "string" })]));
}

/** The n-th of the distinct plain keys of a map. */
export function keyOf({ propertyNames }: Schema, index: number): string {
  if (propertyNames?.enum !== undefined) return propertyNames.enum[index % propertyNames.enum.length] ?? "";
  return `key${String(index)}`.padEnd(propertyNames?.minLength ?? 0, "k");
}

/** A letter that the class holds; where it holds none, its first character. */
export function letterOf(characters: CharacterClass): string {
  return ["a", "A", "0"].find((letter) => containsCharacter(characters, letter)) ?? edgesInside(characters)[0] ?? "";
}

// A pattern that is more than one class has no canonical match; the first of a fixed sequence that has the length is taken.
function stringMatching(pattern: string, length: number): string {
  const matches = fc.sample(fc.stringMatching(new RegExp(`^(?:${pattern})$`, "u")), { seed: 1, numRuns: 100 });
  const fitting = matches.filter((match) => match.length >= length);
  return fitting.find((match) => match.length === length) ?? fitting.toSorted((a, b) => a.length - b.length)[0] ?? matches[0] ?? "";
}
