import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { missingSessions, repeatedSessions, unexpectedSessions } from "../checks/session-sets.ts";
import { type SimplerWalk, unexplained } from "../checks/explanation.ts";
import { type Available, carries, type FixtureSession, type Pair } from "../core/fixtures.ts";
import { comesToAnEnd, listsOnce, tokenIsAccepted } from "../paging/paging.ts";
import { withFixtures } from "../core/with-fixtures.ts";
import { foldedText, isPlainPair } from "../core/plain-text.ts";
import type { Judgement, Level, ProbingProperty, Script } from "../core/property.ts";
import { found, nothingFound, unexercised } from "../core/script.ts";
import { largeAccount, type PageInput, smallPage, tooLarge } from "../checks/pagination.ts";
import { notVerified, settledWalk, type WalkFindings } from "../checks/settled-walk.ts";

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

/** Exactly the sessions that carry every pair. */
export function exactly(fixtures: Available, pairs: readonly Pair[]): Expectation {
  const matches = (session: FixtureSession): boolean => pairs.every((pair) => carries(session, pair));
  return { wanted: fixtures.sessions.filter(matches), unwanted: fixtures.sessions.filter((session) => !matches(session)) };
}

/** As `exactly`, without what only a `should` may depend on. */
export function plainly(fixtures: Available, pairs: readonly Pair[]): Expectation {
  const { wanted, unwanted } = exactly(fixtures, pairs);
  return { wanted: wanted.filter(({ plain }) => plain), unwanted: unwanted.filter((session) => !pairs.some((pair) => almostCarries(session, pair))) };
}

/** The input that filters by pairs. */
export function tagsInput(pairs: readonly Pair[]): Readonly<Record<string, unknown>> {
  return { Tags: Object.fromEntries(pairs) };
}

/** The input of a filter's pages. */
export function filterInput({ accountSize }: Available, { pairs, size, origin, onLongPages }: Filter): PageInput {
  const { maximum } = contractOf("ListSessions").request.properties["MaxResults"] ?? {};
  const most = size ?? (onLongPages === true && accountSize > smallPage ? maximum : undefined);
  return { ...tagsInput(pairs), ...(most === undefined ? {} : { MaxResults: most }), ...(origin === undefined ? {} : { RequestOrigin: origin }) };
}

/** Walks with a filter: what is wanted must be listed, what is not must not be. */
export function* filterScript(fixtures: Available, filter: Filter, { wanted, unwanted }: Expectation, level: Level): Script {
  const { pairs, size, origin } = filter;
  if (size !== undefined && size < smallPage && fixtures.accountSize > largeAccount) return unexercised(tooLarge(fixtures.accountSize));
  const ids = (sessions: readonly FixtureSession[]): ReadonlySet<string> => new Set(sessions.map(({ id }) => id));
  const input = filterInput(fixtures, filter);
  const findings = yield* settledWalk(fixtures, () => input, origin === undefined ? ids(wanted) : new Set(), ids(unwanted));
  return judgeFilter(yield* unexplained(findings, fixtures, simplerThan(filter, fixtures, level)), pairs, wanted.length, fixtures.sessions);
}

const shown = ([key, value]: Pair): string =>
  [key, value].every((text) => /^[\w -]+$/u.test(text)) ? `${key}=${value}` : `${JSON.stringify(key)}: ${JSON.stringify(value)}`;

/** What a session carries that may have been taken for a pair: another value of its key, or its value under another key. */
function mistaken({ tags }: FixtureSession, pairs: readonly Pair[]): string {
  const alike = Object.entries(tags).filter((tag) => pairs.some(([key, value]) => (tag[0] === key) !== (tag[1] === value)));
  const [first] = alike;
  return first === undefined || alike.length > 1 ? "" : `, as one that carries ${shown(first)}`;
}

const sized = (size: number | undefined): Readonly<Record<string, unknown>> => (size === undefined ? {} : { MaxResults: size });

/** The listing without a filter. */
export const unfiltered: SimplerWalk = { inputOf: () => ({}), lists: () => true, reason: "a listing without a filter lacks the same sessions already" };

/** A value that no session has. */
const nobodysValue = "glue-conformance-no-such-value";

const oneIsWrong = "the filter of one of the tags is wrong about the same sessions already";

/**
 * Simpler walks that must be right before a filter can be judged: the same filter without small pages, each of its pairs alone, the listing without a filter.
 */
function simplerThan({ pairs, size, origin, onLongPages }: Filter, fixtures: Available, level: Level): readonly SimplerWalk[] {
  const { sessions } = fixtures;
  const long = onLongPages === undefined ? {} : { onLongPages };
  const byId = new Map(sessions.map((session) => [session.id, session]));
  const matches = (some: readonly Pair[]) => (id: string) => some.every((pair) => carries(byId.get(id) ?? { tags: {} }, pair));
  const walkOf = (some: readonly Pair[], reason: string): SimplerWalk => ({
    inputOf: () => filterInput(fixtures, { name: "", pairs: some, ...long }),
    lists: matches(some),
    reason,
  });
  const [[key] = [""]] = pairs;
  return [
    ...(size === undefined && origin === undefined
      ? []
      : [walkOf(pairs, "the filter is wrong about the same sessions without MaxResults and RequestOrigin too")]),
    ...(pairs.length < 2 ? [] : pairs.map((pair) => walkOf([pair], oneIsWrong))),
    ...(pairs.length < 2 || size === undefined
      ? []
      : pairs.map((pair) => ({ ...walkOf([pair], oneIsWrong), inputOf: () => ({ ...tagsInput([pair]), ...sized(size) }) }))),
    ...(pairs.length !== 1 || level === "must" || !isPlainPair([key, nobodysValue])
      ? []
      : [walkOf([[key, nobodysValue]], "a filter by a value that no session has lists the same sessions")]),
    { ...unfiltered, inputOf: () => sized(size) },
    ...(size === undefined ? [] : [unfiltered]),
  ];
}

/** What a walk with a filter shows; it must list `of` of the sessions. */
export function judgeFilter(
  { missing, unverified, unexpected, repeated, broken, explained, step }: WalkFindings,
  pairs: readonly Pair[],
  of: number,
  sessions: readonly FixtureSession[] = [],
): Judgement {
  if (broken?.kind === "denied") return unexercised("the target denies access to a valid request");
  const at = (judgement: Judgement): Judgement => ({ ...judgement, violatingSteps: [step] });
  const pair = pairs.map(shown).join(" and ");
  const wrong = sessions.find(({ id }) => unexpected.includes(id));
  const which = pairs.length === 0 ? "where no tag is asked for" : `that carries ${pair}`;
  const code = broken?.violation.code;
  const derived = {
    // Where the filter was not kept, the token may be one for another.
    ...(broken !== undefined && code === "token-refused" && unexpected.length === 0 ? { [tokenIsAccepted]: at(found(broken.violation)) } : {}),
    ...(broken?.kind === "endless" ? { [comesToAnEnd]: at(found(broken.violation)) } : {}),
    ...(broken !== undefined
      ? {}
      : {
          [listsOnce]:
            repeated.length === 0 ? nothingFound : at(found(repeatedSessions(repeated, pairs.length === 0 ? "in a walk" : `in a walk under ${pair}`))),
        }),
  };
  if (explained !== undefined) return { ...unexercised(explained), derived };
  if (broken?.kind === "refused" && code !== "token-refused") return { ...at(found(broken.violation)), derived };
  const violations = [
    ...(broken === undefined && missing.length > 0 ? [missingSessions(missing, of, which)] : []),
    ...(unexpected.length > 0 ? [unexpectedSessions(unexpected, `that does not carry ${pair}${wrong === undefined ? "" : mistaken(wrong, pairs)}`)] : []),
  ];
  if (violations.length === 0 && broken !== undefined) return { ...unexercised("the walk does not come to its end"), derived };
  if (violations.length === 0 && unverified) return { ...unexercised(notVerified), derived };
  return { ...at(found(...violations)), derived };
}

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

/** The filters to walk with: over the run's own sessions, and over those that are there already. */
interface FiltersOf {
  readonly designed: (fixtures: Available, largest: number) => readonly Filter[];
  readonly given: (fixtures: Available, largest: number) => readonly Filter[];
}

/** A property of walks with filters: each lists what is wanted and nothing that is not. */
export function filterProperty(
  id: string,
  requirement: string,
  level: Level,
  title: string,
  filters: FiltersOf,
  expect: (fixtures: Available, pairs: readonly Pair[]) => Expectation,
): ProbingProperty {
  return {
    kind: "probing",
    id,
    requirement,
    level,
    title,
    phase: "scenarios",
    needs: "fixtures",
    cases: (context) =>
      withFixtures(context, (fixtures) =>
        (fixtures.given === true ? filters.given : filters.designed)(
          fixtures,
          context.contract.request.properties["MaxResults"]?.maximum ?? fixtures.accountSize,
        ).map((filter) => ({
          id: `${id}#filter/${filter.name}`,
          script: () => filterScript(fixtures, filter, expect(fixtures, filter.pairs), level),
        })),
      ),
  };
}

/** A filter of one pair among the many of a plan. */
export const planned = (name: string, pair: Pair): Filter => ({ name, pairs: [pair], onLongPages: true });

/** A filter of one pair. */
export const single = (name: string, key: string, value: string, size?: number): Filter => ({
  name,
  pairs: [[key, value]],
  ...(size === undefined ? {} : { size }),
});
