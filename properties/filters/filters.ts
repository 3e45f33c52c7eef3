import { judgeAccepted } from "../checks/acceptance.ts";
import { filterBy } from "../checks/exclusive-scenario.ts";
import { unexplained } from "../checks/explanation.ts";
import { type PageInput, halfOf, walk } from "../checks/pagination.ts";
import { unexpectedSessions } from "../checks/session-sets.ts";
import { settledWalk } from "../checks/settled-walk.ts";
import { listOf } from "../core/answer.ts";
import { arnOf, type Available, carries, type Pair, runTag } from "../core/fixtures.ts";
import { memberOf } from "../../spec/json.ts";
import type { Judged, Judgement, Script } from "../core/property.ts";
import { must, overSessions, properties, should } from "../core/property-table.ts";
import { openProbe, validProbe } from "../core/request.ts";
import { found, nothingFound, type Passage, send, unexercised } from "../core/script.ts";
import { manyPairs } from "../fixtures/designed-sessions.ts";
import { memberNames, memberText } from "../fixtures/member-tags.ts";
import { foreignKin, oddKin, pagedOddPair } from "../fixtures/odd-tags.ts";
import { firstPair, lastPair, thirteenPair, twelvePair } from "../fixtures/place-tags.ts";
import { characterKin, pagedPlainPair, readingKin } from "../fixtures/tag-kin.ts";
import * as existing from "./existing-filters.ts";
import {
  exactly,
  type Expectation,
  type Filter,
  filtering,
  filterScript,
  judgeFilter,
  oneIsWrong,
  plainly,
  planned,
  single,
  singles,
  unfiltered,
} from "./filter.ts";
import { bundlesOf, bundleScript } from "./found-tags.ts";

const blue = ["team", "blue"] as const;
const violet = ["team", "violet"] as const;

const designedPairs = ({ owner }: Available): readonly Filter[] => [
  ...singles({
    value: blue,
    "value-of-another-key": ["crew", "blue"],
    "key-and-value-swapped": ["blue", "team"],
    "prototype-key": ["__proto__", "blue"],
    "constructor-key": ["constructor", "blue"],
    "tag-of-every-session": runTag(owner),
    "late-tag-of-many": ["label15", "on"],
  }),
  { ...single("beside-request-origin", blue), origin: "glue-conformance" },
  ...singles({ "no-such-value": violet, "no-such-key": ["glue-conformance-no-such-key", "blue"] }),
  ...[...characterKin, ...readingKin].map(({ name, pair }) => planned(name, pair)),
];

const pagedPairs = ({ owner }: Available, largest: number): readonly Filter[] => [
  single("one-a-page", blue, 1),
  single("seven-a-page", runTag(owner), 7),
  single("largest-page", blue, largest),
  single("thirteen-on-default-pages", thirteenPair),
  single("twelve-on-default-pages", twelvePair),
  single("last-alone-one-a-page", lastPair, 1),
  single("last-alone-five-a-page", lastPair, 5),
  single("first-alone-one-a-page", firstPair, 1),
  single("none-one-a-page", violet, 1),
  single("signs-one-a-page", pagedPlainPair, 1),
];

/** Tags that are asked for together. */
const couples: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  both: { a: "1", b: "2" },
  "both-turned-round": { b: "2", a: "1" },
  "first-only": { team: "blue", b: "2" },
  "swapped-values": { a: "2", b: "1" },
  "one-without-a-match": { team: "blue", a: "no-such-value" },
  "empty-value-beside-another": { a: "1", team: "" },
  // All have the same value, and the one that no session has is neither first nor last: a service may turn keys and values round.
  "many-but-the-last": Object.fromEntries([...manyPairs.slice(0, -1), ["no-label", "on"], ...manyPairs.slice(-1)]),
};

const severalPairs = ({ owner }: Available): readonly Filter[] => [
  ...Object.entries(couples).map(([name, tags]) => ({ name, pairs: Object.entries(tags) })),
  // A service that joins tags to sessions may list a session once for each pair, and count it as often.
  { name: "thirteen-by-four", pairs: [runTag(owner), thirteenPair], size: 4 },
  { name: "three-by-two", pairs: [blue, runTag(owner)], size: 2 },
];

/** Pairs that differ from those of sessions in letter case. */
const otherCases = { value: ["team", "Blue"], "upper-value": ["team", "BLUE"], key: ["Team", "blue"], "lower-value": blue } as const;

/** Pairs that differ from those of sessions by blanks. */
const blanks = {
  leading: ["team", " blue"],
  trailing: ["team", "blue "],
  "several-in-value": ["light team", "light  blue"],
  "none-at-the-ends-of-the-key": ["crew", "blue"],
} as const;

const noPairs = ({ accountSize }: Available, largest: number): readonly Filter[] => [
  { name: "no-pairs", pairs: [] },
  { name: "no-pairs-in-pages", pairs: [], size: halfOf(accountSize, largest) },
];

const unheardOf = ["glue-conformance-unheard-of-4b1f9c", "e07a52"] as const;

/** Properties of filters, over the designed set of sessions. */
export const filterProperties = properties({
  "filters/single-pair/exact": {
    ...must("filter.single-pair", "lists exactly the sessions that carry the one tag asked for"),
    ...filtering("must", designedPairs, existing.exactFilters, plainly),
  },
  // A filter of all the tags of one session lists it, whether several pairs mean all of them or any.
  "filters/single-pair/any-character": {
    ...must("filter.single-pair", "finds sessions by tags of any plain character, wherever it is in them"),
    ...overSessions((fixtures) => bundlesOf(fixtures).map(({ name, pairs }) => [`filter/${name}`, () => bundleScript(fixtures, pairs)])),
  },
  // A filter compares tags only, not the members of a session: one that is READY need not carry a tag that says so.
  "filters/tags-only": {
    ...must("filter.tags-only", "lists no session by a member of it that is no tag"),
    ...overSessions((fixtures) => memberNames.map((member) => [`filter/${member}`, () => memberScript(fixtures, member)])),
  },
  // No session has the tag, so listing any session is wrong, no matter who created it.
  "filters/single-pair/unknown-tag": {
    ...must("filter.single-pair", "lists nothing under a tag that no session can have"),
    cases: ({ contract: { operation } }) => [["filter/unknown", validProbe(operation, filterBy(unheardOf)), judgeUnknownTag]],
  },
  "filters/single-pair/kept-over-pages": {
    ...must("filter.over-pages", "keeps the filter over all pages of a walk"),
    ...filtering("must", pagedPairs, existing.pagedFilters, plainly),
  },
  "filters/several-pairs/all": {
    ...should("filter.several-pairs", "lists the sessions that carry all of several tags"),
    ...filtering("should", severalPairs, existing.severalFilters),
  },
  "filters/several-pairs/never-widens": {
    ...should("filter.several-pairs", "lists no session for two tags that it does not list for one of them"),
    ...overSessions((fixtures) => [["filter/second-pair", () => widensScript(fixtures)]]),
  },
  "filters/case-sensitive": {
    ...should("filter.case", "tells upper from lower case in keys and values"),
    ...filtering(
      "should",
      () => singles(otherCases),
      existing.caseFilters,
      (fixtures, pairs) => withoutBlanks(exactly(fixtures, pairs)),
    ),
  },
  "filters/blanks-count": {
    ...should("filter.blanks", "tells tags apart that differ by blanks at an end or in a row"),
    ...filtering("should", () => singles(blanks), existing.blankFilters),
  },
  "filters/empty-value": {
    ...should("filter.empty-value", "takes an empty value for an empty value, not for any"),
    ...filtering("should", () => singles({ empty: ["team", ""] }), existing.emptyFilters),
  },
  "filters/beyond-ascii": {
    ...should("filter.beyond-ascii", "tells tags apart that differ by an accent, by how it is encoded, or by characters that look or sound alike"),
    ...filtering("should", () => foreignKin.map(({ name, pair }) => single(name, pair)), existing.accentFilters),
  },
  // Characters beyond the plain ones mean themselves, or are refused: what no tag may hold need not be looked for.
  "filters/odd-characters/literal": {
    ...should("filter.odd-characters", "takes signs that mean something elsewhere for themselves, or refuses them"),
    ...overSessions((fixtures) => {
      const designed = [...oddKin.map(({ name, pair }) => planned(name, pair)), single("one-a-page", pagedOddPair, 1)];
      const filters = fixtures.given === true ? existing.oddPairs(fixtures).map(([name, pair]) => planned(name, pair)) : designed;
      return filters.map((filter) => [`filter/${filter.name}`, () => oddScript(fixtures, filter)]);
    }),
  },
  "filters/no-pairs": { ...should("filter.none", "lists every session when the filter holds no pair"), ...filtering("should", noPairs, noPairs) },
  "filters/null-is-absent": {
    ...must("request.null-is-absent", "lists every session when filter and page size are null"),
    ...overSessions((fixtures, { contract }) => [
      ["all/null", () => nullScript(fixtures, contract.request.properties["MaxResults"]?.maximum ?? fixtures.accountSize)],
    ]),
  },
});

// Sessions that differ by blanks alone are another property's matter.
function withoutBlanks({ wanted, unwanted }: Expectation): Expectation {
  return { wanted, unwanted: unwanted.filter(({ tags }) => Object.values(tags).every((text) => text === text.trim())) };
}

function judgeUnknownTag(exchange: Judged): Judgement {
  const { answer } = exchange;
  if (answer?.status !== 200) return judgeAccepted(exchange, "a filter that nothing matches");
  const listed = Math.max(listOf(answer, "Ids")?.length ?? 0, listOf(answer, "Sessions")?.length ?? 0);
  const [expected, received] = ["no session under a tag that none can have", `${String(listed)} sessions`];
  return listed === 0 ? nothingFound : found({ code: "session-unexpected", pointer: "/body/Ids", expected, received });
}

function* oddScript(fixtures: Available, filter: Filter): Script {
  const judgement = yield* filterScript(fixtures, filter, exactly(fixtures, filter.pairs), "should");
  return judgement.violations.some(({ code }) => code === "valid-refused") ? nothingFound : judgement;
}

// The first page has a size, so that there is another one.
function* nullScript(fixtures: Available, largest: number): Script {
  const wanted = fixtures.sessions.filter(({ plain }) => plain).map(({ id }) => id);
  const sizeOf = (page: number): PageInput => (page === 0 ? { MaxResults: halfOf(fixtures.accountSize, largest) } : {});
  const findings = yield* settledWalk(fixtures, (page) => ({ MaxResults: null, RequestOrigin: null, Tags: null, ...sizeOf(page) }), wanted);
  return judgeFilter(yield* unexplained(findings, fixtures, [unfiltered, { ...unfiltered, inputs: sizeOf }]), [], wanted.length);
}

function* widensScript(fixtures: Available): Script {
  const pairs = fixtures.given === true ? existing.twoPairs(fixtures) : ([["a", "1"], blue] as const);
  if (pairs === undefined) return unexercised("no session carries a plain tag");
  const one = yield* walk(filterBy(pairs[0]), fixtures.accountSize);
  const both = yield* walk(filterBy(...pairs), fixtures.accountSize);
  if (one.broken !== undefined || both.broken !== undefined) return unexercised("the walk does not come to its end");
  const byId = new Map(fixtures.sessions.map((session) => [session.id, session]));
  const wider = [...both.listed].flatMap((id) => (one.listed.has(id) ? [] : (byId.get(id) ?? [])));
  const left = wider.filter((session) => !carries(session, pairs[0])).map(({ id }) => id);
  if (left.length === 0) return wider.length > 0 ? unexercised(oneIsWrong) : nothingFound;
  return found(unexpectedSessions(left, "under two tags that is not listed under one of them"));
}

function* memberScript(fixtures: Available, member: string): Script {
  const value = yield* valueOf(fixtures, member);
  if (value === undefined) return unexercised(`no session of the run is known to have a ${member}`);
  const pair: Pair = [member, value];
  const judgement = yield* filterScript(fixtures, planned("", pair), exactly(fixtures, [pair]), "must");
  return (yield* isTag(fixtures, judgement, pair)) ? nothingFound : judgement;
}

/** The value that a member has in sessions of the run, of which the status is the target's own. */
function* valueOf({ sessions }: Available, member: string): Passage<string | undefined> {
  if (member === "Id" || member === "Name") return sessions[0]?.id;
  if (member.toLowerCase() !== "status") return sessions.map((session) => memberText(session, member)).find((text) => text !== undefined);
  const { answer } = yield* send(openProbe("GetSession", { Id: sessions[0]?.id }), "poll");
  const status = memberOf(memberOf(answer?.object, "Session"), "Status");
  return typeof status === "string" ? status : "READY";
}

// A service may put tags of its own on sessions.
function* isTag({ owner }: Available, { violations }: Judgement, [key, value]: Pair): Passage<boolean> {
  const ids = memberOf(violations.find(({ code }) => code === "session-unexpected")?.received, "ids");
  const first: unknown = Array.isArray(ids) ? ids[0] : undefined;
  if (typeof first !== "string") return false;
  const { answer } = yield* send(openProbe("GetTags", { ResourceArn: arnOf(owner, first) }), "state");
  return memberOf(memberOf(answer?.object, "Tags"), key) === value;
}
