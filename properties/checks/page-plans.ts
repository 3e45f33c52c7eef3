import type { SimplerWalk } from "./explanation.ts";
import { type Available, carries, type FixtureSession, type Pair } from "../core/fixtures.ts";
import { commonInput, plainPairsOf } from "../fixtures/existing-sessions.ts";
import { thirteenPair, twelvePair } from "../fixtures/place-tags.ts";
import { type PageInput, smallPage } from "./pagination.ts";

/** MaxResults of a page; undefined where the member is absent. */
type Size = number | undefined;

/** What is walked over: all sessions, or those that carry a tag. */
interface Scope {
  readonly input: PageInput;
  readonly sessions: readonly FixtureSession[];
  readonly others: readonly FixtureSession[];
}

/** A walk by name: what to send for each page, what it must list, and which simpler walks have to be right first. */
export interface PagePlan {
  readonly name: string;
  /** `a walk with MaxResults 6 under spread=thirteen`. */
  readonly what: string;
  readonly inputOf: (page: number) => PageInput;
  readonly wanted: readonly string[];
  /** Sessions of the run that the filter of the walk must leave out. */
  readonly unwanted: readonly string[];
  readonly isFiltered: boolean;
  readonly isSmall: boolean;
  readonly simpler: readonly SimplerWalk[];
}

const sized = ({ input }: Scope, size: Size): PageInput => (size === undefined ? input : { ...input, MaxResults: size });

function planOf(name: string, scope: Scope, sizes: readonly Size[], sizeAt: (page: number) => Size, reason: string, simpler: readonly Size[]): PagePlan {
  const wanted = scope.sessions.map(({ id }) => id);
  const isWanted = new Set(wanted);
  const tags = Object.entries((scope.input["Tags"] ?? {}) as Readonly<Record<string, string>>).map(([key, value]) => ` under ${key}=${value}`);
  const named = sizes.map((size, index) => `${index === 0 ? "" : ", then "}${size === undefined ? "none" : String(size)}`).join("");
  return {
    name,
    what: `a walk with ${sizes.length === 1 && sizes[0] === undefined ? "no MaxResults" : `MaxResults ${named}`}${tags.join("")}`,
    inputOf: (page) => sized(scope, sizeAt(page)),
    wanted,
    unwanted: scope.others.map(({ id }) => id),
    isFiltered: tags.length > 0,
    isSmall: sizes.some((size) => size !== undefined && size < smallPage),
    simpler: simpler.map((size) => ({ inputOf: () => sized(scope, size), lists: (id) => isWanted.has(id), reason })),
  };
}

/** Pages of one size; under a filter, the filter by itself has to be right. */
function constant(name: string, scope: Scope, size: Size): PagePlan {
  const isPlain = Object.keys(scope.input).length === 0;
  return planOf(name, scope, [size], () => size, "the same filter is wrong without MaxResults too", isPlain ? [] : [undefined]);
}

/** Pages of the sizes in turn, or the last size for all that follow; a walk with each of the sizes alone has to be right. */
function changing(name: string, scope: Scope, sizes: readonly Size[], then: "again" | "last" = "last"): PagePlan {
  const at = (page: number): Size => (then === "again" ? sizes[page % sizes.length] : sizes[Math.min(page, sizes.length - 1)]);
  return planOf(name, scope, sizes, at, "a walk with one page size lacks sessions already", [...new Set(sizes)]);
}

const everything = ({ sessions }: Available): Scope => ({ input: {}, sessions, others: [] });

/** All sessions of the run and no others, where they have a tag in common. */
const ownOnly = (fixtures: Available): Scope => ({ input: commonInput(fixtures), sessions: fixtures.sessions, others: [] });

function tagged({ sessions }: Available, pair: Pair): Scope {
  const plain = sessions.filter((session) => session.plain);
  const [carriers, others] = [true, false].map((has) => plain.filter((session) => carries(session, pair) === has));
  return { input: { Tags: Object.fromEntries([pair]) }, sessions: carriers ?? [], others: others ?? [] };
}

/** Of given sessions, those of the tag whose carriers are nearest to thirteen. */
function fewOf(fixtures: Available): Scope | undefined {
  if (fixtures.given !== true) return tagged(fixtures, thirteenPair);
  const scopes = plainPairsOf(fixtures).map((pair) => tagged(fixtures, pair));
  const distance = ({ sessions }: Scope): number => Math.abs(sessions.length - 13);
  return scopes.filter(({ sessions }) => sessions.length > 1 && sessions.length <= 30).toSorted((a, b) => distance(a) - distance(b))[0];
}

const allSizes = Array.from({ length: 14 }, (_, index) => index + 1);

/** Walks with one page size each: over the whole listing, over all sessions of the run, and at every size from 1 to 14 over a few that lie far apart. */
export function constantPlans(fixtures: Available, largest: number): readonly PagePlan[] {
  const count = fixtures.sessions.length;
  const divisor = [10, 9, 8, 7, 6, 5, 4].find((size) => count % size === 0) ?? count;
  const other = [7, 11, 9, 8].find((size) => count % size !== 0) ?? count + 1;
  const whole = everything(fixtures);
  const own = ownOnly(fixtures);
  const few = fewOf(fixtures);
  const twelve = tagged(fixtures, twelvePair);
  const plans = [
    constant("default-page-size", whole, undefined),
    ...(few === undefined ? [1, 2, 3].map((size) => constant(`page-size-${String(size)}`, whole, size)) : []),
    ...(few === undefined ? [] : allSizes.map((size) => constant(`page-size-${String(size)}`, few, size))),
    constant("page-size-divisor", whole, divisor),
    constant("page-size-no-divisor", whole, other),
    constant("page-size-largest", whole, largest),
    constant("page-size-largest-but-one", whole, largest - 1),
    ...[2, 15, 20].map((size) => constant(`all-by-${String(size)}`, whole, size)),
    ...(["one-less", "as-many", "one-more"] as const).flatMap((name, index) => {
      const size = count - 1 + index;
      return size > 0 && size <= largest ? [constant(`page-size-${name}`, own, size)] : [];
    }),
    ...(twelve.sessions.length === 0 ? [] : [2, 3, 4, 6, 12].map((size) => constant(`twelve-by-${String(size)}`, twelve, size))),
  ];
  return worthWalking(fixtures, plans);
}

/** Where pages have no end without a filter, they need not be followed under filters too: that those end shows nothing of the whole listing. */
function worthWalking({ endless, outgrown }: Available, plans: readonly PagePlan[]): readonly PagePlan[] {
  return endless === true || outgrown === true ? plans.filter(({ isFiltered }) => !isFiltered) : plans;
}

/** Walks whose MaxResults changes from page to page, comes or goes. A walk of `constantPlans` has each of the sizes by itself. */
export function changingPlans(fixtures: Available, largest: number): readonly PagePlan[] {
  const count = fixtures.sessions.length;
  const whole = everything(fixtures);
  const own = ownOnly(fixtures);
  const few = fewOf(fixtures);
  const nearlyAll = Math.max(1, Math.min(count - 1, largest));
  return worthWalking(fixtures, [
    changing("page-size-changing", whole, [7, 9, 2], "again"),
    changing("page-size-changing-largest", whole, [largest, largest - 1], "again"),
    changing("page-size-small-then-none", whole, [2, undefined]),
    changing("page-size-none-then-small", whole, [undefined, 2]),
    changing("page-size-small-then-largest", whole, [2, largest]),
    changing("page-size-large-then-small", own, [nearlyAll, 2]),
    ...(few === undefined
      ? []
      : [
          changing("filtered-size-growing", few, [1, 2, 3, 4, 5]),
          changing("filtered-size-shrinking", few, [6, 4, 2, 1]),
          changing("filtered-size-and-none", few, [3, undefined]),
          changing("filtered-size-large-then-small", few, [12, 1]),
          changing("filtered-size-small-then-largest", few, [1, largest]),
        ]),
  ]);
}

/** Two walks at a time: their filters, which may be the same, and their page sizes. */
export interface WalkPair {
  readonly name: string;
  readonly scopes: readonly [Scope, Scope];
  readonly sizes: readonly [number, number];
}

/** Walks of two filters, and two walks of one, since a service may keep one position per filter. */
export function walkPairs(fixtures: Available): readonly WalkPair[] {
  const pair = (fixtures.given === true ? plainPairsOf(fixtures)[0] : undefined) ?? (["team", "blue"] as const);
  const few = fewOf(fixtures);
  return [
    { name: "two-at-a-time", scopes: [ownOnly(fixtures), tagged(fixtures, pair)], sizes: [7, 1] },
    ...(few === undefined ? [] : [{ name: "one-filter-twice", scopes: [few, few], sizes: [6, 4] } as const]),
  ];
}

/** A walk of one session a page over a few sessions of the run. */
export function onePerPage(fixtures: Available): PagePlan {
  return constant("page-size-1", fewOf(fixtures) ?? everything(fixtures), 1);
}

/** Small pages under filters that a property of its own judges: where sessions get lost there, page sizes show nothing under any other filter. */
export function filteredPlans(fixtures: Available): readonly PagePlan[] {
  return walkPairs(fixtures)
    .slice(0, 1)
    .flatMap(({ scopes, sizes }) => scopes.map((scope, index) => constant("under-a-filter", scope, sizes[index])));
}
