import type { ObjectSchema, Schema } from "../../../spec/contract.ts";
import type { ContractDocument } from "../../../spec/contracts/digest.ts";
import { httpStatusOf, type ModelledOperation, type Path, type ServiceModel, type Shape, shapeOf } from "../../../spec/models/service-model.ts";
import { scalarLimits, sizeLimits } from "../../../spec/models/shape-limits.ts";
import { scalarType } from "../../../spec/json.ts";

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
  const scalar = scalarType(shape.type);
  if (scalar !== undefined) return { type: scalar, ...scalarLimits(shape) };
  const inner = (reference: Shape["member"]): Schema => {
    const child = shapeOf(shapes, reference);
    const type = scalarType(child.type);
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
  const scalar = scalarType(shape.type);
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
