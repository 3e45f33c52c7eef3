import type { Schema } from "./contract.ts";

/** The JSON types of scalars, by their names on pages (binary) and in models (blob). */
export const scalarTypes = {
  string: "string",
  binary: "string",
  blob: "string",
  integer: "integer",
  long: "integer",
  double: "number",
  float: "number",
  timestamp: "number",
  boolean: "boolean",
} as const satisfies Readonly<Record<string, Schema["type"]>>;

/** The JSON type of a shape; undefined where it is no scalar. */
export function scalarType(type: string): Schema["type"] | undefined {
  return Object.hasOwn(scalarTypes, type) ? scalarTypes[type as keyof typeof scalarTypes] : undefined;
}

/** Whether a value is a JSON object: no array, no null. */
export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The own member of an object; an inherited one (`constructor`) is none. */
export function memberOf(value: unknown, name: string): unknown {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
