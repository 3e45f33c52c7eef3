import type { Schema } from "../contract.ts";
import type { Keyword, KeywordTarget } from "./keyword.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { below } from "./diagnostics.ts";
import type { SyntaxNode, SyntaxObject } from "./syntax-node.ts";
import { scalarTypes } from "../json.ts";
import type { PageType } from "./type-line.ts";

/** What is known of a value: its type as the list names it, its place in the syntax block, and the constraints that no schema has taken yet. */
export interface Value {
  readonly type: PageType;
  readonly node: SyntaxNode | undefined;
  readonly pointer: string;
  /** Page line of the type. */
  readonly line: number;
  /** Which constraints limit it: those of the member itself, below a map also those of its values. */
  readonly places: readonly KeywordTarget[];
  readonly keywords: Set<Keyword>;
}

const keywordsOfType: Record<Schema["type"], readonly Keyword["name"][]> = {
  string: ["minLength", "maxLength", "pattern", "enum"],
  integer: ["minimum", "maximum"],
  number: ["minimum", "maximum"],
  boolean: [],
  array: ["minItems", "maxItems"],
  object: ["minProperties", "maxProperties"],
};

/**
 * The schema of a value. A constraint goes to the outermost schema that it suits, so that a length on an array of strings limits the strings.
 * What suits none stays in `keywords`. Undefined where the page leaves the type open.
 */
export function schemaOf(value: Value, diagnostics: Diagnostics): Schema | undefined {
  const { type, node, pointer, places } = value;
  if (type.kind === "any") return undefined;
  diagnostics.lines.set(below(pointer, "type"), value.line);
  if (type.kind === "scalar") {
    const json = scalarTypes[type.scalar];
    return { type: json, ...taken(value, json, places, pointer, diagnostics) };
  }
  if (type.kind === "array") {
    const own = taken(value, "array", places, pointer, diagnostics);
    const child = node?.kind === "array" ? node.items : undefined;
    const items = schemaOf({ ...value, type: type.items, node: child, pointer: below(pointer, "items") }, diagnostics);
    return { type: "array", ...own, ...(items && { items }) };
  }
  if (type.kind === "map") {
    const own = taken(value, "object", places, pointer, diagnostics);
    const propertyNames = taken(value, "string", ["key"], below(pointer, "propertyNames"), diagnostics);
    const child: Value = { ...value, type: type.values, node: mapValue(node), pointer: below(pointer, "additionalProperties"), places: ["own", "value"] };
    const additionalProperties = schemaOf(child, diagnostics);
    return {
      type: "object",
      ...own,
      ...(Object.keys(propertyNames).length > 0 && { propertyNames }),
      ...(additionalProperties && { additionalProperties }),
    };
  }
  if (type.shape !== undefined) diagnostics.shapes.set(pointer, type.shape);
  if (node?.kind !== "object" || node.elided) return { type: "object" };
  return { type: "object", properties: propertiesOf(node, pointer, diagnostics) };
}

/** The members of a structure as far as a syntax block shows them; one whose type it leaves out becomes a remark. */
function propertiesOf(node: SyntaxObject, pointer: string, diagnostics: Diagnostics): Record<string, Schema> {
  const properties = new Map<string, Schema>();
  for (const [name, child] of node.members) {
    const place = below(below(pointer, "properties"), name);
    const shown: Value = { type: typeOfNode(child), node: child, pointer: place, line: child.line, places: [], keywords: new Set() };
    const schema = schemaOf(shown, diagnostics);
    if (schema === undefined) {
      diagnostics.remark(child.line, `the syntax block leaves the type of ${name} out; the contract does not hold this member`);
    } else {
      properties.set(name, schema);
      diagnostics.lines.set(place, child.line);
    }
  }
  return Object.fromEntries(properties);
}

/** The type that a syntax block shows, as far as it does: all numbers are `number` there. */
export function typeOfNode(node: SyntaxNode | undefined): PageType {
  switch (node?.kind) {
    case "string":
    case "boolean":
    case "binary":
      return { kind: "scalar", scalar: node.kind };
    case "number":
      return { kind: "scalar", scalar: "double" };
    case "array":
      return { kind: "array", items: typeOfNode(node.items) };
    case "object":
      return mapValue(node) === undefined ? { kind: "object" } : { kind: "map", values: typeOfNode(mapValue(node)) };
    case "shape":
      return { kind: "object" };
    default:
      return { kind: "any" };
  }
}

/** Whether a syntax block can show a value of this type in this way. */
export function agrees(type: PageType, node: SyntaxNode): boolean {
  if (type.kind === "any" || node.kind === "open") return true;
  if (type.kind === "object") return node.kind === "object" || node.kind === "shape";
  if (type.kind === "array") {
    return node.kind === "array" && (node.items === undefined || agrees(type.items, node.items));
  }
  if (type.kind === "map") {
    const child = mapValue(node);
    return node.kind === "shape" || (node.kind === "object" && (node.elided || (child !== undefined && agrees(type.values, child))));
  }
  const shown = scalarTypes[type.scalar];
  if (node.kind === "number") return shown === "integer" || shown === "number";
  return node.kind === type.scalar;
}

/** A syntax block writes a map as one member with the name `string`. */
function mapValue(node: SyntaxNode | undefined): SyntaxNode | undefined {
  return node?.kind === "object" && node.members.size === 1 ? node.members.get("string") : undefined;
}

function taken({ keywords }: Value, type: Schema["type"], places: readonly KeywordTarget[], pointer: string, diagnostics: Diagnostics): Partial<Schema> {
  const found: [string, Keyword["value"]][] = [];
  for (const keyword of keywords) {
    const { name, value, place, fact } = keyword;
    if (!places.includes(place) || !keywordsOfType[type].includes(name) || found.some(([earlier]) => earlier === name)) {
      continue;
    }
    keywords.delete(keyword);
    found.push([name, value]);
    diagnostics.lines.set(below(pointer, name), fact.line);
  }
  return Object.fromEntries(found);
}
