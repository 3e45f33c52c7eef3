import { type Available, carries, type FixtureSession, type Pair } from "../core/fixtures.ts";
import { commonInput, plainPairsOf } from "../fixtures/existing-sessions.ts";
import { thirteenPair, twelvePair } from "../fixtures/place-tags.ts";
import type { SimplerWalk } from "./explanation.ts";
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
  readonly inputs: (page: number) => PageInput;
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
  const named = sizes.map((size) => String(size ?? "none")).join(", then ");
  return {
    name,
    what: `a walk with ${named === "none" ? "no MaxResults" : `MaxResults ${named}`}${tags.join("")}`,
    inputs: (page) => sized(scope, sizeAt(page)),
    wanted,
    unwanted: scope.others.map(({ id }) => id),
    isFiltered: tags.length > 0,
    isSmall: sizes.some((size) => size !== undefined && size < smallPage),
    simpler: simpler.map((size) => ({ inputs: sized(scope, size), lists: (id) => isWanted.has(id), reason })),
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

/** The scopes of a run: everything, all of its sessions and no others where they have a tag in common, a few that lie far apart, and those of a tag. */
function scopesOf(fixtures: Available): Readonly<Record<"whole" | "own", Scope>> & { readonly few: Scope | undefined; readonly tagged: (pair: Pair) => Scope } {
  const { sessions, given } = fixtures;
  const plain = sessions.filter((session) => session.plain);
  const tagged = (pair: Pair): Scope => ({
    input: { Tags: Object.fromEntries([pair]) },
    sessions: plain.filter((session) => carries(session, pair)),
    others: plain.filter((session) => !carries(session, pair)),
  });
  // Of given sessions, those of the tag whose carriers are nearest to thirteen.
  const distance = (scope: Scope): number => Math.abs(scope.sessions.length - 13);
  const fitting =
    given !== true ? [] : plainPairsOf(fixtures).flatMap((pair) => [tagged(pair)].filter((one) => one.sessions.length > 1 && one.sessions.length <= 30));
  return {
    whole: { input: {}, sessions, others: [] },
    own: { input: commonInput(fixtures), sessions, others: [] },
    few: given === true ? fitting.toSorted((a, b) => distance(a) - distance(b))[0] : tagged(thirteenPair),
    tagged,
  };
}

const allSizes = Array.from({ length: 14 }, (_, index) => index + 1);

/** Walks with one page size each: over the whole listing, over all sessions of the run, and at every size from 1 to 14 over a few that lie far apart. */
export function constantPlans(fixtures: Available, largest: number): readonly PagePlan[] {
  const count = fixtures.sessions.length;
  const divisor = [10, 9, 8, 7, 6, 5, 4].find((size) => count % size === 0) ?? count;
  const other = [7, 11, 9, 8].find((size) => count % size !== 0) ?? count + 1;
  const { whole, own, few, tagged } = scopesOf(fixtures);
  const twelve = tagged(twelvePair);
  const around = { "one-less": count - 1, "as-many": count, "one-more": count + 1 };
  return worthWalking(fixtures, [
    constant("default-page-size", whole, undefined),
    ...(few === undefined ? [1, 2, 3] : allSizes).map((size) => constant(`page-size-${String(size)}`, few ?? whole, size)),
    constant("page-size-divisor", whole, divisor),
    constant("page-size-no-divisor", whole, other),
    constant("page-size-largest", whole, largest),
    constant("page-size-largest-but-one", whole, largest - 1),
    ...[2, 15, 20].map((size) => constant(`all-by-${String(size)}`, whole, size)),
    ...Object.entries(around).flatMap(([name, size]) => (size > 0 && size <= largest ? [constant(`page-size-${name}`, own, size)] : [])),
    ...(twelve.sessions.length === 0 ? [] : [2, 3, 4, 6, 12].map((size) => constant(`twelve-by-${String(size)}`, twelve, size))),
  ]);
}

/** Where pages have no end without a filter, they need not be followed under filters too: that those end shows nothing of the whole listing. */
function worthWalking({ endless, outgrown }: Available, plans: readonly PagePlan[]): readonly PagePlan[] {
  return endless === true || outgrown === true ? plans.filter(({ isFiltered }) => !isFiltered) : plans;
}

/** Walks whose MaxResults changes from page to page, comes or goes. A walk of `constantPlans` has each of the sizes by itself. */
export function changingPlans(fixtures: Available, largest: number): readonly PagePlan[] {
  const { whole, own, few } = scopesOf(fixtures);
  const nearlyAll = Math.max(1, Math.min(fixtures.sessions.length - 1, largest));
  const filtered: Readonly<Record<string, readonly Size[]>> = {
    growing: [1, 2, 3, 4, 5],
    shrinking: [6, 4, 2, 1],
    "and-none": [3, undefined],
    "large-then-small": [12, 1],
    "small-then-largest": [1, largest],
  };
  return worthWalking(fixtures, [
    changing("page-size-changing", whole, [7, 9, 2], "again"),
    changing("page-size-changing-largest", whole, [largest, largest - 1], "again"),
    changing("page-size-small-then-none", whole, [2, undefined]),
    changing("page-size-none-then-small", whole, [undefined, 2]),
    changing("page-size-small-then-largest", whole, [2, largest]),
    changing("page-size-large-then-small", own, [nearlyAll, 2]),
    ...Object.entries(few === undefined ? {} : filtered).map(([name, sizes]) => changing(`filtered-size-${name}`, few ?? whole, sizes)),
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
  const { own, few, tagged } = scopesOf(fixtures);
  const apart: WalkPair = { name: "two-at-a-time", scopes: [own, tagged(pair)], sizes: [7, 1] };
  return few === undefined ? [apart] : [apart, { name: "one-filter-twice", scopes: [few, few], sizes: [6, 4] }];
}

/** A walk of one session a page over a few sessions of the run. */
export function onePerPage(fixtures: Available): PagePlan {
  const { few, whole } = scopesOf(fixtures);
  return constant("page-size-1", few ?? whole, 1);
}

/** Small pages under filters that a property of its own judges: where sessions get lost there, page sizes show nothing under any other filter. */
export function filteredPlans(fixtures: Available): readonly PagePlan[] {
  const [{ scopes, sizes }] = walkPairs(fixtures) as readonly [WalkPair];
  return scopes.map((scope, index) => constant("under-a-filter", scope, sizes[index]));
}
