/** A shape of a service model in botocore's form. */
export interface Shape {
  readonly type: string;
  readonly members?: Readonly<Record<string, Reference>>;
  readonly member?: Reference;
  readonly key?: Reference;
  readonly value?: Reference;
  readonly required?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  /** A value of any type. */
  readonly document?: boolean;
  /** Exactly one member is set. */
  readonly union?: boolean;
  readonly eventstream?: boolean;
  /** How a timestamp is written; seconds since 1970 where it is left out. */
  readonly timestampFormat?: string;
  readonly documentation?: string;
  readonly fault?: boolean;
  readonly error?: { readonly httpStatusCode?: number };
}

/** Where a shape is referred to. */
export interface Reference {
  readonly shape: string;
  readonly documentation?: string;
}

/** An operation of a service model. */
export interface ModelledOperation {
  readonly name: string;
  readonly input?: Reference;
  readonly output?: Reference;
  readonly errors?: readonly Reference[];
  readonly documentation?: string;
}

/** What a service of the JSON protocol offers. */
export interface ServiceModel {
  readonly service: string;
  readonly operations: readonly ModelledOperation[];
  readonly shapes: Readonly<Record<string, Shape>>;
}

/** How a service is reached. */
export interface ServiceAddress {
  /** What stands before the operation in the target header. */
  readonly targetPrefix: string;
  readonly jsonVersion: "1.0" | "1.1";
  /** The service's name in signatures. */
  readonly signingName: string;
}

/** A service model with all that requests need. */
export interface JsonService extends ServiceModel, ServiceAddress {
  /** Day of the model, by which the newest of several is found. */
  readonly version: string;
}

/** A shape by name. Throws where the model refers to one that it does not have. */
export function shapeOf(shapes: ServiceModel["shapes"], reference: Reference | undefined): Shape {
  const shape = reference && shapes[reference.shape];
  if (shape === undefined) throw new Error(`The model has no shape ${String(reference?.shape)}.`);
  return shape;
}

/** The status of an error: its own, else that of its fault. */
export function httpStatusOf({ error, fault }: Shape): number {
  return error?.httpStatusCode ?? (fault === true ? 500 : 400);
}

/** Structures down to which a syntax block shows members: a recursive one is only named. */
export type Path = readonly string[];

interface ModelFile {
  readonly metadata: {
    readonly protocol?: string;
    readonly protocols?: readonly string[];
    readonly serviceId?: string;
    readonly apiVersion?: string;
    readonly endpointPrefix?: string;
    readonly signingName?: string;
    readonly targetPrefix?: string;
    readonly jsonVersion?: string;
  };
  readonly operations: Readonly<Record<string, ModelledOperation>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

/** Whether a JSON value has the form of botocore's `service-2.json`. */
export function isBotocoreModel(value: unknown): value is ModelFile {
  if (typeof value !== "object" || value === null || !("metadata" in value) || !("operations" in value) || !("shapes" in value)) return false;
  return [value.metadata, value.operations, value.shapes].every((part) => typeof part === "object" && part !== null && !Array.isArray(part));
}

/** A service of botocore's; undefined where it does not speak AWS JSON. */
export function botocoreService({ metadata, operations, shapes }: ModelFile): JsonService | undefined {
  const { protocol = "", protocols = [protocol], targetPrefix, jsonVersion, endpointPrefix = "" } = metadata;
  if (!protocols.includes("json") || targetPrefix === undefined) return undefined;
  return {
    service: metadata.serviceId ?? endpointPrefix,
    version: metadata.apiVersion ?? "",
    targetPrefix,
    jsonVersion: jsonVersion === "1.0" ? "1.0" : "1.1",
    signingName: metadata.signingName ?? endpointPrefix,
    operations: Object.values(operations),
    shapes,
  };
}
