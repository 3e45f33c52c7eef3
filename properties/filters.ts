import { type FixtureSession, type FixtureSet, runTag } from "./fixtures.ts";
import { tokenIsAccepted, withFixtures } from "./paging.ts";
import type { Judgement, Level, Probe, ProbingProperty, Property, Script } from "./property.ts";
import { found, nothingFound, send, unexercised } from "./script.ts";
import { nextTokenOf } from "./answer.ts";
import { judgeRefused, shortForm } from "./checks/acceptance.ts";
import { brokenProbe, openProbe, validProbe } from "./request.ts";
import { largeAccount, notVerified, settledWalk, smallPage, walk, type WalkFindings } from "./walk.ts";

type Available = FixtureSet & { readonly available: true };
type Pair = readonly [key: string, value: string];

/** Which of the run's sessions a filter must list, and which it must not. */
interface Expectation {
  readonly wanted: readonly FixtureSession[];
  readonly unwanted: readonly FixtureSession[];
}

const carries = ({ tags }: FixtureSession, [key, value]: Pair): boolean => Object.hasOwn(tags, key) && tags[key] === value;
const fold = (text: string): string => text.trim().toLowerCase();

/** Whether a session has the pair but for letter case or blanks at an end, which is a `should` of its own. */
const almostCarries = ({ tags }: FixtureSession, [key, value]: Pair): boolean =>
  Object.entries(tags).some(([name, text]) => fold(name) === fold(key) && fold(text) === fold(value));

function exactly(fixtures: Available, pairs: readonly Pair[]): Expectation {
  const matches = (session: FixtureSession): boolean => pairs.every((pair) => carries(session, pair));
  return { wanted: fixtures.sessions.filter(matches), unwanted: fixtures.sessions.filter((session) => !matches(session)) };
}

/** As `exactly`, without what only a `should` may depend on. */
function plainly(fixtures: Available, pairs: readonly Pair[]): Expectation {
  const { wanted, unwanted } = exactly(fixtures, pairs);
  return { wanted: wanted.filter(({ plain }) => plain), unwanted: unwanted.filter((session) => !pairs.some((pair) => almostCarries(session, pair))) };
}

function tagsOf(pairs: readonly Pair[]): Readonly<Record<string, unknown>> {
  return { Tags: Object.fromEntries(pairs) };
}

function* filterScript(fixtures: Available, { pairs, size, origin }: Filter, { wanted, unwanted }: Expectation): Script {
  if (size !== undefined && size < smallPage && fixtures.accountSize > largeAccount)
    return unexercised(`the account holds ${String(fixtures.accountSize)} sessions, too many for small pages`);
  const ids = (sessions: readonly FixtureSession[]): ReadonlySet<string> => new Set(sessions.map(({ id }) => id));
  const input = { ...tagsOf(pairs), ...(size === undefined ? {} : { MaxResults: size }), ...(origin === undefined ? {} : { RequestOrigin: origin }) };
  return judgeFilter(yield* settledWalk(fixtures, () => input, origin === undefined ? ids(wanted) : new Set(), ids(unwanted)), pairs);
}

function judgeFilter({ missing, unverified, unexpected, broken, step }: WalkFindings, pairs: readonly Pair[]): Judgement {
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
  const refused =
    broken?.violation.code === "token-refused" ? { companions: { [tokenIsAccepted]: { ...found(broken.violation), violatingSteps: [step] } } } : {};
  if (violations.length === 0 && broken !== undefined) return { ...unexercised("the walk does not come to its end"), ...refused };
  if (violations.length === 0 && unverified) return unexercised(notVerified);
  return { violations, violatingSteps: [step], ...refused };
}

interface Filter {
  readonly name: string;
  readonly pairs: readonly Pair[];
  readonly size?: number;
  /** Sent along as `RequestOrigin`; since it may filter too, nothing need then be listed. */
  readonly origin?: string;
}

function filtering(
  id: string,
  requirement: string,
  level: Level,
  title: string,
  filters: (fixtures: Available, largest: number) => readonly Filter[],
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
        filters(fixtures, context.contract.request.properties["MaxResults"]?.maximum ?? fixtures.accountSize).map((filter) => ({
          id: `${id}#filter/${filter.name}`,
          script: () => filterScript(fixtures, filter, expect(fixtures, filter.pairs)),
        })),
      ),
  };
}

const single = (name: string, key: string, value: string, size?: number): Filter => ({ name, pairs: [[key, value]], ...(size === undefined ? {} : { size }) });

const exactPair = filtering(
  "filters/single-pair/exact",
  "filter.single-pair",
  "must",
  "lists exactly the sessions that carry the one tag asked for",
  (fixtures) => [
    single("value", "team", "blue"),
    single("value-of-another-key", "crew", "blue"),
    single("key-and-value-swapped", "blue", "team"),
    single("prototype-key", "__proto__", "blue"),
    single("constructor-key", "constructor", "blue"),
    { name: "tag-of-every-session", pairs: [runTag(fixtures.owner)] },
    single("longer-value", "team", "bluegreen"),
    single("number", "count", "1"),
    single("padded-number", "count", "01"),
    single("decimal-number", "count", "1.0"),
    single("boolean", "count", "true"),
    single("equals-in-key", "x=y", "z"),
    single("equals-in-value", "x", "y=z"),
    single("colon-in-key", "p:q", "r"),
    single("slash", "path", "a/b"),
    single("plus", "path", "a+b"),
    single("blank", "path", "a b"),
    single("late-tag-of-many", "label15", "on"),
    single("long-value", "note", "n".repeat(100)),
    { ...single("beside-request-origin", "team", "blue"), origin: "glue-conformance" },
    single("no-such-value", "team", "violet"),
    single("no-such-key", "glue-conformance-no-such-key", "blue"),
  ],
  plainly,
);

const pagedPair = filtering(
  "filters/single-pair/kept-over-pages",
  "filter.over-pages",
  "must",
  "keeps the filter over all pages of a walk",
  (fixtures, largest) => [
    single("one-a-page", "team", "blue", 1),
    { name: "seven-a-page", pairs: [runTag(fixtures.owner)], size: 7 },
    { name: "largest-page", pairs: [runTag(fixtures.owner)], size: largest },
  ],
  plainly,
);

const severalPairs = filtering(
  "filters/several-pairs/all",
  "filter.several-pairs",
  "should",
  "lists the sessions that carry all of several tags",
  () => [
    {
      name: "both",
      pairs: [
        ["a", "1"],
        ["b", "2"],
      ],
    },
    {
      name: "both-turned-round",
      pairs: [
        ["b", "2"],
        ["a", "1"],
      ],
    },
    {
      name: "first-only",
      pairs: [
        ["team", "blue"],
        ["b", "2"],
      ],
    },
    {
      name: "swapped-values",
      pairs: [
        ["a", "2"],
        ["b", "1"],
      ],
    },
    {
      name: "one-without-a-match",
      pairs: [
        ["team", "blue"],
        ["a", "no-such-value"],
      ],
    },
  ],
  exactly,
);

const narrows: ProbingProperty = {
  kind: "probing",
  id: "filters/several-pairs/never-widens",
  requirement: "filter.several-pairs",
  level: "should",
  title: "lists no session for two tags that it does not list for one of them",
  phase: "scenarios",
  needs: "fixtures",
  cases: (context) =>
    withFixtures(context, (fixtures) => [
      {
        id: "filters/several-pairs/never-widens#filter/second-pair",
        *script(): Script {
          const own = new Set(fixtures.sessions.map(({ id }) => id));
          const one = yield* walk(() => ({ Tags: { a: "1" } }), fixtures.accountSize);
          const both = yield* walk(() => ({ Tags: { a: "1", team: "blue" } }), fixtures.accountSize);
          if (one.broken !== undefined || both.broken !== undefined) return unexercised("the walk does not come to its end");
          const wider = [...both.listed].filter((id) => own.has(id) && !one.listed.has(id));
          return wider.length === 0
            ? nothingFound
            : found({
                code: "session-unexpected",
                pointer: "/body/Ids",
                expected: "only sessions that the filter of one tag lists too",
                received: wider.slice(0, 5),
              });
        },
      },
    ]),
};

const caseSensitive = filtering(
  "filters/case-sensitive",
  "filter.case",
  "should",
  "tells upper from lower case in keys and values",
  () => [single("value", "team", "Blue"), single("upper-value", "team", "BLUE"), single("key", "Team", "blue"), single("lower-value", "team", "blue")],
  (fixtures, pairs) => withoutBlanks(exactly(fixtures, pairs)),
);

// Sessions that differ by blanks alone are another property's matter.
function withoutBlanks({ wanted, unwanted }: Expectation): Expectation {
  return { wanted, unwanted: unwanted.filter(({ tags }) => Object.values(tags).every((text) => text === text.trim())) };
}

const blanksCount = filtering(
  "filters/blanks-count",
  "filter.blanks",
  "should",
  "tells values apart that differ by blanks at an end",
  () => [single("leading", "team", " blue"), single("trailing", "team", "blue ")],
  exactly,
);

const emptyValue = filtering(
  "filters/empty-value",
  "filter.empty-value",
  "should",
  "takes an empty value for an empty value, not for any",
  () => [single("empty", "team", "")],
  exactly,
);

const emptyFilter: ProbingProperty = filtering(
  "filters/no-pairs",
  "filter.none",
  "should",
  "lists every session when the filter holds no pair",
  () => [{ name: "no-pairs", pairs: [] }],
  exactly,
);

const nullFilter: ProbingProperty = {
  kind: "probing",
  id: "filters/null-is-absent",
  requirement: "request.null-is-absent",
  level: "must",
  title: "lists every session when filter and page size are null",
  phase: "scenarios",
  needs: "fixtures",
  cases: (context) =>
    withFixtures(context, (fixtures) => [
      {
        id: "filters/null-is-absent#all/null",
        *script(): Script {
          const wanted = new Set(fixtures.sessions.filter(({ plain }) => plain).map(({ id }) => id));
          return judgeFilter(yield* settledWalk(fixtures, () => ({ MaxResults: null, RequestOrigin: null, Tags: null }), wanted, new Set()), []);
        },
      },
    ]),
};

const changedFilter: ProbingProperty = {
  kind: "probing",
  id: "filters/changed-between-pages/observed",
  requirement: "filter.changed-between-pages",
  level: "may",
  title: "tells what a token with another filter is answered with",
  phase: "scenarios",
  needs: "fixtures",
  cases: (context) =>
    withFixtures(context, (fixtures) => [{ id: "filters/changed-between-pages/observed#filter/changed", script: () => changedFilterScript(fixtures) }]),
};

function* changedFilterScript(fixtures: Available): Script {
  const first = yield* send(validProbe("ListSessions", { ...tagsOf([runTag(fixtures.owner)]), MaxResults: 1 }));
  const token = first.answer === undefined ? undefined : nextTokenOf(first.answer);
  if (token === undefined) return unexercised("the first page gave no token");
  const { answer } = yield* send(openProbe("ListSessions", { ...tagsOf([["team", "blue"]]), MaxResults: 1, NextToken: token }));
  return { violations: [], observations: answer === undefined ? [] : [{ code: "filter-changed", text: JSON.stringify(shortForm(answer)) }] };
}

const originFilter: ProbingProperty = {
  kind: "probing",
  id: "filters/request-origin/observed",
  requirement: "filter.request-origin",
  level: "may",
  title: "tells whether RequestOrigin filters",
  phase: "scenarios",
  needs: "fixtures",
  cases: (context) =>
    withFixtures(context, (fixtures) => [
      {
        id: "filters/request-origin/observed#RequestOrigin/unused",
        *script(): Script {
          const { missing } = yield* settledWalk(
            fixtures,
            () => ({ RequestOrigin: "glue-conformance-unused-origin" }),
            new Set(fixtures.sessions.map(({ id }) => id)),
            new Set(),
          );
          return { violations: [], observations: [{ code: "request-origin", text: missing.length === 0 ? "does not filter" : "filters" }] };
        },
      },
    ]),
};

/** A broken request is refused although it carries a token that the target gave. */
const validatesWithToken: ProbingProperty = {
  kind: "probing",
  id: "paging/token-spares-no-check",
  requirement: "request.invalid",
  level: "must",
  title: "refuses a broken request that comes with a good token",
  phase: "scenarios",
  needs: "fixtures",
  cases: (context) =>
    withFixtures(context, (fixtures) => {
      const range = context.contract.request.properties["MaxResults"];
      const inputs: readonly (readonly [string, Readonly<Record<string, unknown>>, Probe["breaks"] & object])[] = [
        ["MaxResults/maximum", { MaxResults: (range?.maximum ?? 0) + 1 }, { member: "MaxResults", keyword: "maximum" }],
        ["MaxResults/minimum", { MaxResults: (range?.minimum ?? 1) - 1 }, { member: "MaxResults", keyword: "minimum" }],
        ["RequestOrigin/pattern", { RequestOrigin: "a b", MaxResults: 1 }, { member: "RequestOrigin", keyword: "pattern" }],
      ];
      return inputs.map(([name, input, breaks]) => ({
        id: `paging/token-spares-no-check#${name}/with-token`,
        breaks,
        script: () => withTokenScript(fixtures, input, breaks),
      }));
    }),
};

function* withTokenScript(fixtures: Available, input: Readonly<Record<string, unknown>>, breaks: NonNullable<Probe["breaks"]>): Script {
  const filter = tagsOf([runTag(fixtures.owner)]);
  const first = yield* send(validProbe("ListSessions", { ...filter, MaxResults: 1 }));
  const token = first.answer === undefined ? undefined : nextTokenOf(first.answer);
  if (token === undefined) return unexercised("the first page gave no token");
  return judgeRefused(
    yield* send(brokenProbe("ListSessions", { ...filter, ...input, NextToken: token }, breaks)),
    `${breaks.member} that breaks ${breaks.keyword}, beside a good token`,
  );
}

/** What is judged of filters, over the designed set of sessions. */
export const filterProperties: readonly Property[] = [
  exactPair,
  pagedPair,
  severalPairs,
  narrows,
  caseSensitive,
  blanksCount,
  emptyValue,
  emptyFilter,
  nullFilter,
  changedFilter,
  originFilter,
  validatesWithToken,
];
