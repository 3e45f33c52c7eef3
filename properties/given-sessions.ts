import { contractOf } from "../spec/contracts/shipped-contracts.ts";
import { type Available, carries, type FixtureSession, type Pair, runTag } from "./fixtures.ts";
import { isPlainPair } from "./plain-text.ts";

/** A session that is there without the run's doing, as its owner describes it. */
export interface GivenSession {
  readonly id: string;
  /** All tags that it carries. */
  readonly tags: Readonly<Record<string, string>>;
}

const { propertyNames, additionalProperties } = contractOf("ListSessions").request.properties["Tags"] ?? {};

/** Whether a `must` filter may ask for a pair: plain text within the limits of a filter, without a blank at an end or several in a row, and no key that AWS keeps. */
export function mayBeAsked(pair: Pair): boolean {
  const [key, value] = pair;
  return isPlainPair(pair) && key.length <= (propertyNames?.maxLength ?? 0) && value.length <= (additionalProperties?.maxLength ?? 0);
}

/** Sessions that are given as the run's own cases take them. What they were created with is not known. */
export function asFixtures(sessions: readonly GivenSession[]): readonly FixtureSession[] {
  return sessions.map(({ id, tags }) => ({ id, tags, input: { Id: id }, plain: Object.entries(tags).every(mayBeAsked) }));
}

/** The plain pairs of given sessions; those come first that tell most sessions from others. */
export function plainPairsOf({ sessions }: Available): readonly Pair[] {
  const carriers = new Map<string, { readonly pair: Pair; count: number }>();
  for (const pair of sessions.filter(({ plain }) => plain).flatMap(({ tags }) => Object.entries(tags))) {
    const key = JSON.stringify(pair);
    const known = carriers.get(key) ?? { pair, count: 0 };
    known.count += 1;
    carriers.set(key, known);
  }
  // A pair that all carry rules nobody out.
  const weight = (count: number): number => (count === sessions.length ? 0 : count);
  return [...carriers.values()].toSorted((a, b) => weight(b.count) - weight(a.count)).map(({ pair }) => pair);
}

/** The tag that all sessions of a set carry: the run's own, or one that given sessions have in common; undefined where there is none. */
function commonPair(fixtures: Available): Pair | undefined {
  if (fixtures.given !== true) return runTag(fixtures.owner);
  return plainPairsOf(fixtures).findLast((pair) => fixtures.sessions.every((session) => carries(session, pair)));
}

/** The input that lists all sessions of a set, and as few others as can be. */
export function commonInput(fixtures: Available): Readonly<Record<string, unknown>> {
  const pair = commonPair(fixtures);
  return pair === undefined ? {} : { Tags: Object.fromEntries([pair]) };
}
