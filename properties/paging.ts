import { type Available, carries } from "./fixtures.ts";
import { commonInput, plainPairsOf } from "./given-sessions.ts";
import type { CaseContext, CompanionProperty, Judgement, ProbingProperty, Script } from "./property.ts";
import { found, nothingFound, type Passage, unexercised } from "./script.ts";
import {
  alternately,
  bracketed,
  largeAccount,
  notVerified,
  type PageInput,
  settledWalk,
  smallPage,
  thatExist,
  tooLarge,
  type Walk,
  walk,
  type WalkFindings,
} from "./walk.ts";

/** The scripts of a property that cannot do without sessions in place. */
export function withFixtures(
  { fixtures }: CaseContext,
  cases: (available: Available) => readonly { readonly id: string; readonly script: (repetition: number) => Script }[],
): ReturnType<ProbingProperty["cases"]> {
  return fixtures.available ? cases(fixtures) : [];
}

const finds = "paging/finds-every-session";
/** The companion that tells of tokens which the target refuses though it gave them. */
export const tokenIsAccepted = "paging/token-is-accepted";
/** The companion that tells of walks without an end. */
export const comesToAnEnd = "paging/ends";
const companionsOf = {
  ends: comesToAnEnd,
  token: tokenIsAccepted,
  once: "paging/no-session-twice",
} as const;

/** Turns what a walk found into judgements of the property and its companions. */
function judgeWalk({ missing, unverified, repeated, broken, pages, step }: WalkFindings, what: string): Judgement {
  if (broken?.kind === "denied") return unexercised("the target denies access to a valid request");
  const at = (judgement: Judgement): Judgement => ({ ...judgement, violatingSteps: [step] });
  const companions: Record<string, Judgement> = {};
  if (broken?.kind === "endless") companions[companionsOf.ends] = at(found(broken.violation));
  else if (broken === undefined) companions[companionsOf.ends] = nothingFound;
  if (pages > 1 || broken?.violation.code === "token-refused")
    companions[companionsOf.token] = broken?.violation.code === "token-refused" ? at(found(broken.violation)) : nothingFound;
  const lost = (ids: readonly string[]): Judgement =>
    ids.length === 0
      ? nothingFound
      : at(found({ code: "session-missing", pointer: "/body/Ids", expected: `every session that exists, over ${what}`, received: ids.slice(0, 5) }));
  // Where the walk broke off on its first page, that is the breach; where it broke off later, a companion tells.
  if (broken !== undefined) {
    const told = broken.kind !== "refused" || broken.violation.code === "token-refused";
    return { ...(told ? unexercised(`${what} does not come to its end`) : at(found(broken.violation))), companions };
  }
  companions[companionsOf.once] =
    repeated.length === 0
      ? nothingFound
      : at(found({ code: "session-repeated", pointer: "/body/Ids", expected: "each session once in a walk", received: repeated.slice(0, 5) }));
  return { ...(unverified ? unexercised(notVerified) : lost(missing)), companions };
}

/** How the pages of a walk are asked for: by name, the input of each page, and whether its pages are small. */
interface Route {
  readonly name: string;
  readonly inputOf: (page: number) => PageInput;
  readonly small: boolean;
}

function routesFor(count: number, largest: number): readonly Route[] {
  const sized = (size: number): Route => ({ name: `page-size-${String(size)}`, inputOf: () => ({ MaxResults: size }), small: size < smallPage });
  const divisor = [10, 9, 8, 7, 6, 5, 4].find((size) => count % size === 0) ?? count;
  const other = [7, 11, 9, 8].find((size) => count % size !== 0) ?? count + 1;
  return [
    { name: "default-page-size", inputOf: () => ({}), small: false },
    sized(3),
    sized(1),
    sized(2),
    { ...sized(divisor), name: "page-size-divisor" },
    { ...sized(other), name: "page-size-no-divisor" },
    { ...sized(largest), name: "page-size-largest" },
    { name: "page-size-changing", inputOf: (page) => ({ MaxResults: [1, 5, 2, 20][page % 4] }), small: true },
    { name: "page-size-changing-largest", inputOf: (page) => ({ MaxResults: largest - (page % 2) }), small: false },
  ];
}

function walksFind(id: string, title: string, requirement: string, routes: (all: readonly Route[]) => readonly Route[]): ProbingProperty {
  return {
    kind: "probing",
    id,
    requirement,
    level: "must",
    title,
    phase: "scenarios",
    needs: "fixtures",
    cases: (context) =>
      withFixtures(context, (fixtures) =>
        routes(routesFor(fixtures.sessions.length, context.contract.request.properties["MaxResults"]?.maximum ?? fixtures.sessions.length)).map(
          ({ name, inputOf, small }) => ({
            id: `${id}#walk/${name}`,
            *script(): Script {
              if (small && fixtures.accountSize > largeAccount) return unexercised(tooLarge(fixtures.accountSize));
              const wanted = new Set(fixtures.sessions.map((session) => session.id));
              return judgeWalk(yield* settledWalk(fixtures, inputOf, wanted, new Set()), `a walk with ${name.replaceAll("-", " ")}`);
            },
          }),
        ),
      ),
  };
}

const findsEvery = walksFind(finds, "lists every session over a whole walk, whatever the page size", "paging.complete", (all) =>
  all.filter(({ name }) => !name.startsWith("page-size-changing")),
);
const changesSize = walksFind("paging/page-size-may-change", "lists every session when MaxResults changes between pages", "paging.size-may-change", (all) =>
  all.filter(({ name }) => name.startsWith("page-size-changing")),
);

const interleaved: ProbingProperty = {
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
          return yield* interleavedScript(fixtures, fixtures.accountSize > largeAccount ? [largest, largest] : [9, 1]);
        },
      },
    ]),
};

/** Two walks of different filters and page sizes, a page of the one, a page of the other. */
function* interleavedScript(fixtures: Available, sizes: readonly [number, number]): Script {
  const common = commonInput(fixtures);
  const [key, value] = (fixtures.given === true ? plainPairsOf(fixtures)[0] : undefined) ?? ["team", "blue"];
  const all = fixtures.sessions.map(({ id }) => id);
  const blue = fixtures.sessions.filter((session) => session.plain && carries(session, [key, value])).map(({ id }) => id);
  const inTurns = (purpose: "property" | "poll", attempt = 0): Passage<readonly [Walk, Walk]> =>
    alternately(
      walk(() => ({ MaxResults: sizes[0] - attempt, ...common }), fixtures.accountSize, purpose),
      walk(() => ({ MaxResults: Math.min(sizes[0], sizes[1] + attempt), Tags: Object.fromEntries([[key, value]]) }), fixtures.accountSize, purpose),
    );
  const lostIn = ([one, other]: readonly [Walk, Walk]): ReadonlySet<string> =>
    new Set([...all.filter((id) => !one.listed.has(id)), ...blue.filter((id) => !other.listed.has(id))]);
  const first = yield* inTurns("property");
  let isBroken = first.some(({ broken }) => broken !== undefined);
  let missing = [...lostIn(first)];
  if (!isBroken && missing.length > 0) {
    yield* bracketed(fixtures, function* (attempt) {
      // What others moved stands at another place each time; what the target mixes up shows at the same sizes.
      const again = yield* inTurns("poll", attempt - 1);
      isBroken = again.some(({ broken }) => broken !== undefined);
      const lost = lostIn(again);
      missing = missing.filter((id) => lost.has(id));
      return isBroken || missing.length === 0;
    });
  }
  if (isBroken) return unexercised("a walk does not come to its end, also by itself or with another beside it");
  const shown = yield* thatExist(missing);
  if (shown.length === 0) return missing.length === 0 ? nothingFound : unexercised(notVerified);
  return {
    ...found({ code: "session-missing", pointer: "/body/Ids", expected: "every session that exists, over two walks in turns", received: shown }),
    violatingSteps: [first[0].steps + first[1].steps - 1],
  };
}

// Filters are walked too, and what they show of ends and tokens counts.
function withFilters(id: string): readonly string[] {
  if (id === companionsOf.once) return [];
  return ["filters/single-pair/kept-over-pages", ...(id === companionsOf.ends ? ["filters/single-pair/exact"] : [])];
}

const companion = (id: string, requirement: string, level: "must" | "should", title: string): CompanionProperty => ({
  kind: "companion",
  id,
  requirement,
  level,
  title,
  needs: "fixtures",
  of: [findsEvery.id, changesSize.id, ...withFilters(id)],
});

/** What is judged of walks over the sessions of the run. */
export const pagingProperties = [
  findsEvery,
  changesSize,
  interleaved,
  companion(companionsOf.ends, "paging.ends", "must", "comes to an end of the pages"),
  companion(companionsOf.token, "paging.token-works", "must", "accepts the token that it gave"),
  companion(companionsOf.once, "paging.once", "should", "lists no session twice in one walk"),
];
