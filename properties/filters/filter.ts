import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { filterBy } from "../checks/exclusive-scenario.ts";
import { type SimplerWalk, unexplained } from "../checks/explanation.ts";
import { largeAccount, type PageInput, smallPage, tooLarge } from "../checks/pagination.ts";
import { missingSessions, repeatedSessions, unexpectedSessions } from "../checks/session-sets.ts";
import { comesToAnEnd, listsOnce, notVerified, settledWalk, tokenIsAccepted, type WalkFindings } from "../checks/settled-walk.ts";
import { type Available, carries, type FixtureSession, type Pair } from "../core/fixtures.ts";
import { foldedText, isPlainPair } from "../core/plain-text.ts";
import type { Judgement, Level, Script } from "../core/property.ts";
import { overSessions, type Parts } from "../core/property-table.ts";
import { at, found, nothingFound, unexercised } from "../core/script.ts";

/** A filter to walk with, by name. */
export interface Filter {
  readonly name: string;
  readonly pairs: readonly Pair[];
  readonly size?: number;
  /** Sent along as `RequestOrigin`; since it may filter too, nothing need then be listed. */
  readonly origin?: string;
  /** Walked on the longest pages where there are many sessions: one of many filters alike, some of which take others' pages before they filter. */
  readonly onLongPages?: true;
}

/** A filter of one pair. */
export const single = (name: string, pair: Pair, size?: number): Filter => ({ name, pairs: [pair], ...(size === undefined ? {} : { size }) });

/** Filters of one pair each, by their names. */
export const singles = (pairs: Readonly<Record<string, Pair>>): readonly Filter[] => Object.entries(pairs).map(([name, pair]) => single(name, pair));

/** A filter of one pair among the many of a plan. */
export const planned = (name: string, pair: Pair): Filter => ({ ...single(name, pair), onLongPages: true });

/** Which of the run's sessions a filter must list, and which it must not. */
export interface Expectation {
  readonly wanted: readonly FixtureSession[];
  readonly unwanted: readonly FixtureSession[];
}

const folded = new WeakMap<FixtureSession["tags"], ReadonlySet<string>>();

/** Whether a session has the pair up to differences that a `should` judges: letter case, blanks at the ends and in a row, accents. */
function almostCarries({ tags }: FixtureSession, pair: Pair): boolean {
  const foldedPair = (one: Pair): string => one.map(foldedText).join("\n");
  const own = folded.get(tags) ?? new Set(Object.entries(tags).map(foldedPair));
  folded.set(tags, own);
  return own.has(foldedPair(pair));
}

/** Whether a session carries every pair. */
export const carriesAll = (session: Pick<FixtureSession, "tags">, pairs: readonly Pair[]): boolean => pairs.every((pair) => carries(session, pair));

/** Exactly the sessions that carry every pair. */
export function exactly({ sessions }: Available, pairs: readonly Pair[]): Expectation {
  return { wanted: sessions.filter((session) => carriesAll(session, pairs)), unwanted: sessions.filter((session) => !carriesAll(session, pairs)) };
}

/** As `exactly`, without what only a `should` may depend on. */
export function plainly(fixtures: Available, pairs: readonly Pair[]): Expectation {
  const { wanted, unwanted } = exactly(fixtures, pairs);
  return { wanted: wanted.filter(({ plain }) => plain), unwanted: unwanted.filter((session) => !pairs.some((pair) => almostCarries(session, pair))) };
}

/** The input of a filter's pages. */
export function filterInput({ accountSize }: Available, { pairs, size, origin, onLongPages }: Omit<Filter, "name">): PageInput {
  const { maximum } = contractOf("ListSessions").request.properties["MaxResults"] ?? {};
  const most = size ?? (onLongPages === true && accountSize > smallPage ? maximum : undefined);
  return { ...filterBy(...pairs), ...sized(most), ...(origin === undefined ? {} : { RequestOrigin: origin }) };
}

const sized = (size: number | undefined): PageInput => (size === undefined ? {} : { MaxResults: size });

const idsOf = (sessions: readonly FixtureSession[]): readonly string[] => sessions.map(({ id }) => id);

/** Walks with a filter: what is wanted must be listed, what is not must not be. */
export function* filterScript(fixtures: Available, filter: Filter, { wanted, unwanted }: Expectation, level: Level): Script {
  const { pairs, size, origin } = filter;
  if (size !== undefined && size < smallPage && fixtures.accountSize > largeAccount) return unexercised(tooLarge(fixtures.accountSize));
  const findings = yield* settledWalk(fixtures, filterInput(fixtures, filter), origin === undefined ? idsOf(wanted) : [], idsOf(unwanted));
  return judgeFilter(yield* unexplained(findings, fixtures, simplerThan(filter, fixtures, level)), pairs, wanted.length, fixtures.sessions);
}

const shown = (pair: Pair): string => (pair.every((text) => /^[\w -]+$/u.test(text)) ? pair.join("=") : pair.map((text) => JSON.stringify(text)).join(": "));

/** What a session carries that may have been taken for a pair: another value of its key, or its value under another key. */
function mistaken({ tags }: FixtureSession, pairs: readonly Pair[]): string {
  const [first, ...others] = Object.entries(tags).filter((tag) => pairs.some(([key, value]) => (tag[0] === key) !== (tag[1] === value)));
  return first === undefined || others.length > 0 ? "" : `, as one that carries ${shown(first)}`;
}

/** The listing without a filter. */
export const unfiltered: SimplerWalk = { inputs: {}, lists: () => true, reason: "a listing without a filter lacks the same sessions already" };

/** A value that no session has. */
const nobodysValue = "glue-conformance-no-such-value";

/** Why the filter of several tags is not judged. */
export const oneIsWrong = "the filter of one of the tags is wrong about the same sessions already";

/**
 * Simpler walks that must be right before a filter can be judged: the same filter without small pages, each of its pairs alone, the listing without a filter.
 */
function simplerThan({ pairs, size, origin, onLongPages }: Filter, fixtures: Available, level: Level): readonly SimplerWalk[] {
  const long = onLongPages === undefined ? {} : { onLongPages };
  const byId = new Map(fixtures.sessions.map((session) => [session.id, session]));
  const walkOf = (some: readonly Pair[], reason: string, pages: Partial<Filter> = long): SimplerWalk => ({
    inputs: filterInput(fixtures, { pairs: some, ...pages }),
    lists: (id) => carriesAll(byId.get(id) ?? { tags: {} }, some),
    reason,
  });
  const each = pairs.length < 2 ? [] : pairs;
  const [[key] = [""]] = pairs;
  const isAlone = pairs.length === 1 && level !== "must" && isPlainPair([key, nobodysValue]);
  return [
    ...(size === undefined && origin === undefined
      ? []
      : [walkOf(pairs, "the filter is wrong about the same sessions without MaxResults and RequestOrigin too")]),
    ...each.map((pair) => walkOf([pair], oneIsWrong)),
    ...(size === undefined ? [] : each.map((pair) => walkOf([pair], oneIsWrong, { size }))),
    ...(isAlone ? [walkOf([[key, nobodysValue]], "a filter by a value that no session has lists the same sessions")] : []),
    { ...unfiltered, inputs: sized(size) },
    ...(size === undefined ? [] : [unfiltered]),
  ];
}

/** What a walk with a filter shows; it must list `of` of the sessions. */
export function judgeFilter(findings: WalkFindings, pairs: readonly Pair[], of: number, sessions: readonly FixtureSession[] = []): Judgement {
  const { missing, unverified, unexpected, repeated, broken, explained, shownBy } = findings;
  if (broken?.kind === "denied") return unexercised("the target denies access to a valid request");
  const pair = pairs.map(shown).join(" and ");
  const wrong = sessions.find(({ id }) => unexpected.includes(id));
  const which = pairs.length === 0 ? "where no tag is asked for" : `that carries ${pair}`;
  const isTokenRefused = broken?.violation.code === "token-refused";
  const breach = broken === undefined ? nothingFound : at(found(broken.violation), shownBy);
  const once = repeated.length === 0 ? nothingFound : at(found(repeatedSessions(repeated, `in a walk${pairs.length === 0 ? "" : ` under ${pair}`}`)), shownBy);
  const derived = {
    // Where the filter was not kept, the token may be one for another.
    ...(isTokenRefused && unexpected.length === 0 ? { [tokenIsAccepted]: breach } : {}),
    ...(broken?.kind === "endless" ? { [comesToAnEnd]: breach } : {}),
    ...(broken === undefined ? { [listsOnce]: once } : {}),
  };
  if (explained !== undefined) return { ...unexercised(explained), derived };
  if (broken?.kind === "refused" && !isTokenRefused) return { ...breach, derived };
  const violations = [
    ...(broken === undefined && missing.length > 0 ? [missingSessions(missing, of, which)] : []),
    ...(unexpected.length > 0 ? [unexpectedSessions(unexpected, `that does not carry ${pair}${wrong === undefined ? "" : mistaken(wrong, pairs)}`)] : []),
  ];
  if (violations.length === 0 && broken !== undefined) return { ...unexercised("the walk does not come to its end"), derived };
  if (violations.length === 0 && unverified) return { ...unexercised(notVerified), derived };
  return { ...at(found(...violations), shownBy), derived };
}

type Filters = (fixtures: Available, largest: number) => readonly Filter[];

/** Cases of walks with filters, over the run's own sessions and over those that are there already: each lists what is expected of it and nothing else. */
export function filtering(level: Level, designed: Filters, given: Filters, expectation = exactly): Parts<"fixtures"> {
  return overSessions((fixtures, { contract }) => {
    const largest = contract.request.properties["MaxResults"]?.maximum ?? fixtures.accountSize;
    const filters = (fixtures.given === true ? given : designed)(fixtures, largest);
    return filters.map((filter) => [`filter/${filter.name}`, () => filterScript(fixtures, filter, expectation(fixtures, filter.pairs), level)]);
  });
}
