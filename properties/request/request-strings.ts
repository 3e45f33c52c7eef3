import type { ObjectSchema, Schema } from "../../spec/contract.ts";
import type { RunRequest, RunSchema } from "../core/run-schema.ts";
import { isTokenMember } from "../../spec/operation-traits.ts";
import { keyOf, mapOfSize, sampleInput, minimalExample } from "../generators/minimal-example.ts";

/** A place of a string in a request: a member, a key or value of a map, an item of a list, at any depth. */
export interface RequestString {
  /** Path in the request: `RequestOrigin`, `Tags/key`, `Tags/value`. */
  readonly member: string;
  /** The top-level member that contains it. */
  readonly top: string;
  readonly schema: Schema;
  readonly depth: number;
  readonly isToken: boolean;
  /** The value of the top-level member with a text in this place, all else plain. */
  readonly valueWith: (text: string) => unknown;
}

/** How deep nested structures are searched. */
const deepest = 8;

/** All strings of a request, in the order of its members. What names something of the run's own in an operation that changes it is left out. */
export function stringsOf(request: RunRequest): readonly RequestString[] {
  return Object.entries(request.properties).flatMap(([top, schema]) =>
    schema.isOwn === true ? [] : below(schema, { member: top, top, depth: 0, isToken: isTokenMember(top), valueWith: (value) => value }),
  );
}

interface Place extends Pick<RequestString, "member" | "top" | "depth" | "isToken"> {
  readonly valueWith: (value: unknown) => unknown;
}

function below(schema: RunSchema, place: Place): readonly RequestString[] {
  if (schema.type === "string") return [{ ...place, schema }];
  if (place.depth === deepest) return [];
  const inside = (step: string, inner: Schema, valueWith: (value: unknown) => unknown): readonly RequestString[] =>
    below(inner, { ...place, member: `${place.member}/${step}`, depth: place.depth + 1, valueWith: (value) => place.valueWith(valueWith(value)) });
  const { items, minItems = 0, additionalProperties: values, propertyNames = {}, minProperties = 0, properties } = schema;
  if (items !== undefined) {
    const others = Array.from({ length: Math.max(0, minItems - 1) }, () => minimalExample(items));
    return inside("item", items, (value) => [value, ...others]);
  }
  if (values !== undefined) {
    const others = Object.entries(mapOfSize(schema, minProperties)).slice(1);
    const entry = (key: string, value: unknown): unknown => Object.fromEntries([[key, value], ...others]);
    return [
      ...inside("key", { type: "string", ...propertyNames }, (key) => entry(String(key), minimalExample(values))),
      ...inside("value", values, (value) => entry(keyOf(schema, 0), value)),
    ];
  }
  const base = properties === undefined ? {} : { ...sampleInput(schema as ObjectSchema), ...(schema.sample as object | undefined) };
  return Object.entries(properties ?? {}).flatMap(([name, member]) => inside(name, member, (value) => ({ ...base, [name]: value })));
}
