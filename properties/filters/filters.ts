import { listOf } from "../core/answer.ts";
import { judgeAccepted } from "../checks/acceptance.ts";
import { unexpectedSessions } from "../checks/session-sets.ts";
import { unexplained } from "../checks/explanation.ts";
import { type Expectation, exactly, type Filter, filterProperty, judgeFilter, plainly, planned, single, tagsInput, unfiltered } from "./filter.ts";
import { type Available, carries, type Pair, runTag } from "../core/fixtures.ts";
import { manyPairs } from "../fixtures/designed-sessions.ts";
import { accentFilters, blankFilters, caseFilters, emptyFilters, exactFilters, pagedFilters, severalFilters, twoPairs } from "./existing-filters.ts";
import { withFixtures } from "../core/with-fixtures.ts";
import { firstPair, lastPair, thirteenPair, twelvePair } from "../fixtures/place-tags.ts";
import type { ProbingProperty, Property, Script } from "../core/property.ts";
import { validProbe } from "../core/request.ts";
import { findsEachTag } from "./found-tags.ts";
import { oddCharacters } from "./odd-filters.ts";
import { foreignKin } from "../fixtures/odd-tags.ts";
import { found, nothingFound, probeCase, unexercised } from "../core/script.ts";
import { characterKin, readingKin } from "../fixtures/tag-kin.ts";
import { tagsOnly } from "./tags-only.ts";
import { settledWalk, walk } from "../checks/pagination.ts";

const exactPair = filterProperty(
  "filters/single-pair/exact",
  "filter.single-pair",
  "must",
  "lists exactly the sessions that carry the one tag asked for",
  { designed: designedPairs, given: exactFilters },
  plainly,
);

function designedPairs(fixtures: Available): readonly Filter[] {
  return [
    single("value", "team", "blue"),
    single("value-of-another-key", "crew", "blue"),
    single("key-and-value-swapped", "blue", "team"),
    single("prototype-key", "__proto__", "blue"),
    single("constructor-key", "constructor", "blue"),
    { name: "tag-of-every-session", pairs: [runTag(fixtures.owner)] },
    single("late-tag-of-many", "label15", "on"),
    { ...single("beside-request-origin", "team", "blue"), origin: "glue-conformance" },
    single("no-such-value", "team", "violet"),
    single("no-such-key", "glue-conformance-no-such-key", "blue"),
    ...[...characterKin, ...readingKin].map(({ name, pair }) => planned(name, pair)),
  ];
}

// Nobody has it, so no listed session can be right, whoever put it there.
const unknownTag: ProbingProperty = {
  kind: "probing",
  id: "filters/single-pair/unknown-tag",
  requirement: "filter.single-pair",
  level: "must",
  title: "lists nothing under a tag that no session can have",
  phase: "boundaries",
  needs: "none",
  cases: ({ contract: { operation } }) => [
    probeCase("filters/single-pair/unknown-tag#filter/unknown", validProbe(operation, tagsInput([unheardOf])), (exchange) => {
      const accepted = judgeAccepted(exchange, "a filter that nothing matches");
      const { answer } = exchange;
      if (answer?.status !== 200) return accepted;
      const listed = Math.max(listOf(answer, "Ids")?.length ?? 0, listOf(answer, "Sessions")?.length ?? 0);
      return listed === 0
        ? nothingFound
        : found({
            code: "session-unexpected",
            pointer: "/body/Ids",
            expected: "no session under a tag that none can have",
            received: `${String(listed)} sessions`,
          });
    }),
  ],
};

const unheardOf = ["glue-conformance-unheard-of-4b1f9c", "e07a52"] as const;

const pagedPair = filterProperty(
  "filters/single-pair/kept-over-pages",
  "filter.over-pages",
  "must",
  "keeps the filter over all pages of a walk",
  {
    designed: ({ owner }, largest) => [
      single("one-a-page", "team", "blue", 1),
      { name: "seven-a-page", pairs: [runTag(owner)], size: 7 },
      single("largest-page", "team", "blue", largest),
      single("thirteen-on-default-pages", ...thirteenPair),
      single("twelve-on-default-pages", ...twelvePair),
      single("last-alone-one-a-page", ...lastPair, 1),
      single("last-alone-five-a-page", ...lastPair, 5),
      single("first-alone-one-a-page", ...firstPair, 1),
      single("none-one-a-page", "team", "violet", 1),
    ],
    given: pagedFilters,
  },
  plainly,
);

const severalPairs = filterProperty(
  "filters/several-pairs/all",
  "filter.several-pairs",
  "should",
  "lists the sessions that carry all of several tags",
  { designed: ({ owner }) => [...designedCouples, ...pagedCouples(runTag(owner))], given: severalFilters },
  exactly,
);

const designedCouples: readonly Filter[] = [
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
  { name: "many-but-the-last", pairs: [...manyPairs.slice(0, 12), ["label12", "off"]] },
];

// A service that joins tags to sessions may list a session once for each pair, and count it as often.
const pagedCouples = (common: Pair): readonly Filter[] => [
  { name: "thirteen-by-four", pairs: [common, thirteenPair], size: 4 },
  { name: "three-by-two", pairs: [["team", "blue"], common], size: 2 },
];

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
          const pairs = fixtures.given === true ? twoPairs(fixtures) : designedTwo;
          if (pairs === undefined) return unexercised("no session carries a plain tag");
          const one = yield* walk(() => tagsInput([pairs[0]]), fixtures.accountSize);
          const both = yield* walk(() => tagsInput(pairs), fixtures.accountSize);
          if (one.broken !== undefined || both.broken !== undefined) return unexercised("the walk does not come to its end");
          const wider = [...both.listed].filter((id) => own.has(id) && !one.listed.has(id));
          const carriers = new Set(fixtures.sessions.filter((session) => carries(session, pairs[0])).map(({ id }) => id));
          const left = wider.filter((id) => !carriers.has(id));
          if (left.length === 0 && wider.length > 0) return unexercised("the filter of one of the tags is wrong about the same sessions already");
          return left.length === 0 ? nothingFound : found(unexpectedSessions(left, "under two tags that is not listed under one of them"));
        },
      },
    ]),
};

const designedTwo = [
  ["a", "1"],
  ["team", "blue"],
] as const;

const caseSensitive = filterProperty(
  "filters/case-sensitive",
  "filter.case",
  "should",
  "tells upper from lower case in keys and values",
  {
    designed: () => [
      single("value", "team", "Blue"),
      single("upper-value", "team", "BLUE"),
      single("key", "Team", "blue"),
      single("lower-value", "team", "blue"),
    ],
    given: caseFilters,
  },
  (fixtures, pairs) => withoutBlanks(exactly(fixtures, pairs)),
);

// Sessions that differ by blanks alone are another property's matter.
function withoutBlanks({ wanted, unwanted }: Expectation): Expectation {
  return { wanted, unwanted: unwanted.filter(({ tags }) => Object.values(tags).every((text) => text === text.trim())) };
}

const blanksCount = filterProperty(
  "filters/blanks-count",
  "filter.blanks",
  "should",
  "tells tags apart that differ by blanks at an end or in a row",
  {
    designed: () => [
      single("leading", "team", " blue"),
      single("trailing", "team", "blue "),
      single("several-in-value", "light team", "light  blue"),
      single("none-at-the-ends-of-the-key", "crew", "blue"),
    ],
    given: blankFilters,
  },
  exactly,
);

const emptyValue = filterProperty(
  "filters/empty-value",
  "filter.empty-value",
  "should",
  "takes an empty value for an empty value, not for any",
  { designed: () => [single("empty", "team", "")], given: emptyFilters },
  exactly,
);

const beyondAscii = filterProperty(
  "filters/beyond-ascii",
  "filter.beyond-ascii",
  "should",
  "tells tags apart that differ by an accent, by how it is encoded, or by characters that look or sound alike",
  { designed: () => foreignKin.map(({ name, pair }) => single(name, ...pair)), given: accentFilters },
  exactly,
);

const noPairs = (): readonly Filter[] => [{ name: "no-pairs", pairs: [] }];

const emptyFilter: ProbingProperty = filterProperty(
  "filters/no-pairs",
  "filter.none",
  "should",
  "lists every session when the filter holds no pair",
  { designed: noPairs, given: noPairs },
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
          const findings = yield* settledWalk(fixtures, () => ({ MaxResults: null, RequestOrigin: null, Tags: null }), wanted, new Set());
          return judgeFilter(yield* unexplained(findings, fixtures, [unfiltered]), [], wanted.size);
        },
      },
    ]),
};

/** What is judged of filters, over the designed set of sessions. */
export const filterProperties: readonly Property[] = [
  exactPair,
  findsEachTag,
  tagsOnly,
  unknownTag,
  pagedPair,
  severalPairs,
  narrows,
  caseSensitive,
  blanksCount,
  emptyValue,
  beyondAscii,
  oddCharacters,
  emptyFilter,
  nullFilter,
];
