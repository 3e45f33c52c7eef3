import { listOf, nextTokenOf } from "../core/answer.ts";
import { missingSessions, repeatedSessions } from "../checks/session-sets.ts";
import { firstWrong, unlessExplained } from "../checks/explanation.ts";
import type { Available } from "../core/fixtures.ts";
import { changingPlans, constantPlans, filteredPlans, type PagePlan } from "../checks/page-plans.ts";
import type { DerivedProperty, Judgement, ProbingProperty, Script } from "../core/property.ts";
import { validProbe } from "../core/request.ts";
import { found, nothingFound, type Passage, send, unexercised } from "../core/script.ts";
import { largeAccount, tooLarge, walk } from "../checks/pagination.ts";
import { notVerified, settledWalk, accountSizeOf, type WalkFindings } from "../checks/settled-walk.ts";
import { withFixtures } from "../core/with-fixtures.ts";

const finds = "paging/finds-every-session";

/** The derived property for tokens that the target gave and then refuses. */
export const tokenIsAccepted = "paging/token-is-accepted";

/** The derived property for walks without an end. */
export const comesToAnEnd = "paging/ends";

/** The derived property for sessions that a walk lists more than once. */
export const listsOnce = "paging/no-session-twice";

/** Turns the findings of a walk into judgements of the property and its derived properties; the walk must list `of` sessions. */
function judgeWalk({ missing, unverified, repeated, broken, pages, step }: WalkFindings, of: number, what: string): Judgement {
  if (broken?.kind === "denied") return unexercised("the target denies access to a valid request");
  const at = (judgement: Judgement): Judgement => ({ ...judgement, violatingSteps: [step] });
  const derived: Record<string, Judgement> = {};
  if (broken?.kind === "endless") derived[comesToAnEnd] = at(found(broken.violation));
  else if (broken === undefined) derived[comesToAnEnd] = nothingFound;
  if (pages > 1 || broken?.violation.code === "token-refused")
    derived[tokenIsAccepted] = broken?.violation.code === "token-refused" ? at(found(broken.violation)) : nothingFound;
  if (broken === undefined) derived[listsOnce] = repeated.length === 0 ? nothingFound : at(found(repeatedSessions(repeated, `over ${what}`)));
  // Where the walk broke off on its first page, that is the breach; where it broke off later, a derived property reports it.
  if (broken !== undefined) {
    const reported = broken.kind !== "refused" || broken.violation.code === "token-refused";
    return { ...(reported ? unexercised(`${what} does not come to its end`) : at(found(broken.violation))), derived };
  }
  if (unverified) return { ...unexercised(notVerified), derived };
  return { ...(missing.length === 0 ? nothingFound : at(found(missingSessions(missing, of, `over ${what}`)))), derived };
}

function* planScript(fixtures: Available, plan: PagePlan, largest: number): Script {
  const { name, what, inputOf, wanted, unwanted, isSmall, isFiltered, simpler } = plan;
  if (isSmall && fixtures.accountSize > largeAccount) return unexercised(tooLarge(fixtures.accountSize));
  const findings = yield* settledWalk(fixtures, inputOf, new Set(wanted), new Set(unwanted));
  // That a filter is kept is judged elsewhere; where it is not, a token may be one for another.
  if (findings.unexpected.length > 0) return unexercised("the walk lists sessions that do not carry the tag asked for");
  const judgement = judgeWalk(findings, wanted.length, what);
  const isClean = [judgement, ...Object.values(judgement.derived ?? {})].every(({ violations }) => violations.length === 0);
  const reason = isClean ? undefined : yield* firstWrong(fixtures, simpler);
  if (reason !== undefined) return unexercised(reason);
  if (isFiltered) return yield* unlessExplained(judgement, () => losesUnderFilters(fixtures), "pages under a filter lose sessions, whatever their size");
  const { fullest } = findings;
  if (name !== "page-size-largest" || fullest >= largest || findings.broken !== undefined) return judgement;
  const text = `no page held more than ${String(fullest)} sessions, so what happens beyond that was not exercised`;
  return { ...judgement, observations: [{ code: "fullest-page", text }] };
}

/** Whether small pages under plain filters lose sessions that the same pages hold without a filter: a property of filters says so. */
function* losesUnderFilters(fixtures: Available): Passage<boolean> {
  for (const { inputOf, wanted } of filteredPlans(fixtures)) {
    const filtered = yield* walk(inputOf, accountSizeOf(fixtures), "poll");
    const lost = wanted.filter((id) => !filtered.listed.has(id));
    if (lost.length === 0) continue;
    const { listed } = yield* walk(() => ({ MaxResults: inputOf(0)["MaxResults"] }), accountSizeOf(fixtures), "poll");
    if (lost.some((id) => listed.has(id))) return true;
  }
  return false;
}

/** Where the default page holds some of the sessions only, its size shows: pages of one more and of one less. */
function* aroundDefault(fixtures: Available, largest: number): Script {
  if (fixtures.accountSize > largeAccount) return unexercised(tooLarge(fixtures.accountSize));
  const { answer } = yield* send(validProbe("ListSessions", {}));
  const size =
    answer === undefined || nextTokenOf(answer) === undefined ? 0 : Math.max(...["Ids", "Sessions"].map((name) => listOf(answer, name)?.length ?? 0));
  if (size === 0) return unexercised("the first page without MaxResults holds all sessions, or none: its size is not known");
  const wanted = fixtures.sessions.map(({ id }) => id);
  let sent = 1;
  for (const MaxResults of [size - 1, size, size + 1].filter((one) => one > 0 && one <= largest)) {
    const findings = yield* settledWalk(fixtures, () => ({ MaxResults }), new Set(wanted), new Set());
    const judgement = judgeWalk({ ...findings, step: findings.step + sent }, wanted.length, `a walk with MaxResults ${String(MaxResults)}`);
    const isClean = [judgement, ...Object.values(judgement.derived ?? {})].every(
      ({ violations, unexercised: open }) => violations.length === 0 && open === undefined,
    );
    if (!isClean) return judgement;
    sent += findings.pages;
  }
  return nothingFound;
}

function walksFind(
  id: string,
  title: string,
  requirement: string,
  plans: (fixtures: Available, largest: number) => readonly PagePlan[],
  others: (fixtures: Available, largest: number) => readonly { readonly name: string; readonly script: () => Script }[] = () => [],
): ProbingProperty {
  return {
    kind: "probing",
    id,
    requirement,
    level: "must",
    title,
    phase: "scenarios",
    needs: "fixtures",
    cases: (context) =>
      withFixtures(context, (fixtures) => {
        const largest = context.contract.request.properties["MaxResults"]?.maximum ?? fixtures.sessions.length;
        const planned = plans(fixtures, largest).map((plan) => ({ name: plan.name, script: () => planScript(fixtures, plan, largest) }));
        return [...planned, ...others(fixtures, largest)].map(({ name, script }) => ({ id: `${id}#walk/${name}`, script }));
      }),
  };
}

const findsEvery: ProbingProperty = {
  ...walksFind(finds, "lists every session over a whole walk, whatever the page size", "paging.complete", constantPlans, (fixtures, largest) => [
    { name: "page-size-around-default", script: () => aroundDefault(fixtures, largest) },
  ]),
  role: "complete-walk",
};

const changesSize = walksFind(
  "paging/page-size-may-change",
  "lists every session when MaxResults changes between pages",
  "paging.size-may-change",
  changingPlans,
);

/** Properties of filters, which are walked too: what they show of ends, of tokens and of sessions listed twice counts. */
const walkedFilters = [
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

const derivedProperty = (id: string, requirement: string, level: "must" | "should", title: string): DerivedProperty => ({
  kind: "derived",
  id,
  requirement,
  level,
  title,
  needs: "fixtures",
  of: [findsEvery.id, changesSize.id, ...walkedFilters, ...(id === tokenIsAccepted ? ["paging/walks-interleave"] : [])],
});

/** Properties of walks over the sessions of the run. */
export const pagingProperties = [
  findsEvery,
  changesSize,
  derivedProperty(comesToAnEnd, "paging.ends", "must", "comes to an end of the pages"),
  derivedProperty(tokenIsAccepted, "paging.token-works", "must", "accepts the token that it gave"),
  derivedProperty(listsOnce, "paging.once", "should", "lists no session twice in one walk"),
];
