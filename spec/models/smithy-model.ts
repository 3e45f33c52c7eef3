import type { JsonService, ModelledOperation, Reference, Shape } from "./service-model.ts";

type Traits = Readonly<Record<string, unknown>>;

interface SmithyReference {
  readonly target: string;
  readonly traits?: Traits;
}

interface SmithyShape {
  readonly type: string;
  readonly traits?: Traits;
  readonly members?: Readonly<Record<string, SmithyReference>>;
  readonly member?: SmithyReference;
  readonly key?: SmithyReference;
  readonly value?: SmithyReference;
  readonly version?: string;
  readonly input?: SmithyReference;
  readonly output?: SmithyReference;
  readonly errors?: readonly SmithyReference[];
}

type SmithyShapes = Readonly<Record<string, SmithyShape>>;

interface SmithyModel {
  readonly smithy: string;
  readonly shapes: SmithyShapes;
}

const kinds: Readonly<Record<string, string>> = {
  byte: "integer",
  short: "integer",
  intEnum: "integer",
  bigInteger: "integer",
  bigDecimal: "double",
  enum: "string",
  set: "list",
  union: "structure",
};

/** Whether a JSON value has the form of a Smithy JSON AST. */
export function isSmithyModel(value: unknown): value is SmithyModel {
  if (typeof value !== "object" || value === null || !("smithy" in value) || !("shapes" in value)) return false;
  return typeof value.smithy === "string" && typeof value.shapes === "object" && value.shapes !== null && !Array.isArray(value.shapes);
}

/** The services of a Smithy model that speak AWS JSON. */
export function smithyServices({ shapes }: SmithyModel): readonly JsonService[] {
  return Object.entries(shapes).flatMap(([id, shape]) => {
    const { traits = {}, version = "" } = shape;
    const jsonVersion = "aws.protocols#awsJson1_1" in traits ? "1.1" : "aws.protocols#awsJson1_0" in traits ? "1.0" : undefined;
    if (shape.type !== "service" || jsonVersion === undefined) return [];
    const targetPrefix = localName(id);
    return [
      {
        service: textOf(memberOf(traits, "aws.api#service", "sdkId")) ?? targetPrefix,
        version,
        targetPrefix,
        jsonVersion,
        signingName: textOf(memberOf(traits, "aws.auth#sigv4", "name")) ?? targetPrefix.toLowerCase(),
        operations: operationsBelow(shapes, shape, new Set([id])).map((one) => operationOf(shapes, one, shape.errors ?? [])),
        shapes: new ShapeTable(shapes).all,
      },
    ];
  });
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function localName(id: string): string {
  return id.slice(id.indexOf("#") + 1);
}

function memberOf(traits: Traits, trait: string, member: string): unknown {
  const value = traits[trait];
  return typeof value === "object" && value !== null ? (value as Traits)[member] : undefined;
}

/** Ids of the operations of a service or resource, those of its resources included. */
function operationsBelow(shapes: SmithyShapes, of: object, seen: Set<string>): readonly string[] {
  const isReference = (value: unknown): value is SmithyReference =>
    typeof value === "object" && value !== null && "target" in value && typeof value.target === "string";
  const targets = Object.entries(of)
    .filter(([name]) => name !== "errors")
    .flatMap(([, value]: [string, unknown]): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : [value]))
    .filter(isReference)
    .map(({ target }) => target)
    .filter((target) => !seen.has(target));
  for (const target of targets) seen.add(target);
  return targets.flatMap((target) => {
    const shape = shapes[target];
    if (shape?.type === "operation") return [target];
    return shape?.type === "resource" ? operationsBelow(shapes, shape, seen) : [];
  });
}

function operationOf(shapes: SmithyShapes, id: string, common: readonly SmithyReference[]): ModelledOperation {
  const { input, output, errors = [] } = shapes[id] ?? {};
  const side = (name: "input" | "output", reference: SmithyReference | undefined): { readonly [Name in typeof name]?: Reference } =>
    reference === undefined || reference.target === "smithy.api#Unit" ? {} : { [name]: { shape: nameOf(reference.target) } };
  return {
    name: localName(id),
    ...side("input", input),
    ...side("output", output),
    errors: [...errors, ...common].map(({ target }) => ({ shape: nameOf(target) })),
  };
}

/** Shapes of the prelude keep their namespace, since a model may have its own of the same name. */
function nameOf(id: string): string {
  return id.startsWith("smithy.api#") ? id : localName(id);
}

/** The shapes of a model in botocore's form; members that constrain their shape further have shapes of their own. */
class ShapeTable {
  readonly all: Record<string, Shape> = {};

  constructor(shapes: SmithyShapes) {
    for (const [id, shape] of Object.entries(shapes)) this.all[nameOf(id)] = this.#shapeOf(nameOf(id), shape, shapes);
    for (const name of [
      "String",
      "Blob",
      "Boolean",
      "Integer",
      "Long",
      "Float",
      "Double",
      "Timestamp",
      "Document",
      "Byte",
      "Short",
      "BigInteger",
      "BigDecimal",
    ])
      this.all[`smithy.api#${name}`] = typed(name.charAt(0).toLowerCase() + name.slice(1), {});
    for (const name of ["Boolean", "Integer", "Long", "Float", "Double", "Byte", "Short"])
      this.all[`smithy.api#Primitive${name}`] = typed(name.toLowerCase(), {});
    this.all["smithy.api#Unit"] = { type: "structure", members: {} };
  }

  #shapeOf(name: string, { type, traits = {}, members = {}, member, key, value }: SmithyShape, shapes: SmithyShapes): Shape {
    const reference = (step: string, one: SmithyReference | undefined): Reference | undefined => this.#reference(`${name}$${step}`, one, shapes);
    const own = typed(type, traits, members);
    if (type === "list" || type === "set") return { ...own, ...withReference("member", reference("member", member)) };
    if (type === "map") return { ...own, ...withReference("key", reference("key", key)), ...withReference("value", reference("value", value)) };
    if (type !== "structure" && type !== "union") return own;
    const isRequired = ([, one]: readonly [string, SmithyReference]): boolean => type === "structure" && "smithy.api#required" in (one.traits ?? {});
    return {
      ...own,
      members: Object.fromEntries(Object.entries(members).map(([step, one]) => [step, reference(step, one) ?? { shape: "smithy.api#Unit" }])),
      required: Object.entries(members)
        .filter(isRequired)
        .map(([step]) => step),
    };
  }

  #reference(own: string, reference: SmithyReference | undefined, shapes: SmithyShapes): Reference | undefined {
    if (reference === undefined) return undefined;
    const { target, traits = {} } = reference;
    const constrains = Object.keys(traits).some((trait) => /^smithy\.api#(?:length|range|pattern|timestampFormat)$/u.test(trait));
    if (!constrains) return { shape: nameOf(target) };
    const shape = shapes[target] ?? {
      type: localName(target)
        .replace(/^Primitive/u, "")
        .toLowerCase(),
    };
    this.all[own] = this.#shapeOf(own, { ...shape, traits: { ...shape.traits, ...traits } }, shapes);
    return { shape: own };
  }
}

function withReference<Name extends string>(name: Name, reference: Reference | undefined): { readonly [Key in Name]?: Reference } {
  return (reference === undefined ? {} : { [name]: reference }) as { readonly [Key in Name]?: Reference };
}

const timestampFormats: Readonly<Record<string, string>> = { "date-time": "iso8601", "http-date": "rfc822" };

function typed(type: string, traits: Traits, members: SmithyShape["members"] = {}): Shape {
  if (type === "document") return { type: "structure", document: true };
  const bound = (side: "min" | "max"): number | undefined => {
    const value = memberOf(traits, "smithy.api#length", side) ?? memberOf(traits, "smithy.api#range", side);
    return value === undefined ? undefined : Number(value);
  };
  const [min, max] = [bound("min"), bound("max")];
  const pattern = traits["smithy.api#pattern"];
  const values = type === "enum" ? Object.entries(members).map(([name, one]) => textOf(one.traits?.["smithy.api#enumValue"]) ?? name) : enumTrait(traits);
  const fault = traits["smithy.api#error"];
  const status = traits["smithy.api#httpError"];
  const format = timestampFormats[String(traits["smithy.api#timestampFormat"])];
  return {
    type: kinds[type] ?? type,
    ...(type === "union" ? { union: true } : {}),
    ...("smithy.api#streaming" in traits && type === "union" ? { eventstream: true } : {}),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(typeof pattern === "string" ? { pattern } : {}),
    ...(values === undefined ? {} : { enum: values }),
    ...(format === undefined ? {} : { timestampFormat: format }),
    ...(fault === "server" ? { fault: true } : {}),
    ...(typeof status === "number" ? { error: { httpStatusCode: status } } : {}),
  };
}

/** The values of the trait with which older models list them. */
function enumTrait(traits: Traits): readonly string[] | undefined {
  const listed = traits["smithy.api#enum"];
  return Array.isArray(listed) ? listed.map((one: unknown) => String((one as { readonly value?: unknown }).value)) : undefined;
}
