import { escapeText } from "../encoding/escape.ts";
import { failureInBrief, renderFullFailure } from "./failure.ts";
import { named, namedSafely } from "../redaction/normalise.ts";
import type { Check, RunRecord } from "../record/run-record.ts";
import { failsTheRun } from "../verdict/verdict.ts";

/** How a check stands towards the verdict: `breach` fails the run, `accepted` is in the baseline, `minor` is a failure that fails no run. */
export type CheckStanding = "breach" | "accepted" | "minor" | "passed" | "unexercised" | "errored" | "skipped";

/** What a check comes to for tools that know no levels. */
export function standingOf(check: Check, { meta }: RunRecord): CheckStanding {
  if (check.status !== "failed") return check.status;
  if (check.baselined) return "accepted";
  return failsTheRun(check, meta.strict === true) ? "breach" : "minor";
}

/** One escaped line that says what was found, or why nothing was; empty for what passed. */
export function lineOf(check: Check, record: RunRecord): string {
  const standing = standingOf(check, record);
  const reported = (text: string): string => safe(text, record);
  if (standing === "passed") return "";
  if (standing === "breach") return reported(failureInBrief(check));
  if (standing === "accepted") return `failed, accepted by the baseline: ${reported(failureInBrief(check))}`;
  if (standing === "minor")
    return `failed, but a \`${check.level}\` fails no run${check.level === "should" ? " without --strict" : ""}: ${reported(failureInBrief(check))}`;
  return `${standing}: ${reported(check.reason ?? "no reason given")}`;
}

/** Longest line of a failure; a longer one is a command that nobody reads, and a hundred of them would be a report that nobody opens. */
const longestLine = 8_192;

/** A failure in full as escaped lines without colour, none of them wrapped. */
export function detailOf(check: Check, record: RunRecord): readonly string[] {
  const lines = renderFullFailure(check, record, { colour: false, width: 100_000 });
  return lines.map((line) => shortened(namedSafely(line.slice(4), record), check));
}

function shortened(line: string, { counterexample }: Check): string {
  if (line.length <= longestLine) return line;
  return `# ${String(line.length)} characters, which run.json has; or: glue-conformance replay '${escapeText(counterexample?.caseId ?? "")}'`;
}

/** Text of the record, escaped, with the names that stand for the endpoint and the run filled in. */
export function safe(text: string, record: RunRecord): string {
  return escapeText(named(text, record));
}
