import type { Layout } from "../encoding/layout.ts";
import { present } from "../encoding/present.ts";
import { breachesOf, foldedPointer } from "../record/breaches.ts";
import { shortText } from "../record/request-diff.ts";
import type { Breach, Check, RunRecord } from "../record/run-record.ts";
import { reportedViolations } from "../record/violations.ts";
import { named, namedSafely } from "../redaction/normalise.ts";
import { detailOf } from "../text/check-summary.ts";
import { checkInBrief, receivedInWords } from "../text/failure-wording.ts";
import { renderFullFailure } from "../text/failure.ts";
import type { Comparison } from "./comparison.ts";
import { type ChangeKind, changeKinds, isIntermittent, isOfViolation, type OutcomeChange } from "./outcome-change.ts";
import type { PairEntry, PairReport, PairSection } from "./pair-report.ts";

const wasAndIs = (before: string, after: string): string => `was ${before}; now ${after}`;

/** Each kind of change as a heading, and in words: how a property was before and is after it. */
const kinds: Readonly<Record<ChangeKind, readonly [title: string, say: (before: string, after: string) => string]>> = {
  "newly-failing": ["Newly failing", (before, after) => (before === "passed" ? after : wasAndIs(before, after))],
  "no-longer-exercised": ["No longer exercised", wasAndIs],
  "changed-violation": ["Failing differently", (before, after) => `before ${before}; now ${after}`],
  "still-failing": ["Still failing", (_, after) => after],
  "newly-passing": ["Newly passing", (before) => `failed before: ${before}`],
  "newly-exercised": ["Newly exercised", (before) => `passes now; was ${before}`],
  "level-changed": ["Level changed", wasAndIs],
  added: ["In NEW only", (_, after) => after],
  removed: ["In OLD only", (before) => `was ${before}`],
  "not-compared": ["Not compared", wasAndIs],
};

/** A comparison in words, for the terminal, Markdown and HTML. */
export function pairReportOf(comparison: Comparison): PairReport {
  const { old, new: now, regression, because, remarks, changes } = comparison;
  const sections = changeKinds.map((id): PairSection => {
    const entries = changes.filter(({ kind }) => kind === id).map((change) => entryOf(change, comparison));
    return { id, title: kinds[id][0], entries, detailed: id === "newly-failing" ? 1 : 0 };
  });
  const result = regression ? ({ result: "Regression", tone: "bad", exit: 1 } as const) : ({ result: "No regression", tone: "good", exit: 0 } as const);
  return { old, new: now, subject: "conformance", ...result, because, remarks, sections: sections.filter(({ entries }) => entries.length > 0) };
}

function entryOf(change: OutcomeChange, comparison: Comparison): PairEntry {
  const { kind, id, level, regression, old, new: now } = change;
  const isBetter = kind === "newly-passing" || kind === "newly-exercised";
  const isNewFailure = kind === "newly-failing" && now !== undefined;
  const notes = notesOf(change);
  const [before, after] = [checkInWords(old, comparison.old), checkInWords(now, comparison.new)];
  const [, say] = kinds[kind];
  return present({
    id,
    level,
    tone: regression !== undefined ? "worse" : isBetter ? "better" : "neutral",
    flag: regression === undefined ? undefined : "regression",
    text: [say(before, after), ...notes].join("; "),
    details: isNewFailure ? (layout?: Layout) => detailsOf(now, comparison.new, layout) : undefined,
    property: present({ before: [before, ...notes].join("; "), isFull: isNewFailure || kind === "changed-violation", old, new: now }),
  } as const);
}

/** A new failure with everything needed to understand and reproduce it; in the terminal its id is in the line above. */
function detailsOf(check: Check, record: RunRecord, layout: Layout | undefined): readonly string[] {
  if (layout === undefined) return detailOf(check, record);
  const [, ...lines] = renderFullFailure(check, record, layout);
  return lines.map((line) => namedSafely(line, record));
}

/** What changed besides the outcome: the aspects in which two failures differ, the level. */
function notesOf({ differs, old, new: now, regression }: OutcomeChange): readonly string[] {
  const violation = differs.filter(isOfViolation);
  const notes: string[] = [];
  if (violation.length > 0) notes.push([`differs in ${violation.join(", ")}`, ...breachNotes(old, now)].join(": "));
  if (differs.includes("steadiness")) notes.push(now !== undefined && isIntermittent(now) ? "was steady, now intermittent" : "was intermittent, now steady");
  if (differs.includes("level")) notes.push(`was a ${old?.level ?? ""}, now a ${now?.level ?? ""}`);
  if (differs.includes("baseline")) notes.push(now?.baselined === true ? "now accepted by the baseline" : "no longer accepted by the baseline");
  else if (regression === undefined && now?.status === "failed" && now.baselined) notes.push("accepted by the baseline");
  return notes;
}

/** What only one of two failures shows, if their first violations are the same. */
function breachNotes(old: Check | undefined, now: Check | undefined): readonly string[] {
  if (old === undefined || now === undefined || keyOf(reportedViolations(old)[0]) !== keyOf(reportedViolations(now)[0])) return [];
  const notes = [...onlyIn(now, old).map((more) => `now also ${more}`), ...onlyIn(old, now).map((less) => `no longer ${less}`)];
  return notes.length === 0 ? [] : [notes.join(", ")];
}

/** The first breach that one of two failures has alone, and how many more there are. */
function onlyIn(check: Check, other: Check): readonly string[] {
  const known = new Set(breachesOf(other).map(keyOf));
  const [first, ...rest] = breachesOf(check).filter((breach) => !known.has(keyOf(breach)));
  if (first === undefined) return [];
  return [`${shortText(receivedInWords(first))} instead of ${first.expected}${rest.length === 0 ? "" : ` and ${rest.length} more`}`];
}

function keyOf(breach: Pick<Breach, "code" | "pointer" | "expected"> | undefined): string {
  return JSON.stringify(breach && [breach.code, foldedPointer(breach.pointer), breach.expected]) ?? "";
}

function checkInWords(check: Check | undefined, record: RunRecord): string {
  if (check === undefined) return "absent";
  const { status, reason = "no reason given", reproduced = "" } = check;
  if (status === "passed") return status;
  if (status !== "failed") return named(`${status} (${reason.replace(/\.$/u, "")})`, record);
  const times = reproduced === "" ? "once, not sent again" : `${reproduced.replace("/", " of ")} times`;
  return named(`${checkInBrief(check)}${isIntermittent(check) ? ` (intermittent, failed ${times})` : ""}`, record);
}
