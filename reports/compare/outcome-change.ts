import type { Level } from "../../properties/core/property.ts";
import { present } from "../encoding/present.ts";
import { breachesOf } from "../record/breaches.ts";
import type { Check, Status } from "../record/run-record.ts";

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

/** How two failures break the contract otherwise, rather than in another case or now and then. */
const violationAspects = { codes: "code", pointers: "pointer", expected: "expected" } as const;
type ViolationAspect = keyof typeof violationAspects;

/** Aspects in which two failures of the same property differ. */
export type FailureAspect = ViolationAspect | "counterexample" | "steadiness" | "baseline" | "level";

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

/** How changes are judged: whether a `should` that newly fails is also a regression, and whether both runs sent the same random cases. */
type ChangeOptions = { readonly strict: boolean; readonly sameCases: boolean };

/** The change of a property that is in one record or in both; undefined if there is nothing to report. */
export function changeOf(old: Check | undefined, now: Check | undefined, { strict, sameCases }: ChangeOptions): OutcomeChange | undefined {
  const check = now ?? old;
  const differs = old === undefined || now === undefined ? [] : aspectsOf(old, now, sameCases);
  const kind = kindOf(old, now, differs);
  if (check === undefined || kind === undefined) return undefined;
  const { id, requirement, level } = check;
  return present({ kind, id, requirement, level, regression: regressionOf(kind, old, now, strict), differs, old, new: now });
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

/** Whether an aspect is one of the violations themselves. */
export function isOfViolation(aspect: FailureAspect): aspect is ViolationAspect {
  return aspect in violationAspects;
}

function kindOf(old: Check | undefined, now: Check | undefined, differs: readonly FailureAspect[]): ChangeKind | undefined {
  if (old === undefined) return "added";
  if (now === undefined) return "removed";
  if (!isCommon(old, now)) return old.status === now.status ? undefined : "not-compared";
  if (now.status === "failed") return old.status !== "failed" ? "newly-failing" : differs.some(isOfViolation) ? "changed-violation" : "still-failing";
  if (old.status === "failed" && now.status === "passed") return "newly-passing";
  const isJudged = (status: Status): boolean => status === "passed" || status === "failed";
  if (isJudged(old.status) !== isJudged(now.status)) return isJudged(old.status) ? "no-longer-exercised" : "newly-exercised";
  return old.level === now.level ? undefined : "level-changed";
}

function aspectsOf(old: Check, now: Check, sameCases: boolean): readonly FailureAspect[] {
  const aspects: FailureAspect[] = [];
  if (old.status === "failed" && now.status === "failed") {
    aspects.push(...(Object.keys(violationAspects) as ViolationAspect[]).filter((aspect) => breachesDiffer(old, now, aspect)));
    if (caseDiffers(old, now, sameCases)) aspects.push("counterexample");
    if (isIntermittent(old) !== isIntermittent(now)) aspects.push("steadiness");
    if (old.baselined !== now.baselined) aspects.push("baseline");
  }
  return old.level === now.level ? aspects : [...aspects, "level"];
}

/** Whether one part of the breaches differs. An older record holds some of many violations: those of one run may then be among those of the other. */
function breachesDiffer(old: Check, now: Check, aspect: ViolationAspect): boolean {
  const partsOf = (check: Check): readonly string[] => breachesOf(check).map((breach) => breach[violationAspects[aspect]]);
  const [before, after] = [partsOf(old), partsOf(now)];
  const isIn = (some: readonly string[], all: readonly string[]): boolean => some.every((one) => all.includes(one));
  const isCut = [old, now].some(({ breaches, violations, violationCount }) => breaches === undefined && violationCount > violations.length);
  return isCut ? !isIn(before, after) && !isIn(after, before) : !isIn(before, after) || !isIn(after, before);
}

function caseDiffers(old: Check, now: Check, sameCases: boolean): boolean {
  const [before, after] = [old.counterexample?.caseId, now.counterexample?.caseId];
  const isRandom = (caseId = ""): boolean => /#\d+\.\d+$/u.test(caseId);
  // Another seed or effort gives other random cases, so a different first failing one means nothing.
  return before !== after && (sameCases || !isRandom(before) || !isRandom(after));
}

function regressionOf(kind: ChangeKind, old: Check | undefined, now: Check | undefined, strict: boolean): string | undefined {
  if (now === undefined || old === undefined) return undefined;
  if (kind === "no-longer-exercised") return now.level === "must" ? `was judged, now ${now.status}` : undefined;
  if (now.status !== "failed" || now.baselined || kind === "not-compared") return undefined;
  if (now.level === "may" || (now.level === "should" && !strict)) return undefined;
  if (kind === "newly-failing") return isIntermittent(now) ? "newly fails intermittently" : "newly fails";
  return old.baselined ? "no longer accepted by the baseline" : undefined;
}
