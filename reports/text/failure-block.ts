import { renderFullFailure, renderRequirement, type RequirementNote } from "./failure.ts";
import type { Layout } from "../encoding/layout.ts";
import { namedSafely } from "../redaction/normalise.ts";
import type { Check, RunRecord } from "../record/run-record.ts";

/** Plain text, as wide as a log may be. */
const layout: Layout = { colour: false, width: 100 };

/** A failure for whoever sees it alone, as in the output of a test runner: the demand, the request, what was expected and received, and a curl line. */
export function renderFailureBlock(check: Check, record: RunRecord, note: RequirementNote | undefined): string {
  return namedSafely([...renderRequirement(check, note, layout, false), ...renderFullFailure(check, record, layout, 1)].join("\n"), record);
}
