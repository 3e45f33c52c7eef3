import { type Available, carries, type FixtureSession, type Pair } from "./fixtures.ts";
import { comesToAnEnd, tokenIsAccepted, withFixtures } from "./paging.ts";
import type { Judgement, Level, ProbingProperty, Script } from "./property.ts";
import { found, unexercised } from "./script.ts";
import { largeAccount, notVerified, settledWalk, smallPage, tooLarge, type WalkFindings } from "./walk.ts";

/** Which of the run's sessions a filter must list, and which it must not. */
export interface Expectation {
  readonly wanted: readonly FixtureSession[];
  readonly unwanted: readonly FixtureSession[];
}

const fold = (text: string): string => text.trim().toLowerCase();

/** Whether a session has the pair but for letter case or blanks at an end, which is a `should` of its own. */
const almostCarries = ({ tags }: FixtureSession, [key, value]: Pair): boolean =>
  Object.entries(tags).some(([name, text]) => fold(name) === fold(key) && fold(text) === fold(value));

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
export function tagsOf(pairs: readonly Pair[]): Readonly<Record<string, unknown>> {
  return { Tags: Object.fromEntries(pairs) };
}

function* filterScript(fixtures: Available, { pairs, size, origin }: Filter, { wanted, unwanted }: Expectation): Script {
  if (size !== undefined && size < smallPage && fixtures.accountSize > largeAccount) return unexercised(tooLarge(fixtures.accountSize));
  const ids = (sessions: readonly FixtureSession[]): ReadonlySet<string> => new Set(sessions.map(({ id }) => id));
  const input = { ...tagsOf(pairs), ...(size === undefined ? {} : { MaxResults: size }), ...(origin === undefined ? {} : { RequestOrigin: origin }) };
  return judgeFilter(yield* settledWalk(fixtures, () => input, origin === undefined ? ids(wanted) : new Set(), ids(unwanted)), pairs);
}

/** What a walk with a filter shows. */
export function judgeFilter({ missing, unverified, unexpected, broken, step }: WalkFindings, pairs: readonly Pair[]): Judgement {
  if (broken?.kind === "denied") return unexercised("the target denies access to a valid request");
  if (broken?.kind === "refused" && broken.violation.code !== "token-refused") return { ...found(broken.violation), violatingSteps: [step] };
  const pair = pairs.map(([key, value]) => `${key}=${value}`).join(" and ");
  const violations = [
    ...(broken === undefined && missing.length > 0
      ? [{ code: "session-missing" as const, pointer: "/body/Ids", expected: `every session that carries ${pair}`, received: missing.slice(0, 5) }]
      : []),
    ...(unexpected.length > 0
      ? [{ code: "session-unexpected" as const, pointer: "/body/Ids", expected: `no session that does not carry ${pair}`, received: unexpected.slice(0, 5) }]
      : []),
  ];
  const companion = broken?.violation.code === "token-refused" ? tokenIsAccepted : broken?.kind === "endless" ? comesToAnEnd : undefined;
  const refused =
    broken === undefined || companion === undefined ? {} : { companions: { [companion]: { ...found(broken.violation), violatingSteps: [step] } } };
  if (violations.length === 0 && broken !== undefined) return { ...unexercised("the walk does not come to its end"), ...refused };
  if (violations.length === 0 && unverified) return unexercised(notVerified);
  return { violations, violatingSteps: [step], ...refused };
}

/** A filter to walk with, by name. */
export interface Filter {
  readonly name: string;
  readonly pairs: readonly Pair[];
  readonly size?: number;
  /** Sent along as `RequestOrigin`; since it may filter too, nothing need then be listed. */
  readonly origin?: string;
}

/** The filters to walk with: over the run's own sessions, and over those that are there already. */
interface FiltersOf {
  readonly designed: (fixtures: Available, largest: number) => readonly Filter[];
  readonly given: (fixtures: Available, largest: number) => readonly Filter[];
}

/** A property of walks with filters: each lists what is wanted and nothing that is not. */
export function filtering(
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
          script: () => filterScript(fixtures, filter, expect(fixtures, filter.pairs)),
        })),
      ),
  };
}

/** A filter of one pair. */
export const single = (name: string, key: string, value: string, size?: number): Filter => ({
  name,
  pairs: [[key, value]],
  ...(size === undefined ? {} : { size }),
});
