import { createRequire } from "node:module";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { parseDocument } from "./input-document.ts";
import type { RunRecord } from "../record/run-record.ts";

let compiled: ValidateFunction<RunRecord> | undefined;

// Compiled on first use: most commands never read a record, and start-up time is tested.
function validator(): ValidateFunction<RunRecord> {
  if (compiled === undefined) {
    // The package's own name resolves to the schema from the sources and from the build.
    const schema = createRequire(import.meta.url)("glue-conformance/reports/run-record.schema.json") as object;
    compiled = new Ajv2020({ strict: true, verbose: true }).compile<RunRecord>(schema);
  }
  return compiled;
}

const advice = "Give the run.json that `glue-conformance run` wrote, or its directory; a record that was cut or edited cannot be used.";

/** Reads `run.json`. Throws a DocumentError for anything that is not a run record of this version. */
export function parseRunRecord(text: string): RunRecord {
  return parseDocument(text, { what: "run record", validator, advice });
}
