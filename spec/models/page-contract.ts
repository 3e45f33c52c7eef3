import type { ObjectSchema, Schema } from "../contract.ts";
import type { ContractDocument } from "../contracts/digest.ts";
import type { ModelledOperation, Path, ServiceModel, Shape } from "./service-model.ts";
import { shapeOf, httpStatusOf } from "./service-model.ts";

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The JSON types of scalar shapes. */
export const scalarTypes: Readonly<Record<string, Schema["type"]>> = {
  string: "string",
  blob: "string",
  integer: "integer",
  long: "integer",
  double: "number",
  float: "number",
  timestamp: "number",
  boolean: "boolean",
};

/** The contract that a page of the whole model has to give: constraints of members, and only types for members that just a syntax block shows. */
export function pageContract({ shapes }: ServiceModel, operation: ModelledOperation): ContractDocument {
  const side = (name: "input" | "output"): ObjectSchema => {
    const reference = operation[name];
    if (reference === undefined) return { type: "object", required: [], properties: {} };
    const { members = {}, required = [] } = shapeOf(shapes, reference);
    return {
      type: "object",
      required: name === "input" ? required.toSorted() : [],
      properties: Object.fromEntries(Object.entries(members).map(([key, { shape }]) => [key, listed(shapes, shape, [reference.shape])])),
    };
  };
  return {
    operation: operation.name,
    request: side("input"),
    response: side("output"),
    errors: Object.fromEntries((operation.errors ?? []).map((reference) => [reference.shape, httpStatusOf(shapeOf(shapes, reference))])),
  };
}

/** The schema of what a member list describes. */
function listed(shapes: ServiceModel["shapes"], name: string, path: Path): Schema {
  const shape = shapeOf(shapes, { shape: name });
  const scalar = scalarTypes[shape.type];
  if (scalar !== undefined) return { type: scalar, ...scalarLimits(shape) };
  const inner = (reference: Shape["member"]): Schema => {
    const child = shapeOf(shapes, reference);
    const type = scalarTypes[child.type];
    return type === undefined ? typed(shapes, reference?.shape ?? "", [...path, name]) : { type, ...scalarLimits(child) };
  };
  if (shape.type === "list") return { type: "array", ...sizeLimits(shape, "minItems", "maxItems"), items: inner(shape.member) };
  if (shape.type !== "map") return typed(shapes, name, path);
  const propertyNames = scalarLimits(shapeOf(shapes, shape.key));
  return {
    type: "object",
    ...sizeLimits(shape, "minProperties", "maxProperties"),
    ...(Object.keys(propertyNames).length > 0 && { propertyNames }),
    additionalProperties: inner(shape.value),
  };
}

/** Types as the member list names them, through arrays and maps down to a structure; below that, as a syntax block shows them. */
function typed(shapes: ServiceModel["shapes"], name: string, path: Path, shown = false): Schema {
  const shape = shapeOf(shapes, { shape: name });
  const scalar = scalarTypes[shape.type];
  if (scalar !== undefined) return { type: shown && scalar === "integer" ? "number" : scalar };
  const below = [...path, name];
  if (shape.type === "list") return { type: "array", items: typed(shapes, shape.member?.shape ?? "", below, shown) };
  if (shape.type === "map") return { type: "object", additionalProperties: typed(shapes, shape.value?.shape ?? "", below, shown) };
  if (path.includes(name)) return { type: "object" };
  return {
    type: "object",
    properties: Object.fromEntries(Object.entries(shape.members ?? {}).map(([key, member]) => [key, typed(shapes, member.shape, below, true)])),
  };
}

/** The limits of a scalar shape as keywords of a schema. */
export function scalarLimits(shape: Shape): Partial<Schema> {
  const found: Mutable<Partial<Schema>> = {};
  if (shape.type === "string" || shape.type === "blob") Object.assign(found, sizeLimits(shape, "minLength", "maxLength"));
  if (/^(?:integer|long|double|float)$/u.test(shape.type)) Object.assign(found, sizeLimits(shape, "minimum", "maximum"));
  if (shape.type === "string" && shape.pattern !== undefined) found.pattern = shape.pattern;
  if (shape.enum !== undefined) found.enum = shape.enum;
  return found;
}

/** The bounds of a shape under the two keywords that state them. */
export function sizeLimits({ min, max }: Shape, least: keyof Schema, most: keyof Schema): Partial<Schema> {
  return { ...(min !== undefined && { [least]: min }), ...(max !== undefined && { [most]: max }) };
}
