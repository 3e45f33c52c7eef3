import type { ObjectSchema, Schema } from "../../spec/contract.ts";
import { isTokenMember } from "../../spec/operation-traits.ts";
import type { RunRequest, RunSchema } from "../core/run-schema.ts";
import { characterClassOf } from "./character-class.ts";
import { lengthOf, wholeMatch } from "./pattern-match.ts";
import { wrongValues } from "./wrong-type-values.ts";
import { keyOf, mapOfSize, sampleInput, minimalExample } from "./minimal-example.ts";
import { constraintEdges, type Edge, edge, edgesAt, lengthEdges, patternEdges, enumEdges } from "./constraint-edges.ts";

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

// Requested by each property of a run, and by each run of a proof.
const known = new WeakMap<ObjectSchema, readonly Boundary[]>();

/** The complete set of boundaries of a request schema, in the order of its members and keywords. */
export function boundariesOf(request: ObjectSchema): readonly Boundary[] {
  const boundaries = known.get(request) ?? computeBoundaries(request);
  known.set(request, boundaries);
  return boundaries;
}

function computeBoundaries(request: RunRequest): readonly Boundary[] {
  return Object.entries(request.properties).flatMap(([top, schema]) =>
    (schema.isOwn === true ? ownEdges(schema, String(schema.sample)) : edgesOf(schema)).map(({ path, keyword, side, valid, value }) => {
      const member = [top, ...path].join("/");
      return { name: `${member}/${keyword}/${side}`, top, member, keyword, valid, value };
    }),
  );
}

// Values that break a constraint as the others do, each with the run's own name in it: a lenient target then finds that or nothing.
function ownEdges(named: RunSchema, own: string): readonly Edge[] {
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

/** The representatives of all constraints but types; what only the target can give, tokens, is left out. */
export function brokenConstraintsOf(request: ObjectSchema): readonly Boundary[] {
  return representativesOf(boundariesOf(request)).filter(({ keyword, top }) => keyword !== "type" && !isTokenMember(top));
}

/** The first boundary of each top-level member. */
export function firstOfMembers(boundaries: readonly Boundary[]): readonly Boundary[] {
  return boundaries.filter(({ top }, index) => boundaries.findIndex((other) => other.top === top) === index);
}

function edgesOf(schema: Schema): readonly Edge[] {
  const edges = [...constraintEdges(schema), ...typeEdges(schema), ...innerEdges(schema)];
  return edges.some(({ valid }) => valid) ? edges : [edge("type", "plain", true, minimalExample(schema)), ...edges];
}

function typeEdges(schema: Schema): readonly Edge[] {
  const own = schema.type === "integer" ? "number" : schema.type;
  const others = Object.entries(wrongValues(own)).filter(([type]) => type !== own);
  return others.flatMap(([, values]) => edgesAt("type", false, values));
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
      const placed = { ...broken, path: [path, ...broken.path] };
      return [
        { ...placed, side: `${side}first-of-many`, value: Object.fromEntries([[name, value], ...others]) },
        { ...placed, side: `${side}last-of-many`, value: Object.fromEntries([...others, [name, value]]) },
      ];
    });
  // As large as the limits allow, which a limit on the whole body must not forbid.
  const longest = (edges: readonly Edge[]): unknown => edges.find(({ keyword, valid }) => keyword === "maxLength" && valid)?.value;
  const [longestKey, longestValue] = [longest(keyEdges), longest(valueEdges) ?? good];
  const numbered = (index: number, text: string): string => `${String(index).padStart(4, "0")}${text.slice(4)}`;
  const fullest =
    schema.maxProperties === undefined || typeof longestKey !== "string" || longestKey.length < 8 || names?.pattern !== undefined
      ? undefined
      : Object.fromEntries(Array.from({ length: max }, (_, index) => [numbered(index, longestKey), longestValue]));
  return [
    ...edgesAt("maxProperties", true, { "at-with-longest": fullest }),
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
