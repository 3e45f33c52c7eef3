import type { Schema } from "../../spec/contract.ts";
import { characterClassOf, type CharacterClass, edgesInside, neighboursOutside, containsCharacter } from "./character-class.ts";
import { minimalExample, mapOfSize, stringOfLength, stringNear, stringOutside, letterOf } from "./minimal-example.ts";
import { shortestMatches, lengthOf, nonMatches } from "./pattern-match.ts";

const blanks = [" ", "\t", "\n", "\r", "\v", "\0", "\u007F", "\u00A0", "\u200B", "\u2028"];
const letters = ["é", "\u0416", "\u4E2D", "\u0661", "\u212A", "\u017F", "\uFF21", "\u{1F600}"];
const signs = ["+", "#", "$", "%", "*", "~", "=", "!", "\\"];

/**
 * Characters that careless classes let in: blanks and controls, seen and unseen, what Unicode-aware `\w`, `\d` and case folding add, and signs that
 * neighbouring formats allow: names of variables, of hosts and users, URLs, escaped escapes.
 */
const suspects: readonly string[] = [...blanks, ...letters, ...signs];

/** A value at the edge of one constraint of a schema; `path` leads to the constrained value inside it. */
export interface Edge {
  readonly path: readonly string[];
  readonly keyword: string;
  readonly side: string;
  readonly valid: boolean;
  readonly value: unknown;
}

/** Edges of one constraint by their sides, all valid or all not; those without a value are left out. */
export const edgesAt = (keyword: string, valid: boolean, sides: Readonly<Record<string, unknown>>): readonly Edge[] =>
  Object.entries(sides).flatMap(([side, value]) => (value === undefined ? [] : [edge(keyword, side, valid, value)]));

/** The edges of all constraints of a schema that apply to the whole value. */
export function constraintEdges(schema: Schema): readonly Edge[] {
  if (schema.enum !== undefined) return enumEdges(schema.enum);
  const { items = { type: "string" }, minItems, maxItems, minProperties, maxProperties } = schema;
  switch (schema.type) {
    case "integer":
    case "number":
      return rangeEdges(schema);
    case "string":
      return [...lengthEdges(schema), ...patternEdges(schema)];
    case "array":
      return sizeEdges("Items", minItems, maxItems, (length) => Array.from({ length }, () => minimalExample(items)));
    case "object":
      return sizeEdges("Properties", minProperties, maxProperties, (size) => mapOfSize(schema, size));
    case "boolean":
      return edgesAt("type", true, { true: true, false: false });
  }
}

// Out of range by one, by the sign, by the width of a short integer, and by the widest that every implementation can hold.
function rangeEdges(schema: Schema): readonly Edge[] {
  const { minimum: min = Number.NaN, maximum: max = Number.NaN } = schema;
  const [widest, wrapping] = [2_147_483_647, 65_537];
  const rows: readonly (readonly [keyword: "minimum" | "maximum", side: string, valid: boolean, value: number, applies?: boolean])[] = [
    ["minimum", "at", true, min],
    ["minimum", "inside", true, min + 1, min !== max],
    ["minimum", "below", false, min - 1],
    ["minimum", "negative", false, -1, min > 0],
    ["minimum", "far-below", false, -widest, min > 0],
    ["maximum", "inside", true, max - 1, min !== max],
    ["maximum", "at", true, max],
    ["maximum", "above", false, max + 1],
    ["maximum", "far-above", false, widest, max < widest - 1],
    ["maximum", "wraps", false, wrapping, max < wrapping && !(min > 1)],
  ];
  return rows.flatMap(([keyword, side, valid, value, applies = true]) => (applies && schema[keyword] !== undefined ? [edge(keyword, side, valid, value)] : []));
}

// Where the pattern has nothing of a length, the edge inside is as near as it goes, and the one outside breaks the pattern too: `""` against `[…]+`.
export function lengthEdges(schema: Pick<Schema, "minLength" | "maxLength" | "pattern">): readonly Edge[] {
  const { minLength } = schema;
  const maxLength = sentLimit(schema.maxLength, maxSentLength);
  const insideAt = (keyword: string, length: number | undefined): readonly Edge[] => {
    const exact = length === undefined ? undefined : stringOfLength(schema, length);
    return edgesAt(keyword, true, exact === undefined && length !== undefined ? { inside: stringNear(schema, minLength ?? 0) } : { at: exact });
  };
  const outside = (length: number | undefined): string | undefined => (length === undefined || length < 0 ? undefined : stringOutside(schema, length));
  // A second limit of the implementation's own, 255 as a rule, may hide that there is none at the right place.
  const far = maxLength === undefined || maxLength > 1_000 ? undefined : 4 * maxLength + 1;
  return [
    ...insideAt("minLength", minLength),
    ...edgesAt("minLength", false, { below: outside((minLength ?? 0) - 1) }),
    ...insideAt("maxLength", maxLength),
    ...edgesAt("maxLength", false, { above: outside(maxLength === undefined ? undefined : maxLength + 1), "far-above": outside(far) }),
  ];
}

/** Longest texts and largest lists that are sent: what some models allow beyond that, no request could hold. */
export const maxSentLength = 1_048_576;
export const maxSentItems = 20_000;

function sentLimit(limit: number | undefined, most: number): number | undefined {
  return limit !== undefined && limit > most ? undefined : limit;
}

function sizeEdges(of: "Items" | "Properties", min: number | undefined, limit: number | undefined, make: (size: number) => unknown): readonly Edge[] {
  const max = sentLimit(limit, maxSentItems);
  const sized = (size: number | undefined): unknown => (size === undefined || size < 0 ? undefined : make(size));
  return [
    ...edgesAt(`min${of}`, true, { at: sized(min) }),
    ...edgesAt(`min${of}`, false, { below: sized((min ?? 0) - 1) }),
    ...edgesAt(`max${of}`, true, { at: sized(max) }),
    ...edgesAt(`max${of}`, false, { above: sized(max === undefined ? undefined : max + 1) }),
  ];
}

export function patternEdges(schema: Schema): readonly Edge[] {
  if (schema.pattern === undefined) return [];
  const characters = characterClassOf(schema.pattern);
  return characters === undefined ? expressionEdges(schema, schema.pattern) : classEdges(schema, characters);
}

function expressionEdges(schema: Schema, pattern: string): readonly Edge[] {
  const { minLength = 0, maxLength = Infinity } = schema;
  const matches = shortestMatches(pattern).filter((match) => lengthOf(match) >= minLength && lengthOf(match) <= maxLength);
  return [
    ...matches.slice(0, 1).map((match) => edge("pattern", "shortest-match", true, match)),
    ...nonMatches(schema).map(([change, text]) => edge("pattern", change, false, text)),
  ];
}

function classEdges({ minLength = 0, maxLength = Infinity }: Schema, characters: CharacterClass): readonly Edge[] {
  const least = Math.max(1, minLength);
  const edges = edgesInside(characters);
  const inside = edges.map((character) => edge("pattern", `holds-${hex(character)}`, true, character.repeat(least)));
  const roomForAll = edges.length >= Math.max(3, minLength) && edges.length <= maxLength;
  // All of them in one value, once from the front and once turned; each by itself is there already.
  const mixed = [0, Math.floor(edges.length / 2)].map((index) =>
    edge("pattern", `begins-${hex(edges[index] ?? "")}`, true, [...edges.slice(index), ...edges.slice(0, index)].join("")),
  );
  // One character of the value is replaced: the first, the last, or one in the middle.
  const around = Array.from({ length: Math.min(Math.max(3, minLength), maxLength) - 1 }, () => letterOf(characters));
  const at = (place: string, index: number, character: string): Edge => edge("pattern", place, false, around.toSpliced(index, 0, character).join(""));
  const middle = Math.floor(around.length / 2);
  const outside = neighboursOutside(characters);
  // Every character in the middle; a place that is not looked at shows with any character, so there the neighbours take turns.
  const broken = outside.flatMap((character, index) => [
    at(`middle-${hex(character)}`, middle, character),
    ...(index % 3 === 0 ? [at(`first-${hex(character)}`, 0, character)] : []),
    ...(index % 3 === 1 ? [at(`last-${hex(character)}`, around.length, character)] : []),
    ...(index % 3 === 2 ? [edge("pattern", `only-${hex(character)}`, false, character.repeat(least))] : []),
  ]);
  const odd = suspects
    .filter((character) => !outside.includes(character) && !containsCharacter(characters, character))
    .map((character) => at(`middle-${hex(character)}`, middle, character));
  // Characters that a service may trim before it checks.
  const trimmed = Object.entries({ newline: "\n", blank: " " })
    .filter(([, character]) => !containsCharacter(characters, character))
    .flatMap(([name, character]) => [at(`trailing-${name}`, around.length, character), at(`leading-${name}`, 0, character)]);
  return [...inside, ...(roomForAll ? mixed : []), ...trimmed, ...broken, ...odd];
}

export function enumEdges(values: readonly string[]): readonly Edge[] {
  const first = values[0] ?? "";
  const unknown = [`${first}X`, first.toLowerCase(), first.toUpperCase(), ""].filter((value) => !values.includes(value));
  return [
    ...values.map((value) => edge("enum", value, true, value)),
    ...[...new Set(unknown)].map((value) => edge("enum", value === "" ? "empty" : `not-${value}`, false, value)),
  ];
}

export function edge(keyword: string, side: string, valid: boolean, value: unknown): Edge {
  return { path: [], keyword, side, valid, value };
}

function hex(character: string): string {
  return `u${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
