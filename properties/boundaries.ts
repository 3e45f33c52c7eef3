import type { ObjectSchema, Schema } from "../spec/contract.ts";
import { characterClassOf, containsCharacter, edgesInside, neighboursOutside } from "./character-class.ts";
import { keyOf, letterOf, mapOfSize, sampleInput, sampleOf, stringOfLength } from "./sample.ts";

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

/** The complete set of boundaries of a request schema, in the order of its members and keywords. */
export function boundariesOf(request: ObjectSchema): readonly Boundary[] {
  return Object.entries(request.properties).flatMap(([top, schema]) =>
    edgesOf(schema).map(({ path, keyword, side, valid, value }) => {
      const member = [top, ...path].join("/");
      return { name: `${member}/${keyword}/${side}`, top, member, keyword, valid, value };
    }),
  );
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
  return [...constraintEdges(schema), ...typeEdges(schema), ...innerEdges(schema)];
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
        Array.from({ length: size }, () => sampleOf(schema.items ?? { type: "string" })),
      );
    case "object":
      return sizeEdges(schema.minProperties, schema.maxProperties, ["minProperties", "maxProperties"], (size) => mapOfSize(schema, size));
    case "boolean":
      return [edge("type", "true", true, true), edge("type", "false", true, false)];
  }
}

// Out of range by one, by the sign, and by the widest integer that every implementation can hold.
function rangeEdges({ minimum, maximum }: Schema): readonly Edge[] {
  const widest = 2_147_483_647;
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
        ]),
  ];
}

function lengthEdges(schema: Pick<Schema, "minLength" | "maxLength" | "pattern">): readonly Edge[] {
  return sizeEdges(schema.minLength, schema.maxLength, ["minLength", "maxLength"], (length) => stringOfLength(schema, length));
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
    ...(max === undefined || max === min ? [] : [edge(maximum, "at", true, make(max))]),
    ...(max === undefined ? [] : [edge(maximum, "above", false, make(max + 1))]),
  ];
}

// Characters that careless classes let in: blanks, controls, and what Unicode-aware `\w`, `\d` and case folding add.
const suspects = [" ", "\t", "\n", "\0", "\u007F", "é", "\u0661", "\u212A", "\u017F", "\uFF21", "\u{1F600}"];

function patternEdges(schema: Schema): readonly Edge[] {
  const characters = schema.pattern === undefined ? undefined : characterClassOf(schema.pattern);
  if (characters === undefined) return [];
  const length = Math.max(3, schema.minLength ?? 0);
  const inside = edgesInside(characters).map((character) =>
    edge("pattern", `holds-${hex(character)}`, true, character.repeat(Math.max(1, schema.minLength ?? 0))),
  );
  const all = edgesInside(characters).join("");
  const mixed =
    length > all.length
      ? []
      : edgesInside(characters).map((character, index) => edge("pattern", `begins-${hex(character)}`, true, all.slice(index) + all.slice(0, index)));
  const plain = letterOf(characters).repeat(length - 1);
  const middle = Math.floor(plain.length / 2);
  const outside = neighboursOutside(characters);
  const broken = outside.flatMap((character) => [
    edge("pattern", `first-${hex(character)}`, false, character + plain),
    edge("pattern", `middle-${hex(character)}`, false, plain.slice(0, middle) + character + plain.slice(middle)),
    edge("pattern", `last-${hex(character)}`, false, plain + character),
    edge("pattern", `only-${hex(character)}`, false, character.repeat(Math.max(1, schema.minLength ?? 0))),
  ]);
  const odd = suspects
    .filter((character) => !outside.includes(character) && !containsCharacter(characters, character))
    .map((character) => edge("pattern", `middle-${hex(character)}`, false, plain.slice(0, middle) + character + plain.slice(middle)));
  const newline = containsCharacter(characters, "\n")
    ? []
    : [edge("pattern", "trailing-newline", false, `${plain}\n`), edge("pattern", "leading-newline", false, `\n${plain}`)];
  return [...inside, ...mixed, ...newline, ...broken, ...odd];
}

function enumEdges(values: readonly string[]): readonly Edge[] {
  const first = values[0] ?? "";
  const unknown = [`${first}X`, first.toLowerCase(), first.toUpperCase(), ""].filter((value) => !values.includes(value));
  return [
    ...values.map((value) => edge("enum", value, true, value)),
    ...[...new Set(unknown)].map((value) => edge("enum", value === "" ? "empty" : `not-${value}`, false, value)),
  ];
}

// One value that languages read as false and one that they read as true for every JSON type: a check behind `if (value)` lets the first pass.
const wrongValues: Readonly<Record<string, readonly (readonly [side: string, value: unknown])[]>> = {
  string: [
    ["numeric-string", "10"],
    ["word", "abc"],
    ["empty-string", ""],
  ],
  number: [
    ["number", 1],
    ["zero", 0],
  ],
  boolean: [
    ["true", true],
    ["false", false],
  ],
  array: [
    ["filled-array", ["a"]],
    ["empty-array", []],
  ],
  object: [
    ["filled-object", { a: "b" }],
    ["empty-object", {}],
  ],
};

function typeEdges(schema: Schema): readonly Edge[] {
  const own = schema.type === "integer" ? "number" : schema.type;
  return Object.entries(wrongValues)
    .filter(([type]) => type !== own)
    .flatMap(([, values]) => values.map(([side, value]) => edge("type", side, false, value)));
}

function innerEdges(schema: Schema): readonly Edge[] {
  if (schema.type === "array" && schema.items !== undefined) return lifted(edgesOf(schema.items), ["item"], (value) => [value]);
  if (schema.additionalProperties !== undefined) return mapEdges(schema, schema.additionalProperties);
  if (schema.properties === undefined) return [];
  const base = sampleInput(schema as ObjectSchema);
  return Object.entries(schema.properties).flatMap(([name, member]) => lifted(edgesOf(member), [name], (value) => ({ ...base, [name]: value })));
}

// An entry that breaks a constraint also comes first and last among as many good ones as fit, for checks that look at one entry only.
function mapEdges(schema: Schema, values: Schema): readonly Edge[] {
  const names = schema.propertyNames;
  const keyEdges =
    names === undefined ? [] : names.enum === undefined ? [...lengthEdges(names), ...patternEdges({ ...names, type: "string" })] : enumEdges(names.enum);
  const valueEdges = edgesOf(values);
  const others = Object.entries(mapOfSize(schema, Math.max(0, (schema.maxProperties ?? 10) - 1)));
  const good = sampleOf(values);
  const key = keyOf(schema, (schema.maxProperties ?? 10) + 1);
  const among = (path: string, edges: readonly Edge[], entry: (value: unknown) => readonly [string, unknown]): Edge[] =>
    firstOfEach(edges).flatMap((broken) => [
      { ...broken, path: [path, ...broken.path], side: `${broken.side}-first-of-many`, value: Object.fromEntries([entry(broken.value), ...others]) },
      { ...broken, path: [path, ...broken.path], side: `${broken.side}-last-of-many`, value: Object.fromEntries([...others, entry(broken.value)]) },
    ]);
  return [
    ...lifted(keyEdges, ["key"], (name) => Object.fromEntries([[String(name), good]])),
    ...lifted(valueEdges, ["value"], (value) => Object.fromEntries([[key, value]])),
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
