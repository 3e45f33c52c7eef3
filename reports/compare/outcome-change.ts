import type { Level } from "../../properties/core/property.ts";
import { breachesOf } from "../record/breaches.ts";
import type { Breach, Check, Status } from "../record/run-record.ts";

/** Kinds of change between two runs, in the order of the reports. */
export const changeKinds = [
  "newly-failing",
  "no-longer-exercised", // was judged before, is not judged now
  "changed-violation", // still fails, but with other violations
  "still-failing",
  "newly-passing",
  "newly-exercised", // passes, and was not judged before
  "level-changed",
  "added", // in the new record only
  "removed", // in the old record only
  "not-compared", // left out of one run by its options
] as const;

export type ChangeKind = (typeof changeKinds)[number];

/** Aspects in which two failures of the same property differ. */
export type FailureAspect = "codes" | "pointers" | "expected" | "counterexample" | "steadiness" | "baseline" | "level";

/** The change of one property. An unchanged property that does not fail is not a change. */
export interface OutcomeChange {
  readonly kind: ChangeKind;
  readonly id: string;
  readonly requirement: string;
  /** The level in the new run, or in the old one if the new one lacks the property. */
  readonly level: Level;
  /** Why this is a regression, in words; absent if it is not. */
  readonly regression?: string;
  readonly differs: readonly FailureAspect[];
  readonly old?: Check;
  readonly new?: Check;
}

/** How changes are judged. */
export interface ChangeOptions {
  /** A `should` that newly fails is also a regression. */
  readonly strict: boolean;
  /** Whether both runs sent the same random cases. */
  readonly sameCases: boolean;
}

/** The change of a property that is in one record or in both; undefined if there is nothing to report. */
export function changeOf(old: Check | undefined, now: Check | undefined, options: ChangeOptions): OutcomeChange | undefined {
  const check = now ?? old;
  if (check === undefined) return undefined;
  const kind = kindOf(old, now, options);
  if (kind === undefined) return undefined;
  const { id, requirement, level } = check;
  const differs = old === undefined || now === undefined ? [] : aspectsOf(old, now, options);
  const regression = regressionOf(kind, old, now, options);
  return {
    kind,
    id,
    requirement,
    level,
    ...(regression === undefined ? {} : { regression }),
    differs,
    ...(old === undefined ? {} : { old }),
    ...(now === undefined ? {} : { new: now }),
  };
}

/** Whether both runs selected the property, so that its outcomes can be compared. */
export function isCommon(old: Check | undefined, now: Check | undefined): boolean {
  return old !== undefined && now !== undefined && old.status !== "skipped" && now.status !== "skipped";
}

/** Whether a failure did not occur every time that its counterexample was sent. */
export function isIntermittent({ reproduced }: Pick<Check, "reproduced">): boolean {
  const [times, of] = reproduced?.split("/") ?? [];
  return times !== of;
}

function kindOf(old: Check | undefined, now: Check | undefined, options: ChangeOptions): ChangeKind | undefined {
  if (old === undefined) return "added";
  if (now === undefined) return "removed";
  if (old.status === "skipped" && now.status === "skipped") return undefined;
  if (!isCommon(old, now)) return "not-compared";
  if (now.status === "failed") {
    if (old.status !== "failed") return "newly-failing";
    return aspectsOf(old, now, options).some((aspect) => isOfViolation(aspect)) ? "changed-violation" : "still-failing";
  }
  if (old.status === "failed" && now.status === "passed") return "newly-passing";
  if (isJudged(old.status) && !isJudged(now.status)) return "no-longer-exercised";
  if (!isJudged(old.status) && isJudged(now.status)) return "newly-exercised";
  return old.level === now.level ? undefined : "level-changed";
}

function isJudged(status: Status): boolean {
  return status === "passed" || status === "failed";
}

function aspectsOf(old: Check, now: Check, { sameCases }: ChangeOptions): readonly FailureAspect[] {
  const aspects: FailureAspect[] = [];
  if (old.status === "failed" && now.status === "failed") {
    if (breachesDiffer(old, now, ({ code }) => code)) aspects.push("codes");
    if (breachesDiffer(old, now, ({ pointer }) => pointer)) aspects.push("pointers");
    if (breachesDiffer(old, now, ({ expected }) => expected)) aspects.push("expected");
    if (caseDiffers(old, now, sameCases)) aspects.push("counterexample");
    if (isIntermittent(old) !== isIntermittent(now)) aspects.push("steadiness");
    if (old.baselined !== now.baselined) aspects.push("baseline");
  }
  if (old.level !== now.level) aspects.push("level");
  return aspects;
}

/** Whether two failures break the contract otherwise, rather than in another case or now and then. */
export function isOfViolation(aspect: FailureAspect): boolean {
  return aspect === "codes" || aspect === "pointers" || aspect === "expected";
}

/** Whether one part of the breaches differs. An older record holds some of many violations: those of one run may then be among those of the other. */
function breachesDiffer(old: Check, now: Check, part: (breach: Breach) => string): boolean {
  const [before, after] = [old, now].map((check) => [...new Set(breachesOf(check).map(part))]) as [string[], string[]];
  const isIn = (some: readonly string[], all: readonly string[]): boolean => some.every((one) => all.includes(one));
  const isCut = [old, now].some(({ breaches, violations, violationCount }) => breaches === undefined && violationCount > violations.length);
  return isCut ? !isIn(before, after) && !isIn(after, before) : !isIn(before, after) || !isIn(after, before);
}

function caseDiffers(old: Check, now: Check, sameCases: boolean): boolean {
  const [before, after] = [old.counterexample?.caseId, now.counterexample?.caseId];
  // Another seed or effort gives other random cases, so a different first failing one means nothing.
  if (!sameCases && isRandom(before) && isRandom(after)) return false;
  return before !== after;
}

function isRandom(caseId: string | undefined): boolean {
  return caseId !== undefined && /#\d+\.\d+$/u.test(caseId);
}

function regressionOf(kind: ChangeKind, old: Check | undefined, now: Check | undefined, { strict }: ChangeOptions): string | undefined {
  if (now === undefined || old === undefined) return undefined;
  if (kind === "no-longer-exercised") return now.level === "must" ? `was judged, now ${now.status}` : undefined;
  if (now.status !== "failed" || now.baselined || kind === "not-compared") return undefined;
  if (now.level === "may" || (now.level === "should" && !strict)) return undefined;
  if (kind === "newly-failing") return isIntermittent(now) ? "newly fails intermittently" : "newly fails";
  return old.baselined ? "no longer accepted by the baseline" : undefined;
}
