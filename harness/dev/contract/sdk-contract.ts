import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import * as sdk from "@aws-sdk/client-glue"; // oxlint-disable-line no-restricted-imports -- Only contract:check loads this file, no command does.
import type { ObjectSchema, Schema } from "../../../spec/contract.ts";
import type { ContractDocument } from "../../../spec/contracts/digest.ts";
import { HarnessError } from "../../runtime/harness-error.ts";

const exported: Readonly<Record<string, unknown>> = { ...sdk };
const root = join(dirname(createRequire(import.meta.url).resolve("@aws-sdk/client-glue/package.json")));

/** Kinds of the SDK's schemas, the first item of each (`@smithy/types`, `schema/static-schemas`). */
const kinds = { list: 1, map: 2, structure: 3, union: 4, error: -3, operation: 9 };
/** Added to a scalar's number for a list or a map of it. */
const listOf = 0b0100_0000;
const mapOf = 0b1000_0000;
/** Far deeper than an operation of Glue nests, so that reading a recursive structure ends. */
const deepest = 12;

/**
 * What the AWS SDK ships of an operation, as far as a schema of it says: members, types, which request members are required, and the errors that its
 * documentation names with the status or the fault that their schema gives. Undefined where the SDK does not have the operation.
 */
export function sdkContractOf(operation: string): ContractDocument | undefined {
  const schema = exported[`${operation}$`];
  if (!Array.isArray(schema) || schema[0] !== kinds.operation) return undefined;
  return { operation, request: objectOf(schema[4]), response: { ...objectOf(schema[5]), required: [] }, errors: errorsOf(operation) };
}

/** The status of an error for which the SDK names only a fault: 400 for the client's, 500 for the server's. */
function errorsOf(operation: string): Readonly<Record<string, number>> {
  const documented = readFileSync(join(root, "dist-types", "commands", `${operation}Command.d.ts`), "utf8");
  const found = [...documented.matchAll(/@throws \{@link (\w+)\} \((client|server) fault\)/gu)];
  if (found.length === 0) throw unknownForm(`${operation}Command.d.ts names no error`);
  return Object.fromEntries(
    found.map(([, name = "", fault]) => {
      const schema = exported[`${name}$`];
      if (!Array.isArray(schema) || schema[0] !== kinds.error) throw unknownForm(`${name} is no error schema`);
      const traits = schema[3] as { readonly error?: string; readonly httpError?: number };
      if (traits.error !== fault)
        throw unknownForm(`${name} is a ${String(traits.error)} error in its schema and a ${String(fault)} fault in the documentation`);
      return [name, traits.httpError ?? (fault === "client" ? 400 : 500)];
    }),
  );
}

function objectOf(reference: unknown): ObjectSchema {
  const schema = resolved(reference);
  // The SDK's word for a request or response without members.
  if (schema === "unit") return { type: "object", required: [], properties: {} };
  if (!Array.isArray(schema) || schema[0] !== kinds.structure) throw unknownForm(`${JSON.stringify(schema)} is no structure`);
  const names = schema[4] as readonly string[];
  const { properties = {} } = structureOf(schema, 0);
  return { type: "object", required: names.slice(0, (schema[6] as number | undefined) ?? 0).toSorted(), properties };
}

function structureOf(schema: readonly unknown[], depth: number): Schema {
  const names = schema[4] as readonly string[];
  const members = schema[5] as readonly unknown[];
  if (depth > deepest) return { type: "object" };
  return { type: "object", properties: Object.fromEntries(names.map((name, at) => [name, schemaOf(members[at], depth + 1)])) };
}

function schemaOf(reference: unknown, depth: number): Schema {
  const schema = resolved(reference);
  if (typeof schema === "number") {
    if (schema >= mapOf) return { type: "object", additionalProperties: scalarOf(schema - mapOf) };
    return schema >= listOf ? { type: "array", items: scalarOf(schema - listOf) } : scalarOf(schema);
  }
  if (!Array.isArray(schema)) throw unknownForm(`${JSON.stringify(schema)} is no schema`);
  // A simple schema, with traits around the one that counts; a bare pair does the same.
  if (schema.length === 2) return schemaOf(schema[0], depth);
  switch (schema[0]) {
    case 0:
      return schemaOf(schema[4], depth);
    case kinds.list:
      return { type: "array", items: schemaOf(schema[4], depth + 1) };
    case kinds.map:
      return { type: "object", additionalProperties: schemaOf(schema[5], depth + 1) };
    case kinds.structure:
    case kinds.union:
      return structureOf(schema, depth);
    default:
      throw unknownForm(`kind ${String(schema[0])}`);
  }
}

/** The SDK does not distinguish integers from other numbers, and a timestamp is a number on the wire. */
function scalarOf(schema: number): Schema {
  if (schema === 0 || schema === 21) return { type: "string" };
  if (schema === 2) return { type: "boolean" };
  if (schema === 1 || (schema >= 4 && schema <= 7)) return { type: "number" };
  throw unknownForm(`scalar ${String(schema)}`);
}

function resolved(reference: unknown): unknown {
  return typeof reference === "function" ? (reference as () => unknown)() : reference;
}

function unknownForm(seen: string): HarnessError {
  return new HarnessError(
    "input",
    `The schemas of @aws-sdk/client-glue have an unknown form: ${seen}. Read the release notes of the SDK and update harness/dev/contract/sdk-contract.ts.`,
  );
}
