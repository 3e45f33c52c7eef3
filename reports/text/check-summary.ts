import { escapeText } from "../encoding/escape.ts";
import { renderFullFailure } from "./failure.ts";
import { checkInBrief } from "./failure-wording.ts";
import { named, namedSafely } from "../redaction/normalise.ts";
import type { Check, RunRecord } from "../record/run-record.ts";
import { replayCommand } from "./curl.ts";
import { causesOf } from "../verdict/causes.ts";
import { failsTheRun } from "../verdict/verdict.ts";

/** The effect of a check on the verdict: `breach` fails the run, `accepted` is in the baseline, `minor` is a failure that does not fail the run. */
export type CheckStanding = "breach" | "accepted" | "minor" | "passed" | "unexercised" | "errored" | "skipped";

/** The effect of a check, for tools without levels. */
export function standingOf(check: Check, { meta }: RunRecord): CheckStanding {
  if (check.status !== "failed") return check.status;
  if (check.baselined) return "accepted";
  return failsTheRun(check, meta.strict === true) ? "breach" : "minor";
}

/** One escaped line: what was found, or why nothing was judged; empty for a passed check. */
export function lineOf(check: Check, record: RunRecord): string {
  const standing = standingOf(check, record);
  const safely = (text: string): string => safe(text, record);
  if (standing === "passed") return "";
  if (standing === "breach") return safely(checkInBrief(check, record));
  if (standing === "accepted") return `failed, accepted by the baseline: ${safely(checkInBrief(check, record))}`;
  if (standing === "minor")
    return `failed, but a \`${check.level}\` does not fail the run${check.level === "should" ? " without --strict" : ""}: ${safely(checkInBrief(check, record))}`;
  return `${standing}: ${safely(check.reason ?? "no reason given")}`;
}

/** The cause that explains a failed check, with its sentence escaped. */
export function causeOfCheck({ id }: Check, record: RunRecord): { readonly cause: string; readonly text: string } | undefined {
  const found = causesOf(record).find(({ checks }) => checks.includes(id));
  return found === undefined ? undefined : { cause: found.cause, text: safe(found.text, record) };
}

/** Maximum length of a line. Longer ones are commands that are too long to read, and a hundred of them would make a report too large to open. */
const longestLine = 8_192;

/** Kinds of breaches in all that a report lists in full beside those of the counterexamples; a thousand of them would make it too large to open. */
const maxOtherBreaches = 200;

/** How many of them each failure may list: all, unless the failures of the run have more together. */
function othersOfEach({ checks }: RunRecord): number {
  const failed = checks.filter(({ status }) => status === "failed");
  const all = failed.reduce((sum, { breaches = [] }) => sum + breaches.length, 0);
  return all <= maxOtherBreaches ? all : Math.ceil(maxOtherBreaches / failed.length);
}

/** A failure in full as escaped lines, neither coloured nor wrapped. */
export function detailOf(check: Check, record: RunRecord): readonly string[] {
  const lines = renderFullFailure(check, record, { colour: false, width: 100_000 }, { others: othersOfEach(record) });
  return lines.map((line) => shortened(namedSafely(line.slice(4), record), check, record));
}

function shortened(line: string, { counterexample }: Check, record: RunRecord): string {
  if (line.length <= longestLine) return line;
  return `# ${String(line.length)} characters, see run.json; or: ${namedSafely(escapeText(replayCommand(counterexample?.caseId ?? "")), record)}`;
}

/** Text of the record, escaped, with the endpoint and the run id filled in. */
export function safe(text: string, record: RunRecord): string {
  return escapeText(named(text, record));
}
