import { isSuccess } from "../core/answer.ts";
import type { Judged, PassiveProperty } from "../core/property.ts";

/**
 * Whether an answer is bound by what a property demands of every answer. The one place of fairness rules 8 and 11 for properties that watch:
 * - A request that the protocol does not claim may be answered in any way.
 * - A success is judged where the request is valid: that a broken one was accepted is a fault of its own, and counts once.
 * - Where the spelling of header names is tried, a target that does not recognize one cannot see that the protocol claims the request.
 * - A refusal is judged where a `must` settles that the request is accepted, or that it is refused. A request that only a `should` lets in may be taken for a
 *   foreign one. Of what only a `should` refuses, the refusal breaks no `must`, but for a code of the page with a status that is not the page's.
 */
export function isBound({ probe, answer }: Pick<Judged, "probe" | "answer">, { level, ofPage }: Pick<PassiveProperty, "level" | "ofPage">): boolean {
  if (!probe.claimed) return false;
  if (answer === undefined) return true;
  if (isSuccess(answer)) return probe.expect === "success";
  // A front end that finds a request too large says so in its own words.
  if (answer.status === 413) return ofPage === true;
  if (probe.headerSpelling !== undefined) return false;
  const { expect, breaks, settledAt = expect === "either" ? "may" : "must" } = probe;
  return settledAt === "must" || (breaks !== undefined && (level !== "must" || ofPage === true));
}
