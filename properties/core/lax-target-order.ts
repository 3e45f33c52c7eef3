import type { Case, ProbingProperty } from "./property.ts";

/** Whether a property sends only what must be refused, so that it can be tried on an operation that changes something where the run has no session. */
export function needsNoSession({ expects, ownSessionsOnly }: ProbingProperty): boolean {
  return expects === "refusal" && ownSessionsOnly !== true;
}

/**
 * The order of cases for an operation that changes something, of which nothing more is sent once it accepts what it must refuse. The riskiest cases go last,
 * and those that only a `should` refuses at the very end, so that as little as possible is cut off.
 */
export function laxTargetOrder({ level, expects, breaksAround, mayEndOthers }: ProbingProperty, one?: Case): number {
  if (mayEndOthers === true) return 4;
  if (breaksAround !== undefined) return 3;
  if (expects === "refusal") return level === "must" ? 1 : 4;
  // What breaks a constraint in another spelling is sent beside the plain one, which other properties try before.
  return expects === "either" || one?.breaks !== undefined ? 2 : 0;
}
