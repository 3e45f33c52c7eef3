import type { JsonService, ModelledOperation, Shape } from "./service-model.ts";

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
