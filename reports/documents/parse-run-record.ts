import { parseDocument, schemaValidator } from "./input-document.ts";
import type { RunRecord } from "../record/run-record.ts";

const validator = schemaValidator<RunRecord>("run-record");
const advice = "Give the run.json that `glue-conformance run` wrote, or its directory; a record that was cut or edited cannot be used.";

/** Reads `run.json`. Throws a DocumentError for anything that is not a run record of this version. */
export function parseRunRecord(text: string): RunRecord {
  return parseDocument(text, { what: "run record", validator, advice });
}
