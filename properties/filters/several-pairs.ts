import { walk } from "../checks/pagination.ts";
import { unexpectedSessions } from "../checks/session-sets.ts";
import { runTag, type Pair, carries } from "../core/fixtures.ts";
import type { ProbingProperty, Property, Script } from "../core/property.ts";
import { unexercised, nothingFound, found } from "../core/script.ts";
import { withFixtures } from "../core/with-fixtures.ts";
import { manyPairs } from "../fixtures/designed-sessions.ts";
import { thirteenPair } from "../fixtures/place-tags.ts";
import { severalFilters, twoPairs } from "./existing-filters.ts";
import { filterProperty, exactly, type Filter, tagsInput } from "./filter.ts";

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

/** Properties of filters of several tags. */
export const severalPairProperties: readonly Property[] = [severalPairs, narrows];
