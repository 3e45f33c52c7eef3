import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { walk } from "../checks/pagination.ts";
import { type Available, carries, type FixtureSession, type Pair } from "../core/fixtures.ts";
import type { Script } from "../core/property.ts";
import { nothingFound, type Passage, unexercised } from "../core/script.ts";
import { mayBeAsked } from "../fixtures/existing-sessions.ts";
import { type Bundle, bundles } from "../fixtures/tag-kin.ts";
import { carriesAll, filterInput, filterScript, plainly, planned } from "./filter.ts";

/** Tags that a filter may hold. */
const maxPairsPerFilter = contractOf("ListSessions").request.properties["Tags"]?.maxProperties ?? 1;

/** Suspects that are asked for by themselves before the rest counts as found. */
const maxSuspects = 3;

/** The bundles as far as sessions carry them; where none does, the tags of the session that has most. */
export function bundlesOf({ sessions }: Available): readonly Bundle[] {
  const plain = sessions.filter((session) => session.plain);
  const most = (bundle: readonly Pair[]): readonly Pair[] =>
    plain.map((session) => bundle.filter((pair) => carries(session, pair))).reduce((longest, pairs) => (pairs.length > longest.length ? pairs : longest), []);
  const carried = bundles.map(({ name, pairs }) => ({ name, pairs: most(pairs) })).filter(({ pairs }) => pairs.length > 1);
  if (carried.length > 0) return carried;
  const own = plain.map(({ tags }) => Object.entries(tags).filter(mayBeAsked)).toSorted((one, other) => other.length - one.length)[0] ?? [];
  return own.length === 0 ? [] : [{ name: "tags-of-one-session", pairs: own.slice(0, maxPairsPerFilter) }];
}

/**
 * Asks for several tags of one session together. Where it is not listed, or where any of the tags will do and one is lacking, the tag that is not found is
 * asked for by itself: that alone is what a `must` rests on.
 */
export function* bundleScript(fixtures: Available, pairs: readonly Pair[]): Script {
  const carriers = fixtures.sessions.filter((session) => session.plain && carriesAll(session, pairs));
  if (carriers.length === 0) return unexercised("no session carries these tags");
  for (const pair of (yield* suspectsOf(fixtures, carriers, pairs)).slice(0, maxSuspects)) {
    const judgement = yield* filterScript(fixtures, planned("", pair), { ...plainly(fixtures, [pair]), unwanted: [] }, "must");
    if (judgement.violations.length > 0 || judgement.unexercised !== undefined) return judgement;
  }
  return nothingFound;
}

function* suspectsOf(fixtures: Available, carriers: readonly FixtureSession[], pairs: readonly Pair[]): Passage<readonly Pair[]> {
  const listed = yield* listedBy(fixtures, pairs, "property");
  if (!carriers.every(({ id }) => listed.has(id))) return yield* narrowed(fixtures, carriers, pairs);
  const plain = fixtures.sessions.filter((session) => session.plain);
  const meansAny = plain.some((session) => listed.has(session.id) && !carriesAll(session, pairs));
  return meansAny ? pairs.filter((pair) => plain.some((session) => carries(session, pair) && !listed.has(session.id))) : [];
}

/** The pair for which carriers are not listed, by halves; none where each half is found by itself, so that only several together are not. */
function* narrowed(fixtures: Available, carriers: readonly FixtureSession[], pairs: readonly Pair[]): Passage<readonly Pair[]> {
  if (pairs.length < 2) return pairs;
  const middle = Math.ceil(pairs.length / 2);
  const failing: (readonly Pair[])[] = [];
  for (const half of [pairs.slice(0, middle), pairs.slice(middle)]) {
    const listed = yield* listedBy(fixtures, half, "poll");
    if (!carriers.every(({ id }) => listed.has(id))) failing.push(half);
  }
  return failing[0] === undefined ? [] : yield* narrowed(fixtures, carriers, failing[0]);
}

function* listedBy(fixtures: Available, pairs: readonly Pair[], purpose: "property" | "poll"): Passage<ReadonlySet<string>> {
  return (yield* walk(filterInput(fixtures, { pairs, onLongPages: true }), fixtures.accountSize, purpose)).listed;
}
