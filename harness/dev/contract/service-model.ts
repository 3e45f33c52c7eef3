import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

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
  readonly document?: boolean;
  readonly documentation?: string;
  readonly fault?: boolean;
  readonly error?: { readonly httpStatusCode?: number };
}

interface Reference {
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

interface ModelFile {
  readonly metadata: { readonly protocol: string };
  readonly operations: Readonly<Record<string, ModelledOperation>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

/** The newest model of each service that speaks AWS JSON, in the order of their names; `data` is botocore's folder of models. */
export function* jsonServices(data: string): Generator<ServiceModel> {
  for (const entry of readdirSync(data, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!entry.isDirectory()) continue;
    const folder = join(data, entry.name, readdirSync(join(data, entry.name)).toSorted().at(-1) ?? "");
    const file = readdirSync(folder).find((name) => name.startsWith("service-2.json"));
    if (file === undefined) continue;
    const bytes = readFileSync(join(folder, file));
    const model = JSON.parse((file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8")) as ModelFile;
    if (model.metadata.protocol === "json") yield { service: entry.name, operations: Object.values(model.operations), shapes: model.shapes };
  }
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
