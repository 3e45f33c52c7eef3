import { type OutcomeChange, type ChangeKind, isIntermittent } from "./outcome-change.ts";
import type { Comparison } from "./comparison.ts";
import { shortText } from "../record/request-diff.ts";
import { failureInBrief, receivedInWords } from "../text/failure.ts";
import { named } from "../redaction/normalise.ts";
import type { Check, RunRecord } from "../record/run-record.ts";
import { reportedViolations } from "../record/violations.ts";

/** A kind of change as a heading. */
export const kindTitles: Readonly<Record<ChangeKind, string>> = {
  "newly-failing": "newly failing",
  "no-longer-exercised": "no longer exercised",
  "changed-violation": "failing differently",
  "still-failing": "still failing",
  "newly-passing": "newly passing",
  "newly-exercised": "newly exercised",
  "level-changed": "level changed",
  added: "in NEW only",
  removed: "in OLD only",
  "not-compared": "not compared",
};

/** A kind of change as a heading. */
export function titleOf(kind: ChangeKind): string {
  const title = kindTitles[kind];
  return `${(title[0] ?? "").toUpperCase()}${title.slice(1)}`;
}

/** What changed for one property, as one unescaped line. */
export function changeInWords(change: OutcomeChange, comparison: Comparison): string {
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

/** The old outcome of a property, and how the new failure differs from it, as one unescaped line. */
export function beforeInWords(change: OutcomeChange, { old }: Comparison): string {
  return [checkInWords(change.old, old), ...notesOf(change)].join("; ");
}

/** What changed besides the outcome: the aspects in which two failures differ, the level. */
function notesOf({ differs, old, new: now, regression }: OutcomeChange): readonly string[] {
  const violation = differs.filter((aspect) => aspect !== "level" && aspect !== "baseline" && aspect !== "steadiness");
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
  const known = new Set(other.violations.map(keyOf));
  const own = new Map(reportedViolations(check).map((violation) => [keyOf(violation), violation]));
  const [first, ...rest] = [...own].flatMap(([key, violation]) => (known.has(key) ? [] : [violation]));
  if (first === undefined) return undefined;
  const more = rest.length === 0 ? "" : ` and ${String(rest.length)} more`;
  return `${shortText(receivedInWords(first), 50)} instead of ${first.expected}${more}`;
}

function keyOf(violation: Check["violations"][number] | undefined): string {
  return JSON.stringify([violation?.code, violation?.pointer, violation?.expected]);
}

function checkInWords(check: Check | undefined, record: RunRecord): string {
  if (check === undefined) return "absent";
  const text = ((): string => {
    if (check.status === "passed") return "passed";
    if (check.status !== "failed") return `${check.status} (${(check.reason ?? "no reason given").replace(/\.$/u, "")})`;
    return `${failureInBrief(check)}${isIntermittent(check) ? ` (intermittent, failed ${times(check)})` : ""}`;
  })();
  return named(text, record);
}

/** `1 of 3 times`. */
function times({ reproduced = "" }: Check): string {
  return reproduced === "" ? "once, not sent again" : `${reproduced.replace("/", " of ")} times`;
}

/** How latency changed, in a sentence. */
export function latencyInWords({ latency: { old, new: now, ratio, judgement } }: Comparison): string {
  const medians = `median ${String(old.p50)} ms before, ${String(now.p50)} ms now`;
  if (ratio === undefined) return `Latency: ${medians}; too few requests to compare.`;
  const spread = `${ratio.p50.toFixed(2)}× (95 %: ${ratio.low.toFixed(2)}–${ratio.high.toFixed(2)}), 90th percentile ${ratio.p90.toFixed(2)}×, 99th ${ratio.p99.toFixed(2)}×`;
  const assessment = judgement === "within-noise" ? "within noise" : `${judgement}; a change of latency alone is not a regression`;
  return `Latency: ${medians}, ${spread}: ${assessment}.`;
}

/** A run in one line: target, version, seed, time. */
export function runInWords({ target, suite, seed, effort, requests, meta }: RunRecord): string {
  const narrowed = meta.narrowedBy.length === 0 ? "" : `, narrowed by ${meta.narrowedBy.join(" ")}`;
  return `${target.name} at ${target.endpoint}, suite ${suite.version}, seed ${String(seed)}, effort ${effort}, ${String(requests)} requests, ${meta.startedAt}${narrowed}`;
}
