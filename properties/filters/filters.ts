import { listOf } from "../core/answer.ts";
import { judgeAccepted } from "../checks/acceptance.ts";
import { unexplained } from "../checks/explanation.ts";
import { type Expectation, exactly, type Filter, filterProperty, judgeFilter, plainly, planned, single, tagsInput, unfiltered } from "./filter.ts";
import { type Available, runTag } from "../core/fixtures.ts";
import { accentFilters, blankFilters, caseFilters, emptyFilters, exactFilters, pagedFilters } from "./existing-filters.ts";
import { withFixtures } from "../core/with-fixtures.ts";
import { firstPair, lastPair, thirteenPair, twelvePair } from "../fixtures/place-tags.ts";
import type { ProbingProperty, Property, Script } from "../core/property.ts";
import { validProbe } from "../core/request.ts";
import { findsEachTag } from "./found-tags.ts";
import { oddCharacters } from "./odd-filters.ts";
import { foreignKin } from "../fixtures/odd-tags.ts";
import { found, nothingFound, probeCase } from "../core/script.ts";
import { characterKin, readingKin } from "../fixtures/tag-kin.ts";
import { tagsOnly } from "./tags-only.ts";
import { settledWalk } from "../checks/settled-walk.ts";
import { severalPairProperties } from "./several-pairs.ts";

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

// No session has it, so listing any session is wrong, no matter who created it.
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

/** Properties of filters, over the designed set of sessions. */
export const filterProperties: readonly Property[] = [
  exactPair,
  findsEachTag,
  tagsOnly,
  unknownTag,
  pagedPair,
  ...severalPairProperties,
  caseSensitive,
  blanksCount,
  emptyValue,
  beyondAscii,
  oddCharacters,
  emptyFilter,
  nullFilter,
];
