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
import { type ChangeKind, isIntermittent, isOfViolation, type OutcomeChange } from "./outcome-change.ts";
import { type PairEntry, type PairReport, sectionsOf } from "./pair-report.ts";

/** A kind of change as a heading, and as a sentence of how a property was before and is after it. */
const kindTitles: Readonly<Record<ChangeKind, string>> = {
  "newly-failing": "Newly failing",
  "no-longer-exercised": "No longer exercised",
  "changed-violation": "Failing differently",
  "still-failing": "Still failing",
  "newly-passing": "Newly passing",
  "newly-exercised": "Newly exercised",
  "level-changed": "Level changed",
  added: "In NEW only",
  removed: "In OLD only",
  "not-compared": "Not compared",
};

const sentences: Partial<Readonly<Record<ChangeKind, (before: string, after: string) => string>>> = {
  "newly-failing": (before, after) => (before === "passed" ? after : `was ${before}; now ${after}`),
  "changed-violation": (before, after) => `before ${before}; now ${after}`,
  "still-failing": (_, after) => after,
  added: (_, after) => after,
  removed: (before) => `was ${before}`,
  "newly-passing": (before) => `failed before: ${before}`,
  "newly-exercised": (before) => `passes now; was ${before}`,
};

/** A comparison in words, for the terminal, Markdown and HTML. */
export function pairReportOf(comparison: Comparison): PairReport {
  const { old, new: now, regression, because, remarks, changes } = comparison;
  const entriesOf = (kind: ChangeKind): readonly PairEntry[] => changes.filter((change) => change.kind === kind).map((change) => entryOf(change, comparison));
  const sections = sectionsOf(kindTitles, entriesOf, "newly-failing");
  const result = regression ? ({ result: "Regression", tone: "bad", exit: 1 } as const) : ({ result: "No regression", tone: "good", exit: 0 } as const);
  return { old, new: now, subject: "conformance", ...result, because, remarks, sections };
}

function entryOf(change: OutcomeChange, comparison: Comparison): PairEntry {
  const { kind, id, level, regression, old, new: now } = change;
  const isBetter = kind === "newly-passing" || kind === "newly-exercised";
  const notes = notesOf(change);
  const [before, after] = [checkInWords(old, comparison.old), checkInWords(now, comparison.new)];
  const text = sentences[kind]?.(before, after) ?? `was ${before}; now ${after}`;
  return present({
    id,
    level,
    tone: regression !== undefined ? "worse" : isBetter ? "better" : "neutral",
    flag: regression === undefined ? undefined : "regression",
    text: [text, ...notes].join("; "),
    details: kind === "newly-failing" && now !== undefined ? (layout?: Layout) => detailsOf(now, comparison.new, layout) : undefined,
    property: present({ before: [before, ...notes].join("; "), isFull: kind === "newly-failing" || kind === "changed-violation", old, new: now }),
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
