import { type WalkPair, walkPairs } from "../checks/page-plans.ts";
import { alternately, largeAccount, type Walk, walk } from "../checks/pagination.ts";
import { missingSessions } from "../checks/session-sets.ts";
import { accountSizeOf, bracketed, notVerified, thatExist, tokenIsAccepted } from "../checks/settled-walk.ts";
import type { Available } from "../core/fixtures.ts";
import type { CaseContext, Script } from "../core/property.ts";
import type { NamedCase } from "../core/property-table.ts";
import { at, found, nothingFound, type Passage, unexercised } from "../core/script.ts";

/** Walks of different filters and page sizes keep apart, a page of the one, a page of the other. */
export function interleavedCases(fixtures: Available, { contract }: CaseContext): readonly NamedCase[] {
  const largest = contract.request.properties["MaxResults"]?.maximum ?? fixtures.accountSize;
  return walkPairs(fixtures).map((pair) => [
    `walk/${pair.name}`,
    () => interleavedScript(fixtures, fixtures.accountSize > largeAccount ? { ...pair, sizes: [largest, largest] } : pair),
  ]);
}

type Both = readonly [Walk, Walk];

function* interleavedScript(fixtures: Available, { scopes, sizes }: WalkPair): Script {
  const walks = (purpose: "property" | "poll", attempt = 0): readonly [Passage<Walk>, Passage<Walk>] => [
    walk({ MaxResults: sizes[0] - attempt, ...scopes[0].input }, accountSizeOf(fixtures), purpose),
    walk({ MaxResults: Math.min(sizes[0], sizes[1] + attempt), ...scopes[1].input }, accountSizeOf(fixtures), purpose),
  ];
  const apart = function* (): Passage<Both> {
    const [one, other] = walks("poll");
    return [yield* one, yield* other];
  };
  const lacks = (both: Both): ReadonlySet<string> =>
    new Set(scopes.flatMap(({ sessions }, index) => sessions.map(({ id }) => id).filter((id) => both[index]?.listed.has(id) !== true)));
  const first = yield* alternately(...walks("property"));
  if (isBrokenOff(first)) {
    const refused = first.find(({ broken }) => broken?.violation.code === "token-refused");
    if (refused?.broken === undefined || isBrokenOff(yield* apart())) return unexercised(noEnd);
    const derived = { [tokenIsAccepted]: at(found(refused.broken.violation), refused.last) };
    return { ...unexercised("a walk beside another one does not come to its end: its token is refused"), derived };
  }
  let missing = [...lacks(first)];
  if (missing.length === 0) return nothingFound;
  let isBroken = false;
  yield* bracketed(fixtures, function* (attempt) {
    // What others moved is at another place each time; what the target mixes up recurs at the same sizes.
    const again = yield* alternately(...walks("poll", attempt - 1));
    isBroken = isBrokenOff(again);
    const lost = lacks(again);
    missing = missing.filter((id) => lost.has(id));
    return isBroken || missing.length === 0;
  });
  if (isBroken) return unexercised(noEnd);
  if (missing.length === 0) return nothingFound;
  const alone = lacks(yield* apart());
  const lost = missing.filter((id) => !alone.has(id));
  if (lost.length === 0) return unexercised("a walk by itself lacks the same sessions already");
  const shown = yield* thatExist(lost);
  if (shown.length === 0) return unexercised(notVerified);
  const [one, other] = first;
  const all = new Set(scopes.flatMap(({ sessions }) => sessions));
  return at(found(missingSessions(shown, all.size, "over two walks in turns")), (one.pages.length > other.pages.length ? one : other).last);
}

const noEnd = "a walk does not come to its end, also by itself or with another beside it";

const isBrokenOff = (both: Both): boolean => both.some(({ broken }) => broken !== undefined);
