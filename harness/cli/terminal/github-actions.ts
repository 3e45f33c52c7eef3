import { appendFileSync, statSync } from "node:fs";
import { renderAnnotations } from "../../../reports/formats/annotations.ts";
import { renderMarkdown } from "../../../reports/formats/markdown.ts";
import type { RunRecord } from "../../../reports/record/run-record.ts";
import { messageOf } from "../../runtime/harness-error.ts";
import { requirementNotesOf } from "../../config/requirement-note.ts";

/** GitHub refuses job summaries of more than 1 MiB in total. */
const maxSummaryBytes = 1_024 * 1_024 - 1_024;

/**
 * In GitHub Actions, the annotations to print; the summary of the run is appended to that of the job, and `problem` is why it could not be.
 * Elsewhere nothing.
 */
export function reportToGithub(
  record: RunRecord,
  environment: Readonly<Record<string, string | undefined>>,
): { readonly annotations: string; readonly problem?: string } {
  if (environment["GITHUB_ACTIONS"] !== "true") return { annotations: "" };
  const annotations = renderAnnotations(record);
  const file = environment["GITHUB_STEP_SUMMARY"];
  if (file === undefined || file === "") return { annotations };
  try {
    const most = maxSummaryBytes - (statSync(file, { throwIfNoEntry: false })?.size ?? 0);
    if (most > 1_024) appendFileSync(file, `${renderMarkdown(record, { requirementOf: requirementNotesOf(record), maxBytes: most - 1 })}\n`);
    return { annotations };
  } catch (error) {
    return { annotations, problem: `the job summary could not be written: ${messageOf(error)}` };
  }
}
