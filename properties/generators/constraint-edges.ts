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

/** The edges of all constraints of a schema that apply to the whole value. */
export function constraintEdges(schema: Schema): readonly Edge[] {
  if (schema.enum !== undefined) return enumEdges(schema.enum);
  switch (schema.type) {
    case "integer":
    case "number":
      return rangeEdges(schema);
    case "string":
      return [...lengthEdges(schema), ...patternEdges(schema)];
    case "array":
      return sizeEdges(schema.minItems, schema.maxItems, ["minItems", "maxItems"], (size) =>
        Array.from({ length: size }, () => minimalExample(schema.items ?? { type: "string" })),
      );
    case "object":
      return sizeEdges(schema.minProperties, schema.maxProperties, ["minProperties", "maxProperties"], (size) => mapOfSize(schema, size));
    case "boolean":
      return [edge("type", "true", true, true), edge("type", "false", true, false)];
  }
}

// Out of range by one, by the sign, by the width of a short integer, and by the widest that every implementation can hold.
function rangeEdges({ minimum, maximum }: Schema): readonly Edge[] {
  const widest = 2_147_483_647;
  const wrapping = 65_537;
  return [
    ...(minimum === undefined
      ? []
      : [
          edge("minimum", "at", true, minimum),
          ...(maximum === minimum ? [] : [edge("minimum", "inside", true, minimum + 1)]),
          edge("minimum", "below", false, minimum - 1),
          ...(minimum > 0 ? [edge("minimum", "negative", false, -1), edge("minimum", "far-below", false, -widest)] : []),
        ]),
    ...(maximum === undefined
      ? []
      : [
          ...(maximum === minimum ? [] : [edge("maximum", "inside", true, maximum - 1)]),
          edge("maximum", "at", true, maximum),
          edge("maximum", "above", false, maximum + 1),
          ...(maximum < widest - 1 ? [edge("maximum", "far-above", false, widest)] : []),
          ...(maximum < wrapping && (minimum ?? 1) <= 1 ? [edge("maximum", "wraps", false, wrapping)] : []),
        ]),
  ];
}

// Where the pattern has nothing of a length, the edge inside is as near as it goes, and the one outside breaks the pattern too: `""` against `[…]+`.
export function lengthEdges(schema: Pick<Schema, "minLength" | "maxLength" | "pattern">): readonly Edge[] {
  const { minLength } = schema;
  const maxLength = sentLimit(schema.maxLength, maxSentLength);
  const inside = (keyword: string, length: number): Edge => {
    const exact = stringOfLength(schema, length);
    return exact === undefined ? edge(keyword, "inside", true, stringNear(schema, minLength ?? 0)) : edge(keyword, "at", true, exact);
  };
  return [
    ...(minLength === undefined ? [] : [inside("minLength", minLength)]),
    ...(minLength === undefined || minLength === 0 ? [] : [edge("minLength", "below", false, stringOutside(schema, minLength - 1))]),
    ...(maxLength === undefined ? [] : [inside("maxLength", maxLength), edge("maxLength", "above", false, stringOutside(schema, maxLength + 1))]),
    // A second limit of the implementation's own, 255 as a rule, may hide that there is none at the right place.
    ...(maxLength === undefined || maxLength > 1_000 ? [] : [edge("maxLength", "far-above", false, stringOutside(schema, 4 * maxLength + 1))]),
  ];
}

/** Longest texts and largest lists that are sent: what some models allow beyond that, no request could hold. */
export const maxSentLength = 1_048_576;
export const maxSentItems = 20_000;

function sentLimit(limit: number | undefined, most: number): number | undefined {
  return limit !== undefined && limit > most ? undefined : limit;
}

function sizeEdges(
  min: number | undefined,
  limit: number | undefined,
  [minimum, maximum]: readonly [string, string],
  make: (size: number) => unknown,
): readonly Edge[] {
  const max = sentLimit(limit, maxSentItems);
  return [
    ...(min === undefined ? [] : [edge(minimum, "at", true, make(min))]),
    ...(min === undefined || min === 0 ? [] : [edge(minimum, "below", false, make(min - 1))]),
    ...(max === undefined ? [] : [edge(maximum, "at", true, make(max)), edge(maximum, "above", false, make(max + 1))]),
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
  const trimmed = [
    ["newline", "\n"],
    ["blank", " "],
  ]
    .filter(([, character = ""]) => !containsCharacter(characters, character))
    .flatMap(([name = "", character = ""]) => [at(`trailing-${name}`, around.length, character), at(`leading-${name}`, 0, character)]);
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
