import type { Status, Unjudged } from "./run-record.ts";

/** Maximum number of observation codes kept per property. */
export const keptObservations = 50;

/** The reason of an unexercised property without another reason. */
export const noOccasion = "not exercised by any request";

/** The reason in a shard for a property that another shard judges. */
export const judgedElsewhere = "judged by another shard";

/** The outcome of a property: a failure outweighs an error, an error outweighs a pass. */
export function propertyStatus(failed: boolean, passed: number, reasons: { readonly has: (kind: Unjudged) => boolean }): Status {
  if (failed) return "failed";
  if (reasons.has("errored")) return "errored";
  if (passed > 0) return "passed";
  return reasons.has("skipped") && !reasons.has("unexercised") ? "skipped" : "unexercised";
}
