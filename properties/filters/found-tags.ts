import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { filterInput, filterScript, plainly, planned } from "./filter.ts";
import { type Available, carries, type FixtureSession, type Pair } from "../core/fixtures.ts";
import { mayBeAsked } from "../fixtures/existing-sessions.ts";
import { withFixtures } from "../core/with-fixtures.ts";
import type { ProbingProperty, Script } from "../core/property.ts";
import { nothingFound, type Passage, unexercised } from "../core/script.ts";
import { type Bundle, bundles } from "../fixtures/tag-kin.ts";
import { walk } from "../checks/pagination.ts";

const id = "filters/single-pair/any-character";

/** Tags that a filter may hold. */
const maxPairsPerFilter = contractOf("ListSessions").request.properties["Tags"]?.maxProperties ?? 1;

/** Suspects that are asked for by themselves before the rest counts as found. */
const maxSuspects = 3;

const carriesAll = (session: FixtureSession, pairs: readonly Pair[]): boolean => pairs.every((pair) => carries(session, pair));

/**
 * A filter of all the tags of one session lists it, whether several pairs mean all of them or any. Where it does not, or where it lists any and lacks one,
 * the tag that is not found is asked for by itself: that alone is what a `must` rests on.
 */
export const findsEachTag: ProbingProperty = {
  kind: "probing",
  id,
  requirement: "filter.single-pair",
  level: "must",
  title: "finds sessions by tags of any plain character, wherever it is in them",
  phase: "scenarios",
  needs: "fixtures",
  cases: (context) =>
    withFixtures(context, (fixtures) =>
      bundlesOf(fixtures).map(({ name, pairs }) => ({ id: `${id}#filter/${name}`, script: () => bundleScript(fixtures, pairs) })),
    ),
};

/** The bundles as far as sessions carry them; where none does, the tags of the session that has most. */
function bundlesOf({ sessions }: Available): readonly Bundle[] {
  const plain = sessions.filter((session) => session.plain);
  const most = (bundle: readonly Pair[]): readonly Pair[] =>
    plain.map((session) => bundle.filter((pair) => carries(session, pair))).reduce((longest, pairs) => (pairs.length > longest.length ? pairs : longest), []);
  const carried = bundles.map(({ name, pairs }) => ({ name, pairs: most(pairs) })).filter(({ pairs }) => pairs.length > 1);
  if (carried.length > 0) return carried;
  const own = plain.map(({ tags }) => Object.entries(tags).filter(mayBeAsked)).toSorted((one, other) => other.length - one.length)[0] ?? [];
  return own.length === 0 ? [] : [{ name: "tags-of-one-session", pairs: own.slice(0, maxPairsPerFilter) }];
}

function* bundleScript(fixtures: Available, pairs: readonly Pair[]): Script {
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
  if (!carriers.every((session) => listed.has(session.id))) return yield* narrowed(fixtures, carriers, pairs);
  const plain = fixtures.sessions.filter((session) => session.plain);
  const meansAny = plain.some((session) => listed.has(session.id) && !carriesAll(session, pairs));
  return meansAny ? pairs.filter((pair) => plain.some((session) => carries(session, pair) && !listed.has(session.id))) : [];
}

/** The pair for which carriers are not listed, by halves; none where each half is found by itself, so that only several together are not. */
function* narrowed(fixtures: Available, carriers: readonly FixtureSession[], pairs: readonly Pair[]): Passage<readonly Pair[]> {
  let rest = pairs;
  while (rest.length > 1) {
    const middle = Math.ceil(rest.length / 2);
    let failing: readonly Pair[] | undefined;
    for (const half of [rest.slice(0, middle), rest.slice(middle)]) {
      const listed = yield* listedBy(fixtures, half, "poll");
      if (failing === undefined && !carriers.every((session) => listed.has(session.id))) failing = half;
    }
    if (failing === undefined) return [];
    rest = failing;
  }
  return rest;
}

function* listedBy(fixtures: Available, pairs: readonly Pair[], purpose: "property" | "poll"): Passage<ReadonlySet<string>> {
  return (yield* walk(() => filterInput(fixtures, { name: "", pairs, onLongPages: true }), fixtures.accountSize, purpose)).listed;
}
