import type { Contract, ObjectSchema, Schema } from "../contract.ts";
import { httpStatusOf, type JsonService, type ModelledOperation, type Path, type Reference, type ServiceModel, type Shape, shapeOf } from "./service-model.ts";
import { scalarType } from "../json.ts";
import { scalarLimits, sizeLimits } from "./shape-limits.ts";

/** Levels of structures in which optional members of a request are kept: deeper ones would make more cases than all others together. */
const requestLevels = 2;
/** Schemas in a request above which only its outermost optional members are kept. */
const maxRequestSchemas = 250;
/** Levels of structures in which members of an answer are judged. */
const responseLevels = 10;
/** Levels in which limits of an answer are kept: they are observed, as those that pages print. */
const limitLevels = 1;

/** Why no contract can be made of an operation; undefined where one can. */
export function inexpressible({ shapes }: ServiceModel, { input, output }: ModelledOperation): string | undefined {
  const isStream = (reference: Reference | undefined): boolean =>
    reference !== undefined && Object.values(shapeOf(shapes, reference).members ?? {}).some((member) => shapeOf(shapes, member).eventstream === true);
  return isStream(input) || isStream(output) ? "it sends or answers with an event stream, which is no AWS JSON" : undefined;
}

/**
 * The contract that a service model settles for an operation. Of recursive shapes and deep structures optional members are left out of requests, of unions
 * all members but one; a document of any type is in no contract.
 */
export function modelContract(service: JsonService, operation: ModelledOperation): Contract {
  const { shapes, targetPrefix, jsonVersion } = service;
  const errors = (operation.errors ?? []).map((reference) => [reference.shape, httpStatusOf(shapeOf(shapes, reference))] as const);
  return {
    operation: operation.name,
    ...(targetPrefix === "AWSGlue" ? {} : { targetPrefix }),
    ...(jsonVersion === "1.1" ? {} : { jsonVersion }),
    request: requestOf(shapes, operation.input),
    response: sideOf(shapes, "response", responseLevels, operation.output),
    errors: Object.fromEntries(errors),
    lines: {},
  };
}

const nothing: ObjectSchema = { type: "object", properties: {}, required: [] };

function requestOf(shapes: ServiceModel["shapes"], reference: Reference | undefined): ObjectSchema {
  const whole = sideOf(shapes, "request", requestLevels, reference);
  return schemasIn(whole) > maxRequestSchemas ? sideOf(shapes, "request", 1, reference) : whole;
}

function sideOf(shapes: ServiceModel["shapes"], side: "request" | "response", levels: number, reference: Reference | undefined): ObjectSchema {
  return reference === undefined ? nothing : new SchemaBuilder(shapes, side === "request", levels).structure(reference.shape, []);
}

function schemasIn({ properties = {}, items, additionalProperties }: Schema): number {
  const inner = [...Object.values(properties), items, additionalProperties].filter((schema) => schema !== undefined);
  return inner.reduce((sum, schema) => sum + schemasIn(schema), 1);
}

class SchemaBuilder {
  readonly #shapes: ServiceModel["shapes"];
  readonly #isRequest: boolean;
  readonly #levels: number;

  constructor(shapes: ServiceModel["shapes"], isRequest: boolean, levels: number) {
    this.#shapes = shapes;
    this.#isRequest = isRequest;
    this.#levels = levels;
  }

  /** The schema of a structure; `path` are the structures around it. */
  structure(name: string, path: Path): ObjectSchema {
    const { members = {}, required = [], union = false } = shapeOf(this.#shapes, { shape: name });
    const around = [...path, name];
    const isRequired = (key: string): boolean => this.#isRequest && required.includes(key);
    const isDeep = around.length > this.#levels;
    const built = Object.entries(members).flatMap(([key, reference]) => {
      const schema = isDeep && !isRequired(key) && !union ? undefined : this.#value(reference, around, isRequired(key));
      return schema === undefined ? [] : [[key, schema] as const];
    });
    // One member of a union is set, and one is enough to ask for it.
    const chosen = this.#isRequest && union ? built.slice(0, 1) : built;
    return {
      type: "object",
      required: chosen.flatMap(([key]) => (isRequired(key) || (this.#isRequest && union) ? [key] : [])).toSorted(),
      properties: Object.fromEntries(chosen),
    };
  }

  /** The schema of a value; undefined where there is none, or where it is optional and recursive. */
  #value(reference: Reference | undefined, around: Path, isRequired: boolean): Schema | undefined {
    const shape = shapeOf(this.#shapes, reference);
    const name = reference?.shape ?? "";
    const hasLimits = this.#isRequest || around.length <= limitLevels;
    if (shape.document === true) return undefined;
    if (shape.type === "list") {
      const items = this.#value(shape.member, around, isRequired);
      return items === undefined ? undefined : { type: "array", ...(hasLimits ? sizeLimits(shape, "minItems", "maxItems") : {}), items };
    }
    if (shape.type === "map") {
      const values = this.#value(shape.value, around, isRequired);
      if (values === undefined) return undefined;
      const { contentEncoding: _, ...names } = this.#scalar(shapeOf(this.#shapes, shape.key), hasLimits);
      const { type: _type, ...propertyNames } = names;
      return {
        type: "object",
        ...(hasLimits ? sizeLimits(shape, "minProperties", "maxProperties") : {}),
        ...(Object.keys(propertyNames).length > 0 ? { propertyNames } : {}),
        additionalProperties: values,
      };
    }
    if (scalarType(shape.type) !== undefined) return this.#scalar(shape, hasLimits);
    if (around.includes(name)) return isRequired ? nothing : undefined;
    return this.structure(name, around);
  }

  #scalar(shape: Shape, hasLimits: boolean): Schema {
    // Some services write timestamps as text.
    if (shape.type === "timestamp") return { type: /^(?:iso8601|rfc822)$/u.test(shape.timestampFormat ?? "") ? "string" : "number" };
    // The length of a blob is that of its bytes.
    if (shape.type === "blob") return { type: "string", contentEncoding: "base64" };
    return { type: scalarType(shape.type) ?? "string", ...(hasLimits ? exact(scalarLimits(shape)) : {}) };
  }
}

/** Limits without those that a number of JavaScript cannot hold, and without empty lists of values. */
function exact({ minimum, maximum, enum: values, ...others }: Partial<Schema>): Partial<Schema> {
  const isHeld = (bound: number | undefined): bound is number => bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
  return {
    ...others,
    ...(isHeld(minimum) ? { minimum } : {}),
    ...(isHeld(maximum) ? { maximum } : {}),
    ...(values === undefined || values.length === 0 ? {} : { enum: values }),
  };
}
