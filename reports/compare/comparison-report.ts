import type { Layout } from "../encoding/layout.ts";
import { shortText } from "../record/request-diff.ts";
import { detailOf } from "../text/check-summary.ts";
import { renderFullFailure } from "../text/failure.ts";
import { checkInBrief, receivedInWords } from "../text/failure-wording.ts";
import { named, namedSafely } from "../redaction/normalise.ts";
import type { Comparison } from "./comparison.ts";
import { type OutcomeChange, type ChangeKind, changeKinds, isIntermittent, isOfViolation } from "./outcome-change.ts";
import type { PairEntry, PairReport, PairSection } from "./pair-report.ts";
import { breachesOf, foldedPointer } from "../record/breaches.ts";
import type { Breach, Check, RunRecord } from "../record/run-record.ts";
import { reportedViolations } from "../record/violations.ts";

/** A kind of change as a heading. */
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

/** A comparison in words, for the terminal, Markdown and HTML. */
export function pairReportOf(comparison: Comparison): PairReport {
  const { old, new: now, regression, because, remarks } = comparison;
  const sections = changeKinds.flatMap((kind): readonly PairSection[] => {
    const entries = comparison.changes.filter((change) => change.kind === kind).map((change) => entryOf(change, comparison));
    return entries.length === 0 ? [] : [{ id: kind, title: kindTitles[kind], entries, detailed: kind === "newly-failing" ? 1 : 0 }];
  });
  return {
    old,
    new: now,
    subject: "conformance",
    result: regression ? "Regression" : "No regression",
    tone: regression ? "bad" : "good",
    exit: regression ? 1 : 0,
    because,
    remarks,
    sections,
  };
}

function entryOf(change: OutcomeChange, comparison: Comparison): PairEntry {
  const { kind, id, level, regression, old, new: now } = change;
  const isBetter = kind === "newly-passing" || kind === "newly-exercised";
  const before = [checkInWords(old, comparison.old), ...notesOf(change)].join("; ");
  return {
    id,
    level,
    tone: regression !== undefined ? "worse" : isBetter ? "better" : "neutral",
    ...(regression === undefined ? {} : { flag: "regression" }),
    text: changeInWords(change, comparison),
    ...(kind === "newly-failing" && now !== undefined ? { details: (layout) => detailsOf(now, comparison.new, layout) } : {}),
    property: {
      before,
      isFull: kind === "newly-failing" || kind === "changed-violation",
      ...(old === undefined ? {} : { old }),
      ...(now === undefined ? {} : { new: now }),
    },
  };
}

/** A new failure with everything needed to understand and reproduce it; in the terminal its id is in the line above. */
function detailsOf(check: Check, record: RunRecord, layout: Layout | undefined): readonly string[] {
  if (layout === undefined) return detailOf(check, record);
  return renderFullFailure(check, record, layout)
    .slice(1)
    .map((line) => namedSafely(line, record));
}

/** What changed for one property, as one unescaped line. */
function changeInWords(change: OutcomeChange, comparison: Comparison): string {
  const { kind, old, new: now } = change;
  const [before, after] = [checkInWords(old, comparison.old), checkInWords(now, comparison.new)];
  const said = (): string => {
    switch (kind) {
      case "newly-failing":
        return old?.status === "passed" ? after : `was ${before}; now ${after}`;
      case "changed-violation":
        return `before ${before}; now ${after}`;
      case "still-failing":
      case "added":
        return after;
      case "removed":
        return `was ${before}`;
      case "newly-passing":
        return `failed before: ${before}`;
      case "newly-exercised":
        return `passes now; was ${before}`;
      case "no-longer-exercised":
      case "level-changed":
      case "not-compared":
        return `was ${before}; now ${after}`;
    }
  };
  return [said(), ...notesOf(change)].join("; ");
}

/** What changed besides the outcome: the aspects in which two failures differ, the level. */
function notesOf({ differs, old, new: now, regression }: OutcomeChange): readonly string[] {
  const violation = differs.filter((aspect) => isOfViolation(aspect));
  const notes: string[] = [];
  if (violation.length > 0) notes.push([`differs in ${violation.join(", ")}`, ...breachNotes(old, now)].join(": "));
  if (differs.includes("steadiness")) notes.push(now !== undefined && isIntermittent(now) ? "was steady, now intermittent" : "was intermittent, now steady");
  if (differs.includes("level")) notes.push(`was a ${old?.level ?? ""}, now a ${now?.level ?? ""}`);
  if (differs.includes("baseline")) notes.push(now?.baselined === true ? "now accepted by the baseline" : "no longer accepted by the baseline");
  if (regression === undefined && now?.status === "failed" && now.baselined && !differs.includes("baseline")) notes.push("accepted by the baseline");
  return notes;
}

/** What only one of two failures shows, if their first violations are the same. */
function breachNotes(old: Check | undefined, now: Check | undefined): readonly string[] {
  if (old === undefined || now === undefined || keyOf(reportedViolations(old)[0]) !== keyOf(reportedViolations(now)[0])) return [];
  const [more, less] = [onlyIn(now, old), onlyIn(old, now)];
  const notes = [...(more === undefined ? [] : [`now also ${more}`]), ...(less === undefined ? [] : [`no longer ${less}`])];
  return notes.length === 0 ? [] : [notes.join(", ")];
}

function onlyIn(check: Check, other: Check): string | undefined {
  const known = new Set(breachesOf(other).map(keyOf));
  const [first, ...rest] = breachesOf(check).filter((breach) => !known.has(keyOf(breach)));
  if (first === undefined) return undefined;
  const more = rest.length === 0 ? "" : ` and ${String(rest.length)} more`;
  return `${shortText(receivedInWords(first))} instead of ${first.expected}${more}`;
}

function keyOf(breach: Pick<Breach, "code" | "pointer" | "expected"> | undefined): string {
  return JSON.stringify([breach?.code, breach === undefined ? "" : foldedPointer(breach.pointer), breach?.expected]);
}

function checkInWords(check: Check | undefined, record: RunRecord): string {
  if (check === undefined) return "absent";
  const text = ((): string => {
    if (check.status === "passed") return "passed";
    if (check.status !== "failed") return `${check.status} (${(check.reason ?? "no reason given").replace(/\.$/u, "")})`;
    return `${checkInBrief(check)}${isIntermittent(check) ? ` (intermittent, failed ${times(check)})` : ""}`;
  })();
  return named(text, record);
}

/** `1 of 3 times`. */
function times({ reproduced = "" }: Check): string {
  return reproduced === "" ? "once, not sent again" : `${reproduced.replace("/", " of ")} times`;
}
