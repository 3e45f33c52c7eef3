import { missingSessions } from "./checks/session-sets.ts";
import type { Available } from "./fixtures.ts";
import { twoFilters } from "./page-plans.ts";
import { withFixtures } from "./paging.ts";
import type { ProbingProperty, Script } from "./property.ts";
import { found, nothingFound, type Passage, unexercised } from "./script.ts";
import { alternately, bracketed, largeAccount, notVerified, type PageInput, sizeOf, thatExist, type Walk, walk } from "./walk.ts";

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
    withFixtures(context, (fixtures) => [
      {
        id: "paging/walks-interleave#walk/two-at-a-time",
        *script(): Script {
          const largest = context.contract.request.properties["MaxResults"]?.maximum ?? fixtures.accountSize;
          return yield* interleavedScript(fixtures, fixtures.accountSize > largeAccount ? [largest, largest] : [7, 1]);
        },
      },
    ]),
};

type Both = readonly [Walk, Walk];

function* interleavedScript(fixtures: Available, sizes: readonly [number, number]): Script {
  const [all, few] = twoFilters(fixtures);
  const size = sizeOf(fixtures);
  const inputs = (attempt: number): readonly [PageInput, PageInput] => [
    { MaxResults: sizes[0] - attempt, ...all.input },
    { MaxResults: Math.min(sizes[0], sizes[1] + attempt), ...few.input },
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
    new Set([all, few].flatMap(({ sessions }, index) => sessions.map(({ id }) => id).filter((id) => !(index === 0 ? one : other).listed.has(id))));
  const first = yield* inTurns("property");
  if (brokenOf(first) !== undefined) return yield* judgeBroken(first, inTurns, apart);
  let missing = [...lacks(first)];
  if (missing.length === 0) return nothingFound;
  let isBroken = false;
  yield* bracketed(fixtures, function* (attempt) {
    // What others moved stands at another place each time; what the target mixes up shows at the same sizes.
    const again = yield* inTurns("poll", attempt - 1);
    isBroken = brokenOf(again) !== undefined;
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
    ...found(missingSessions(shown, all.sessions.length, "over two walks in turns")),
    violatingSteps: [first[0].steps + first[1].steps - 1],
  };
}

const noEnd = "a walk does not come to its end, also by itself or with another beside it";

const brokenOf = (both: Both): Walk["broken"] => both.find(({ broken }) => broken !== undefined)?.broken;

/** What breaks off each time that another walk is beside it, and never by itself, is held against the target. */
function* judgeBroken(first: Both, inTurns: (purpose: "poll") => Passage<Both>, apart: () => Passage<Both>): Script {
  const isHeld = (broken: Walk["broken"]): boolean => broken?.kind === "refused" || broken?.kind === "endless";
  for (let attempt = 0; attempt < 2; attempt += 1) {
    if (brokenOf(yield* apart()) !== undefined || !isHeld(brokenOf(yield* inTurns("poll")))) return unexercised(noEnd);
  }
  const broken = brokenOf(first);
  if (broken === undefined || !isHeld(broken)) return unexercised(noEnd);
  return { ...found(broken.violation), violatingSteps: [brokenStep(first)] };
}

/** Where the walk that broke off did so, among the requests of both. */
function brokenStep([one, other]: Both): number {
  return one.broken === undefined ? other.steps - 1 + Math.min(other.steps, one.steps) : one.steps - 1 + Math.min(one.steps - 1, other.steps);
}
