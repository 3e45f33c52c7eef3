import type { Case, ProbingProperty } from "./property.ts";

/** Properties whose requests may be accepted or refused, and are unusual. */
const open = /\/survives-|\/observed$|\/get-lists-nothing$|\/honours-exact-names-only$/u;
/** Properties that send nothing but what must be refused. Of what changes something, only these are tried where a run has nothing of its own. */
export const refusing = /\/refuses-(?!bad-signatures)|^body\/survives-non-objects$/u;
/** Others that send what must be refused. */
const breaking = /\/decoding-before-constraints$/u;
/** What must be refused for what is around a valid body: targets that do not look at it are many. */
const around = /^protocol\/target\/|\/refuses-bad-signatures$/u;

/**
 * How much a case dares of an operation that changes something, of which nothing more is sent once it accepts what it must refuse: those that dare least go
 * first, and what only a `should` has refused goes last, so that as little as can be is cut off.
 */
export function laxTargetOrder({ id, level }: ProbingProperty, one?: Case): number {
  if (around.test(id)) return 3;
  if (refusing.test(id) || breaking.test(id)) return level === "must" ? 1 : 4;
  // What breaks a constraint in another spelling is sent beside the plain one, which other properties try before.
  return open.test(id) || one?.breaks !== undefined ? 2 : 0;
}
