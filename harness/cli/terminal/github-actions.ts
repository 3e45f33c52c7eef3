import { appendFileSync, statSync } from "node:fs";
import { renderAnnotations } from "../../../reports/formats/annotations.ts";
import { renderMarkdown } from "../../../reports/formats/markdown.ts";
import type { RunRecord } from "../../../reports/record/run-record.ts";
import { messageOf } from "../../runtime/harness-error.ts";
import { requirementNotesOf } from "../../config/requirement-note.ts";

/** GitHub refuses a job summary of more than 1 MiB altogether. */
const mostBytes = 1_024 * 1_024 - 1_024;

/**
 * In GitHub Actions: the annotations to print, and the summary of the run appended to that of the job. `trouble` is why the summary could not be
 * written. Elsewhere nothing.
 */
export function tellGithub(
  record: RunRecord,
  environment: Readonly<Record<string, string | undefined>>,
): { readonly annotations: string; readonly problem?: string } {
  if (environment["GITHUB_ACTIONS"] !== "true") return { annotations: "" };
  const annotations = renderAnnotations(record);
  const file = environment["GITHUB_STEP_SUMMARY"];
  if (file === undefined || file === "") return { annotations };
  try {
    const most = mostBytes - (statSync(file, { throwIfNoEntry: false })?.size ?? 0);
    if (most > 1_024) appendFileSync(file, `${renderMarkdown(record, { requirementOf: requirementNotesOf(record), most: most - 1 })}\n`);
    return { annotations };
  } catch (error) {
    return { annotations, problem: `the job summary could not be written: ${messageOf(error)}` };
  }
}
