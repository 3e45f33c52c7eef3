import { renderFullFailure, renderRequirement, type RequirementNote } from "./failure.ts";
import type { Layout } from "../encoding/layout.ts";
import { namedSafely } from "../redaction/normalise.ts";
import type { Check, RunRecord } from "../record/run-record.ts";

/** Plain text of unlimited width, for logs. */
const layout: Layout = { colour: false, width: 100 };

/** A self-contained failure, as in the output of a test runner: requirement, request, expected and received values, curl command. */
export function renderFailureBlock(check: Check, record: RunRecord, note: RequirementNote | undefined): string {
  return namedSafely([...renderRequirement(check, note, layout), ...renderFullFailure(check, record, layout, { cases: 3 })].join("\n"), record);
}
