import { alone, createAll, type ExclusiveScenario, filterBy, poll } from "../checks/exclusive-scenario.ts";
import { firstWrong, unlessExplained } from "../checks/explanation.ts";
import { changingPlans, constantPlans, filteredPlans, onePerPage, type PagePlan } from "../checks/page-plans.ts";
import { largeAccount, type PageInput, halfOf, tooLarge, walk } from "../checks/pagination.ts";
import { missingSessions, repeatedSessions } from "../checks/session-sets.ts";
import { accountSizeOf, comesToAnEnd, listsOnce, notVerified, settledWalk, tokenIsAccepted, type WalkFindings } from "../checks/settled-walk.ts";
import { listOf, nextTokenOf } from "../core/answer.ts";
import { type Available, creationOf } from "../core/fixtures.ts";
import type { CaseContext, Judgement, Script } from "../core/property.ts";
import { must, type NamedCase, overSessions, properties, should } from "../core/property-table.ts";
import { validProbe } from "../core/request.ts";
import { at, found, nothingFound, type Passage, send, unexercised } from "../core/script.ts";
import { oddNames } from "../fixtures/designed-sessions.ts";
import { interleavedCases } from "./interleaved-walks.ts";

/** Properties of which the scripts walk: what they show of ends, of tokens and of sessions listed twice counts. */
const walking = [
  "paging/finds-every-session",
  "paging/page-size-may-change",
  "filters/single-pair/exact",
  "filters/single-pair/any-character",
  "filters/single-pair/kept-over-pages",
  "filters/several-pairs/all",
  "filters/tags-only",
  "filters/odd-characters/literal",
  "filters/case-sensitive",
  "filters/blanks-count",
  "filters/empty-value",
  "filters/beyond-ascii",
  "filters/no-pairs",
  "filters/null-is-absent",
];

const needs = "fixtures";

/** Properties of walks over the sessions of the run. */
export const pagingProperties = properties({
  "paging/finds-every-session": {
    ...must("paging.complete", "lists every session over a whole walk, whatever the page size", { role: "complete-walk" }),
    ...overSessions((fixtures, context) => {
      const largest = largestPage(fixtures, context);
      return [
        ...plannedCases(fixtures, constantPlans(fixtures, largest), largest),
        ["walk/page-size-around-default", () => aroundDefault(fixtures, largest)],
        ["walk/beside-request-origin", () => besideOrigin(fixtures, largest)],
      ];
    }),
  },
  "paging/page-size-may-change": {
    ...must("paging.size-may-change", "lists every session when MaxResults changes between pages"),
    ...overSessions((fixtures, context) => {
      const largest = largestPage(fixtures, context);
      return plannedCases(fixtures, changingPlans(fixtures, largest), largest);
    }),
  },
  [comesToAnEnd]: { ...must("paging.ends", "comes to an end of the pages", { needs }), of: walking },
  [tokenIsAccepted]: { ...must("paging.token-works", "accepts the token that it gave", { needs }), of: [...walking, "paging/walks-interleave"] },
  [listsOnce]: { ...should("paging.once", "lists no session twice in one walk", { needs }), of: walking },
  "paging/walks-interleave": { ...must("paging.interleaved", "keeps two walks at the same time apart"), ...overSessions(interleavedCases) },
});

function largestPage({ sessions }: Available, { contract }: CaseContext): number {
  return contract.request.properties["MaxResults"]?.maximum ?? sessions.length;
}

function plannedCases(fixtures: Available, plans: readonly PagePlan[], largest: number): readonly NamedCase[] {
  return plans.map((plan) => [`walk/${plan.name}`, () => planScript(fixtures, plan, largest)]);
}

/** Turns the findings of a walk into judgements of the property and its derived properties; the walk must list `of` sessions. */
function judgeWalk({ missing, unverified, repeated, broken, pages, shownBy }: WalkFindings, of: number, what: string): Judgement {
  if (broken?.kind === "denied") return unexercised("the target denies access to a valid request");
  if (broken === undefined) {
    const once = repeated.length === 0 ? nothingFound : at(found(repeatedSessions(repeated, `over ${what}`)), shownBy);
    const derived = { [comesToAnEnd]: nothingFound, [listsOnce]: once, ...(pages > 1 ? { [tokenIsAccepted]: nothingFound } : {}) };
    const complete = missing.length === 0 ? nothingFound : at(found(missingSessions(missing, of, `over ${what}`)), shownBy);
    return { ...(unverified ? unexercised(notVerified) : complete), derived };
  }
  // Where the walk broke off on its first page, that is the breach; where it broke off later, a derived property reports it.
  const breach = at(found(broken.violation), shownBy);
  const isTokenRefused = broken.violation.code === "token-refused";
  const derived = {
    ...(broken.kind === "endless" ? { [comesToAnEnd]: breach } : {}),
    ...(isTokenRefused || pages > 1 ? { [tokenIsAccepted]: isTokenRefused ? breach : nothingFound } : {}),
  };
  return { ...(broken.kind !== "refused" || isTokenRefused ? unexercised(`${what} does not come to its end`) : breach), derived };
}

/** Whether neither a judgement nor those of derived properties hold anything against the target. */
const isClean = (judgement: Judgement): boolean => [judgement, ...Object.values(judgement.derived ?? {})].every(({ violations }) => violations.length === 0);

function* planScript(fixtures: Available, plan: PagePlan, largest: number): Script {
  const { name, what, inputs, wanted, unwanted, isSmall, isFiltered, simpler } = plan;
  if (isSmall && fixtures.accountSize > largeAccount) return unexercised(tooLarge(fixtures.accountSize));
  const findings = yield* settledWalk(fixtures, inputs, wanted, unwanted);
  // That a filter is kept is judged elsewhere; where it is not, a token may be one for another.
  if (findings.unexpected.length > 0) return unexercised("the walk lists sessions that do not carry the tag asked for");
  const judgement = judgeWalk(findings, wanted.length, what);
  const reason = isClean(judgement) ? undefined : yield* firstWrong(fixtures, simpler);
  if (reason !== undefined) return unexercised(reason);
  if (isFiltered) return yield* unlessExplained(judgement, () => losesUnderFilters(fixtures), "pages under a filter lose sessions, whatever their size");
  const { fullest } = findings;
  if (name !== "page-size-largest" || fullest >= largest || findings.broken !== undefined) return judgement;
  const text = `no page held more than ${String(fullest)} sessions, so what happens beyond that was not exercised`;
  return { ...judgement, observations: [{ code: "fullest-page", text }] };
}

/** Whether small pages under plain filters lose sessions that the same pages hold without a filter: a property of filters says so. */
function* losesUnderFilters(fixtures: Available): Passage<boolean> {
  for (const { inputs, wanted } of filteredPlans(fixtures)) {
    const filtered = yield* walk(inputs, accountSizeOf(fixtures), "poll");
    const lost = wanted.filter((id) => !filtered.listed.has(id));
    if (lost.length === 0) continue;
    const { listed } = yield* walk({ MaxResults: inputs(0)["MaxResults"] }, accountSizeOf(fixtures), "poll");
    if (lost.some((id) => listed.has(id))) return true;
  }
  return false;
}

/** Where the default page holds some of the sessions only, its size shows: pages of one more and of one less. */
function* aroundDefault(fixtures: Available, largest: number): Script {
  if (fixtures.accountSize > largeAccount) return unexercised(tooLarge(fixtures.accountSize));
  const { answer } = yield* send(validProbe("ListSessions", {}));
  const lists = answer === undefined || nextTokenOf(answer) === undefined ? [] : [listOf(answer, "Ids"), listOf(answer, "Sessions")];
  const size = Math.max(0, ...lists.map((list) => list?.length ?? 0));
  if (size === 0) return unexercised("the first page without MaxResults holds all sessions, or none: its size is not known");
  const wanted = fixtures.sessions.map(({ id }) => id);
  for (const MaxResults of [size - 1, size, size + 1].filter((one) => one > 0 && one <= largest)) {
    const judgement = judgeWalk(yield* settledWalk(fixtures, { MaxResults }, wanted), wanted.length, `a walk with MaxResults ${String(MaxResults)}`);
    if (!isClean(judgement) || [judgement, ...Object.values(judgement.derived ?? {})].some((one) => one.unexercised !== undefined)) return judgement;
  }
  return nothingFound;
}

/** Where RequestOrigin filters, too, small pages list what long ones do. */
function* besideOrigin(fixtures: Available, largest: number): Script {
  const input = { RequestOrigin: "glue-conformance" };
  const { broken, listed } = yield* walk(input, accountSizeOf(fixtures), "poll");
  const wanted = fixtures.sessions.flatMap(({ id }) => (listed.has(id) ? [id] : []));
  if (broken !== undefined || wanted.length < 2) return unexercised("with a RequestOrigin no two sessions of the run are listed on long pages");
  const MaxResults = halfOf(listed.size, largest);
  const findings = yield* settledWalk(fixtures, { ...input, MaxResults }, wanted);
  const judgement = judgeWalk(findings, wanted.length, `a walk with RequestOrigin and MaxResults ${String(MaxResults)}`);
  const plain = { inputs: { MaxResults }, lists: () => true, reason: "the same pages are wrong without RequestOrigin too" };
  const reason = isClean(judgement) ? undefined : yield* firstWrong(fixtures, [plain]);
  return reason === undefined ? judgement : unexercised(reason);
}

/** Properties of walks over sessions of their own. */
export const walkedSessionProperties = properties({
  "paging/finds-sessions-with-odd-ids": { ...should("paging.odd-ids", "lists sessions with odd ids, page by page"), ...alone(oddIdScript) },
});

function* oddIdScript(scenario: ExclusiveScenario): Script {
  const { fixtures, settleMs, repetition } = scenario;
  if (fixtures.accountSize > largeAccount) return unexercised(tooLarge(fixtures.accountSize));
  const mark = String(repetition);
  const inputs = oddNames(fixtures.owner, repetition).map((name) => creationOf(fixtures.owner, name, { odd: mark }));
  const made = yield* createAll(scenario, inputs);
  const accountSize = fixtures.accountSize + made.length;
  const filter = filterBy(["odd", mark]);
  const areListed = (input: PageInput): Passage<boolean> =>
    poll(settleMs, function* () {
      const { listed } = yield* walk(input, accountSize, "poll");
      return made.every((id) => listed.has(id));
    });
  yield* areListed(filter);
  const { missing, broken } = yield* settledWalk({ ...fixtures, accountSize }, { MaxResults: 1, ...filter }, made);
  if (made.length === 0) return unexercised("the target creates no session with an odd id");
  if (broken?.kind === "denied") return unexercised("the target denies access to a valid request");
  if (broken?.kind === "outgrown") return unexercised("the walk does not come to its end");
  if (broken === undefined && missing.length === 0) return nothingFound;
  // Of several copies of a listing, one may be behind the others for a while.
  if (broken === undefined && (yield* areListed({ MaxResults: 1, ...filter }))) return nothingFound;
  const lost = found(broken?.violation ?? missingSessions(missing, made.length, "that exists, whatever its id"));
  return yield* unlessExplained(lost, () => losesPlainIds(fixtures), "pages of one session are wrong with plain ids already");
}

/** Whether a walk of the same kind, over sessions of the run whose ids are plain, loses any or breaks off. */
function* losesPlainIds(fixtures: Available): Passage<boolean> {
  const { inputs, wanted } = onePerPage(fixtures);
  const { broken, listed } = yield* walk(inputs, fixtures.accountSize, "poll");
  return broken !== undefined || wanted.some((id) => !listed.has(id));
}
