import type { ObjectSchema, Schema } from "../../spec/contract.ts";
import { type CharacterClass, characterClassOf, containsCharacter, edgesInside, neighboursOutside } from "./character-class.ts";
import { lengthOf, nonMatches, shortestMatches, wholeMatch } from "./pattern-match.ts";
import { suspects } from "./tricky-characters.ts";
import { wrongValues } from "./wrong-type-values.ts";
import { keyOf, letterOf, mapOfSize, sampleInput, minimalExample, stringNear, stringOfLength, stringOutside } from "./minimal-example.ts";

/** A value at the edge of one constraint: just inside where `valid`, otherwise breaking that constraint and no other. */
export interface Boundary {
  /** `member/constraint/side`: `MaxResults/maximum/above`, `Tags/key/minLength/below`. */
  readonly name: string;
  /** The top-level member that the value is for. */
  readonly top: string;
  /** Path of the constrained value: `MaxResults`, `Tags/key`, `Tags/value`. */
  readonly member: string;
  readonly keyword: string;
  readonly valid: boolean;
  /** What to give the top-level member. */
  readonly value: unknown;
}

interface Edge {
  readonly path: readonly string[];
  readonly keyword: string;
  readonly side: string;
  readonly valid: boolean;
  readonly value: unknown;
}

// Each property of a run asks for them, and so does each run of a proof.
const known = new WeakMap<ObjectSchema, readonly Boundary[]>();

/** The complete set of boundaries of a request schema, in the order of its members and keywords. */
export function boundariesOf(request: ObjectSchema): readonly Boundary[] {
  const boundaries = known.get(request) ?? computeBoundaries(request);
  known.set(request, boundaries);
  return boundaries;
}

function computeBoundaries(request: ObjectSchema): readonly Boundary[] {
  return Object.entries(request.properties).flatMap(([top, schema]) =>
    (schema.isOwn === true ? ownEdges(schema, String(schema.sample)) : edgesOf(schema)).map(({ path, keyword, side, valid, value }) => {
      const member = [top, ...path].join("/");
      return { name: `${member}/${keyword}/${side}`, top, member, keyword, valid, value };
    }),
  );
}

// Values that break a constraint as the others do, each with the run's own name in it: a lenient target then finds that or nothing.
function ownEdges(named: Schema, own: string): readonly Edge[] {
  const schema = { ...named, sample: undefined };
  const expression = wholeMatch(schema.pattern ?? "");
  const texts = ({ keyword, side, value }: Edge, text: string): readonly string[] => {
    if (text === "") return [text];
    if (keyword === "maxLength") return [own.padEnd(lengthOf(text), "x")];
    if (keyword !== "pattern") return [];
    if (characterClassOf(schema.pattern ?? "") === undefined) return side === "without-first" ? [own.slice(1)] : [text.replace(String(value).trim(), own)];
    return [/^(?:first|leading)-/u.test(side) ? `${text}${own}` : `${own}${text}`];
  };
  const broken = edgesOf(schema).flatMap((one): readonly Edge[] => {
    const { value, valid, keyword } = one;
    if (valid || one.path.length > 0) return [];
    if (typeof value !== "string") return typeof value === "object" ? [{ ...one, value: withLeaf(value, own) }] : [];
    return texts(one, value)
      .filter((text) => keyword !== "pattern" || (expression?.test(text) === false && lengthOf(text) <= (schema.maxLength ?? Infinity)))
      .map((text) => ({ ...one, value: text }));
  });
  return [edge("type", "plain", true, own), ...broken];
}

function withLeaf(value: unknown, leaf: string): unknown {
  if (Array.isArray(value)) return value.map((item) => withLeaf(item, leaf));
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withLeaf(item, leaf)])) : leaf;
}

/** One invalid boundary for each (member, keyword): the first in order. */
export function representativesOf(boundaries: readonly Boundary[]): readonly Boundary[] {
  const seen = new Set<string>();
  return boundaries.filter(({ member, keyword, valid }) => {
    const key = `${member}/${keyword}`;
    if (valid || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function edgesOf(schema: Schema): readonly Edge[] {
  const edges = [...constraintEdges(schema), ...typeEdges(schema), ...innerEdges(schema)];
  return edges.some(({ valid }) => valid) ? edges : [edge("type", "plain", true, minimalExample(schema)), ...edges];
}

function constraintEdges(schema: Schema): readonly Edge[] {
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
function lengthEdges(schema: Pick<Schema, "minLength" | "maxLength" | "pattern">): readonly Edge[] {
  const { minLength, maxLength } = schema;
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

function sizeEdges(
  min: number | undefined,
  max: number | undefined,
  [minimum, maximum]: readonly [string, string],
  make: (size: number) => unknown,
): readonly Edge[] {
  return [
    ...(min === undefined ? [] : [edge(minimum, "at", true, make(min))]),
    ...(min === undefined || min === 0 ? [] : [edge(minimum, "below", false, make(min - 1))]),
    ...(max === undefined ? [] : [edge(maximum, "at", true, make(max)), edge(maximum, "above", false, make(max + 1))]),
  ];
}

function patternEdges(schema: Schema): readonly Edge[] {
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
  // One character of the value is another: the first, the last, one in the middle.
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
  // What is trimmed away before it is looked at.
  const trimmed = [
    ["newline", "\n"],
    ["blank", " "],
  ]
    .filter(([, character = ""]) => !containsCharacter(characters, character))
    .flatMap(([name = "", character = ""]) => [at(`trailing-${name}`, around.length, character), at(`leading-${name}`, 0, character)]);
  return [...inside, ...(roomForAll ? mixed : []), ...trimmed, ...broken, ...odd];
}

function enumEdges(values: readonly string[]): readonly Edge[] {
  const first = values[0] ?? "";
  const unknown = [`${first}X`, first.toLowerCase(), first.toUpperCase(), ""].filter((value) => !values.includes(value));
  return [
    ...values.map((value) => edge("enum", value, true, value)),
    ...[...new Set(unknown)].map((value) => edge("enum", value === "" ? "empty" : `not-${value}`, false, value)),
  ];
}

function typeEdges(schema: Schema): readonly Edge[] {
  const own = schema.type === "integer" ? "number" : schema.type;
  return Object.entries(wrongValues(own))
    .filter(([type]) => type !== own)
    .flatMap(([, values]) => values.map(([side, value]) => edge("type", side, false, value)));
}

function innerEdges(schema: Schema): readonly Edge[] {
  if (schema.type === "array" && schema.items !== undefined) return itemEdges(schema, schema.items);
  if (schema.additionalProperties !== undefined) return mapEdges(schema, schema.additionalProperties);
  if (schema.properties === undefined) return [];
  const base = sampleInput(schema as ObjectSchema);
  return Object.entries(schema.properties).flatMap(([name, member]) => lifted(edgesOf(member), [name], (value) => ({ ...base, [name]: value })));
}

function itemEdges({ minItems = 0, maxItems = Infinity }: Schema, items: Schema): readonly Edge[] {
  const others = Array.from({ length: Math.max(0, minItems - 1) }, () => minimalExample(items));
  return maxItems === 0 ? [] : lifted(edgesOf(items), ["item"], (value) => [value, ...others]);
}

// An entry that breaks a constraint also comes first and last among as many good ones as fit, for checks that look at one entry only.
function mapEdges(schema: Schema, values: Schema): readonly Edge[] {
  const { propertyNames: names, minProperties: min = 0, maxProperties: max = Math.max(10, min) } = schema;
  if (max === 0) return [];
  const keyEdges =
    names === undefined ? [] : names.enum === undefined ? [...lengthEdges(names), ...patternEdges({ ...names, type: "string" })] : enumEdges(names.enum);
  const valueEdges = edgesOf(values);
  const good = minimalExample(values);
  const key = keyOf(schema, max + 1);
  const beside = (name: string, count: number): readonly (readonly [string, unknown])[] =>
    Object.entries(mapOfSize(schema, count + 1))
      .filter(([other]) => other !== name)
      .slice(0, Math.max(0, count));
  const few = (name: string, value: unknown): unknown => Object.fromEntries([[name, value], ...beside(name, min - 1)]);
  const among = (path: string, edges: readonly Edge[], entry: (value: unknown) => readonly [string, unknown]): Edge[] =>
    firstOfEach(edges).flatMap((broken) => {
      const [name, value] = entry(broken.value);
      const others = beside(name, max - 1);
      // A map in a map has its own first and last entries.
      const side = `${broken.side}-${"in-".repeat(broken.path.length)}`;
      return [
        { ...broken, path: [path, ...broken.path], side: `${side}first-of-many`, value: Object.fromEntries([[name, value], ...others]) },
        { ...broken, path: [path, ...broken.path], side: `${side}last-of-many`, value: Object.fromEntries([...others, [name, value]]) },
      ];
    });
  // As large as the limits allow, which a limit on the whole body must not forbid.
  const longest = (edges: readonly Edge[]): unknown => edges.find(({ keyword, valid }) => keyword === "maxLength" && valid)?.value;
  const [longestKey, longestValue] = [longest(keyEdges), longest(valueEdges)];
  const fullest =
    schema.maxProperties === undefined || typeof longestKey !== "string" || longestKey.length < 8 || names?.pattern !== undefined
      ? []
      : [
          edge(
            "maxProperties",
            "at-with-longest",
            true,
            Object.fromEntries(Array.from({ length: max }, (_, index) => [`${String(index).padStart(4, "0")}${longestKey.slice(4)}`, longestValue ?? good])),
          ),
        ];
  return [
    ...fullest,
    ...lifted(keyEdges, ["key"], (name) => few(String(name), good)),
    ...lifted(valueEdges, ["value"], (value) => few(key, value)),
    ...among("key", keyEdges, (name) => [String(name), good]),
    ...among("value", valueEdges, (value) => [key, value]),
  ];
}

function firstOfEach(edges: readonly Edge[]): readonly Edge[] {
  const broken = edges.filter(({ valid }) => !valid);
  return broken.filter((one, index) => broken.findIndex((other) => other.keyword === one.keyword && other.path.join("/") === one.path.join("/")) === index);
}

function lifted(edges: readonly Edge[], prefix: readonly string[], lift: (value: unknown) => unknown): readonly Edge[] {
  return edges.map((inner) => ({ ...inner, path: [...prefix, ...inner.path], value: lift(inner.value) }));
}

function edge(keyword: string, side: string, valid: boolean, value: unknown): Edge {
  return { path: [], keyword, side, valid, value };
}

function hex(character: string): string {
  return `u${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
