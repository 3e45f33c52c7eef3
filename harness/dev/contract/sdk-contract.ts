import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import * as sdk from "@aws-sdk/client-glue"; // oxlint-disable-line no-restricted-imports -- Only contract:check loads this file, no command does.
import { NormalizedSchema } from "@smithy/core/schema";
import type { ObjectSchema, Schema } from "../../../spec/contract.ts";
import type { ContractDocument } from "../../../spec/contracts/digest.ts";
import { HarnessError } from "../../runtime/harness-error.ts";

const exported: Readonly<Record<string, unknown>> = { ...sdk };
const documentation = join(dirname(createRequire(import.meta.url).resolve("@aws-sdk/client-glue/package.json")), "dist-types", "commands");

/** Far deeper than an operation of Glue nests, so that reading a recursive structure ends. */
const deepest = 12;

/** An operation as the SDK describes it: input and output are its last two items (`@smithy/types`, `schema/static-schemas`). */
type OperationSchema = readonly [9, string, string, unknown, input: SchemaReference, output: SchemaReference];
type SchemaReference = Parameters<typeof NormalizedSchema.of>[0];

/**
 * What the AWS SDK ships of an operation, as far as a schema of it says: members, types, which request members are required, and the errors that its
 * documentation names with the status or the fault that their schema gives. Undefined where the SDK does not have the operation.
 */
export function sdkContractOf(operation: string): ContractDocument | undefined {
  const schema = exported[`${operation}$`];
  if (!Array.isArray(schema) || schema[0] !== 9) return undefined;
  const [, , , , input, output] = schema as unknown as OperationSchema;
  return { operation, request: objectOf(input), response: { ...objectOf(output), required: [] }, errors: errorsOf(operation) };
}

/** The status of an error for which the SDK names only a fault: 400 for the client's, 500 for the server's. */
function errorsOf(operation: string): Readonly<Record<string, number>> {
  const documented = readFileSync(join(documentation, `${operation}Command.d.ts`), "utf8");
  const found = [...documented.matchAll(/@throws \{@link (\w+)\} \((client|server) fault\)/gu)];
  if (found.length === 0) throw unknownForm(`${operation}Command.d.ts names no error`);
  return Object.fromEntries(
    found.map(([, name = "", fault]) => {
      const traits = NormalizedSchema.of(exported[`${name}$`] as SchemaReference).getMergedTraits() as { readonly error?: string; readonly httpError?: number };
      if (traits.error !== fault)
        throw unknownForm(`${name} is a ${String(traits.error)} error in its schema and a ${String(fault)} fault in the documentation`);
      return [name, traits.httpError ?? (fault === "client" ? 400 : 500)];
    }),
  );
}

function objectOf(reference: SchemaReference): ObjectSchema {
  const schema = NormalizedSchema.of(reference);
  // The SDK's word for a request or response without members.
  if (schema.isUnitSchema()) return { type: "object", required: [], properties: {} };
  const { properties = {} } = schemaOf(schema, 0);
  // The required members come first, and their number last.
  const count = (schema.getSchema() as readonly unknown[])[6] as number | undefined;
  return {
    type: "object",
    required: Object.keys(properties)
      .slice(0, count ?? 0)
      .toSorted(),
    properties,
  };
}

/** The SDK does not distinguish integers from other numbers, and a timestamp is a number on the wire. */
function schemaOf(schema: NormalizedSchema, depth: number): Schema {
  if (schema.isListSchema()) return { type: "array", items: schemaOf(schema.getValueSchema(), depth + 1) };
  if (schema.isMapSchema()) return { type: "object", additionalProperties: schemaOf(schema.getValueSchema(), depth + 1) };
  if (schema.isStructSchema()) {
    if (depth > deepest) return { type: "object" };
    return { type: "object", properties: Object.fromEntries([...schema.structIterator()].map(([name, member]) => [name, schemaOf(member, depth + 1)])) };
  }
  if (schema.isStringSchema() || schema.isBlobSchema()) return { type: "string" };
  if (schema.isBooleanSchema()) return { type: "boolean" };
  if (schema.isNumericSchema() || schema.isTimestampSchema()) return { type: "number" };
  throw unknownForm(`${String(schema.getName())} is no schema that is known here`);
}

function unknownForm(seen: string): HarnessError {
  return new HarnessError(
    "input",
    `The schemas of @aws-sdk/client-glue have an unknown form: ${seen}. Read the release notes of the SDK and update harness/dev/contract/sdk-contract.ts.`,
  );
}
