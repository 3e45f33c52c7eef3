import type { Schema } from "../../spec/contract.ts";
import { isJsonObject } from "../../spec/json.ts";

/** What a schema names of a value: of its structures, members that the page does not name are legal, and null ones are absent (fairness rule 9). */
export function namedPart(value: unknown, schema: Schema | undefined): unknown {
  if (schema === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => namedPart(item, schema.items));
  if (!isJsonObject(value) || schema.properties === undefined) return value;
  const named = Object.entries(value).filter(([name, member]) => member !== null && Object.hasOwn(schema.properties ?? {}, name));
  return Object.fromEntries(named.map(([name, member]) => [name, namedPart(member, schema.properties?.[name])]));
}
