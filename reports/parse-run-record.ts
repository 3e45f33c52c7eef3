import { createRequire } from "node:module";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { escapeText } from "./escape.ts";
import type { RunRecord } from "./run-record.ts";
import { describeSchemaError } from "./schema-error.ts";

/** A text that is no run record of this version; the message says where, what was seen, what was wanted and what to do. */
export class RunRecordError extends Error {
  override readonly name = "RunRecordError";
}

let compiled: ValidateFunction<RunRecord> | undefined;

// Compiled on first use: most commands never read a record, and start-up time is tested.
function validator(): ValidateFunction<RunRecord> {
  if (compiled === undefined) {
    // The package's own name reaches the schema from the sources and from the build alike.
    const schema = createRequire(import.meta.url)("glue-conformance/reports/run-record.schema.json") as object;
    compiled = new Ajv2020({ strict: true, verbose: true }).compile<RunRecord>(schema);
  }
  return compiled;
}

/** Reads `run.json`. Throws a RunRecordError for anything that is not a run record of this version. */
export function parseRunRecord(text: string): RunRecord {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/u, ""));
  } catch (error) {
    const why = escapeText(error instanceof Error ? error.message : String(error));
    throw new RunRecordError(`run record: not JSON (${why}). ${advice}`, { cause: error });
  }
  const version = typeof value === "object" && value !== null && "schemaVersion" in value ? value.schemaVersion : undefined;
  if (typeof version === "number" && version !== 1) {
    throw new RunRecordError(
      `run record, /schemaVersion: saw ${version}, wanted 1. It was written by another version of the suite: read it with that one, or run again.`,
    );
  }
  const validate = validator();
  if (validate(value)) return value;
  throw new RunRecordError(`run record, ${describeSchemaError(validate.errors?.[0], "run record")}. ${advice}`);
}

const advice = "Give the run.json that `glue-conformance run` wrote, or its directory; a record that was cut or edited cannot be used.";
