import { parseDocument } from "./input-document.ts";
import type { RunRecord } from "../record/run-record.ts";

const advice = "Give the run.json that `glue-conformance run` wrote, or its directory; a record that was cut or edited cannot be used.";

/** Reads `run.json`. Throws a DocumentError for anything that is not a run record of this version. */
export function parseRunRecord(text: string): RunRecord {
  return parseDocument(text, { schema: "run-record", what: "run record", advice });
}
