import { missingSessions } from "../checks/session-sets.ts";
import type { Available } from "../core/fixtures.ts";
import { type WalkPair, walkPairs } from "../checks/page-plans.ts";
import { tokenIsAccepted } from "./paging.ts";
import { withFixtures } from "../core/with-fixtures.ts";
import type { ProbingProperty, Script } from "../core/property.ts";
import { found, nothingFound, type Passage, unexercised } from "../core/script.ts";
import { alternately, largeAccount, type PageInput, type Walk, walk } from "../checks/pagination.ts";
import { bracketed, notVerified, accountSizeOf, thatExist } from "../checks/settled-walk.ts";

/** Walks of different filters and page sizes keep apart, a page of the one, a page of the other. */
export const interleaved: ProbingProperty = {
  kind: "probing",
  id: "paging/walks-interleave",
  requirement: "paging.interleaved",
  level: "must",
  title: "keeps two walks at the same time apart",
  phase: "scenarios",
  needs: "fixtures",
  cases: (context) =>
    withFixtures(context, (fixtures) =>
      walkPairs(fixtures).map((pair) => ({
        id: `paging/walks-interleave#walk/${pair.name}`,
        *script(): Script {
          const largest = context.contract.request.properties["MaxResults"]?.maximum ?? fixtures.accountSize;
          return yield* interleavedScript(fixtures, fixtures.accountSize > largeAccount ? { ...pair, sizes: [largest, largest] } : pair);
        },
      })),
    ),
};

type Both = readonly [Walk, Walk];

function* interleavedScript(fixtures: Available, { scopes, sizes }: WalkPair): Script {
  const size = accountSizeOf(fixtures);
  const inputs = (attempt: number): readonly [PageInput, PageInput] => [
    { MaxResults: sizes[0] - attempt, ...scopes[0].input },
    { MaxResults: Math.min(sizes[0], sizes[1] + attempt), ...scopes[1].input },
  ];
  const inTurns = (purpose: "property" | "poll", attempt = 0): Passage<Both> => {
    const [one, other] = inputs(attempt);
    return alternately(
      walk(() => one, size, purpose),
      walk(() => other, size, purpose),
    );
  };
  const apart = function* (): Passage<Both> {
    const [one, other] = inputs(0);
    return [yield* walk(() => one, size, "poll"), yield* walk(() => other, size, "poll")];
  };
  const lacks = ([one, other]: Both): ReadonlySet<string> =>
    new Set(scopes.flatMap(({ sessions }, index) => sessions.map(({ id }) => id).filter((id) => !(index === 0 ? one : other).listed.has(id))));
  const first = yield* inTurns("property");
  if (isBrokenOff(first)) {
    const at = first.findIndex(({ broken }) => broken?.violation.code === "token-refused");
    const [refused, other] = at === 1 ? first.toReversed() : first;
    if (at === -1 || refused?.broken === undefined || isBrokenOff(yield* apart())) return unexercised(noEnd);
    const before = refused.steps - 1;
    const judged = { ...found(refused.broken.violation), violatingSteps: [before + Math.min(before + at, other?.steps ?? 0)] };
    return { ...unexercised("a walk beside another one does not come to its end: its token is refused"), derived: { [tokenIsAccepted]: judged } };
  }
  let missing = [...lacks(first)];
  if (missing.length === 0) return nothingFound;
  let isBroken = false;
  yield* bracketed(fixtures, function* (attempt) {
    // What others moved is at another place each time; what the target mixes up recurs at the same sizes.
    const again = yield* inTurns("poll", attempt - 1);
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
  return {
    ...found(missingSessions(shown, new Set(scopes.flatMap(({ sessions }) => sessions)).size, "over two walks in turns")),
    violatingSteps: [first[0].steps + first[1].steps - 1],
  };
}

const noEnd = "a walk does not come to its end, also by itself or with another beside it";

const isBrokenOff = (both: Both): boolean => both.some(({ broken }) => broken !== undefined);
