import type { Violation } from "../../properties/core/property.ts";
import type { Status, Unjudged } from "./run-record.ts";

/** A violation as it is told, and the place of its case. */
export interface ReportedViolation {
  readonly violation: Violation;
  readonly place: number;
}

/** Below the place of any case: a reason of the whole property. */
export const wholeProperty = -1;

/** Kinds of observation that are kept of one property. */
export const keptObservations = 50;

/** Why a property is unexercised for which there was no other reason. */
export const noOccasion = "no request of the run had occasion to show it";

/** What a shard says of what another one judges. */
export const judgedElsewhere = "another shard judges it";

/** What becomes of a property: a failure counts before trouble, that before what passed. */
export function propertyStatus(failed: boolean, passed: number, reasons: { readonly has: (kind: Unjudged) => boolean }): Status {
  if (failed) return "failed";
  if (reasons.has("errored")) return "errored";
  if (passed > 0) return "passed";
  return reasons.has("skipped") && !reasons.has("unexercised") ? "skipped" : "unexercised";
}

/** The order in which violations are told: by code and pointer, then in the order of the cases. */
export function compareReported(one: ReportedViolation, other: ReportedViolation): number {
  return compareText(one.violation.code, other.violation.code) || compareText(one.violation.pointer, other.violation.pointer) || one.place - other.place;
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
