import { isTokenMember } from "../../spec/operation-traits.ts";
import { nextTokenOf } from "../core/answer.ts";
import { type Boundary, boundariesOf, representativesOf } from "../generators/boundaries.ts";
import { brokenText, judgeAccepted, judgeRefused, shortForm } from "../checks/acceptance.ts";
import { unexplained, unlessExplained } from "../checks/explanation.ts";
import { tagsInput, unfiltered } from "./filter.ts";
import { type Available, type Pair, runTag } from "../core/fixtures.ts";
import { sharedPairs } from "./existing-filters.ts";
import { commonInput } from "../fixtures/existing-sessions.ts";
import { withFixtures } from "../core/with-fixtures.ts";
import type { DerivedProperty, Judged, Probe, ProbingProperty, Property, Script, Violation } from "../core/property.ts";
import { openProbe, validProbe } from "../core/request.ts";
import { nothingFound, type Passage, send, unexercised } from "../core/script.ts";
import { settledWalk } from "../checks/settled-walk.ts";

/** What a token is answered with that comes with another filter: the script of `anyOrder` asks, with the token of its last page. */
const changedFilter: DerivedProperty = {
  kind: "derived",
  id: "filters/changed-between-pages/observed",
  requirement: "filter.changed-between-pages",
  level: "may",
  title: "tells what a token with another filter is answered with",
  needs: "fixtures",
  of: ["filters/several-pairs/order-is-free"],
};

/** The members of a JSON object have no order, so a filter is the same whichever of its tags comes first. */
const anyOrder: ProbingProperty = {
  kind: "probing",
  id: "filters/several-pairs/order-is-free",
  requirement: "filter.order",
  level: "should",
  title: "takes a token with the same tags in another order",
  phase: "scenarios",
  needs: "fixtures",
  cases: (context) =>
    withFixtures(context, (fixtures) => [{ id: "filters/several-pairs/order-is-free#filter/turned-round", script: () => anyOrderScript(fixtures) }]),
};

function* page(pairs: readonly Pair[], token?: string, purpose: "property" | "poll" = "property"): Passage<Judged> {
  return yield* send(validProbe("ListSessions", { ...tagsInput(pairs), MaxResults: 1, ...(token === undefined ? {} : { NextToken: token }) }), purpose);
}

function* anyOrderScript(fixtures: Available): Script {
  const pairs = fixtures.given === true ? sharedPairs(fixtures) : ([runTag(fixtures.owner), ["team", "blue"]] as const);
  if (pairs === undefined) return unexercised("no two tags are on more than one session together");
  const first = yield* page(pairs);
  const token = first.answer === undefined ? undefined : nextTokenOf(first.answer);
  if (token === undefined) return unexercised("the first page gave no token");
  const second = yield* page(pairs.toReversed(), token);
  const accepted = { ...judgeAccepted(second, "the token that the page before gave, with the same tags in another order"), violatingSteps: [1] };
  const judgement = yield* unlessExplained(accepted, () => isRefusedInOrder(pairs), "the token is refused with the same tags in the same order too");
  const next = second.answer === undefined ? undefined : nextTokenOf(second.answer);
  if (next === undefined) return { ...judgement, derived: { [changedFilter.id]: unexercised("the second page gave no token") } };
  const { answer } = yield* send(openProbe("ListSessions", { ...tagsInput([[pairs[1][0], "green"]]), MaxResults: 1, NextToken: next }));
  const observations = answer === undefined ? [] : [{ code: "filter-changed", text: JSON.stringify(shortForm(answer)) }];
  return { ...judgement, derived: { [changedFilter.id]: { violations: [], observations } } };
}

/** Whether a token is refused that comes with the very filter it was given for. */
function* isRefusedInOrder(pairs: readonly Pair[]): Passage<boolean> {
  const { answer } = yield* page(pairs, undefined, "poll");
  const token = answer === undefined ? undefined : nextTokenOf(answer);
  return token !== undefined && judgeAccepted(yield* page(pairs, token, "poll")).violations.length > 0;
}

const originFilter: ProbingProperty = {
  kind: "probing",
  id: "filters/request-origin/observed",
  requirement: "filter.request-origin",
  level: "may",
  title: "tells whether RequestOrigin filters",
  phase: "scenarios",
  needs: "fixtures",
  expects: "either",
  cases: (context) =>
    withFixtures(context, (fixtures) => [
      {
        id: "filters/request-origin/observed#RequestOrigin/unused",
        *script(): Script {
          const wanted = new Set(fixtures.sessions.map(({ id }) => id));
          const findings = yield* settledWalk(fixtures, () => ({ RequestOrigin: "glue-conformance-unused-origin" }), wanted, new Set());
          const { missing, explained } = yield* unexplained(findings, fixtures, [unfiltered]);
          if (explained !== undefined) return unexercised(explained);
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
      const broken = representativesOf(boundariesOf(context.contract.request)).filter(({ keyword, top }) => keyword !== "type" && !isTokenMember(top));
      return [{ id: "paging/token-spares-no-check#all/with-token", script: () => withTokenScript(fixtures, broken) }];
    }),
};

// One token serves for all: whatever becomes of it, a broken request stays one.
function* withTokenScript(fixtures: Available, broken: readonly Boundary[]): Script {
  const filter = commonInput(fixtures);
  const first = yield* send(validProbe("ListSessions", { ...filter, MaxResults: 1 }));
  const token = first.answer === undefined ? undefined : nextTokenOf(first.answer);
  if (token === undefined) return unexercised("the first page gave no token");
  const breaches: { readonly step: number; readonly input: Readonly<Record<string, unknown>>; readonly violations: readonly Violation[] }[] = [];
  for (const [index, { top, value, member, keyword }] of broken.entries()) {
    const input = { ...filter, MaxResults: 1, [top]: value };
    // A token that was used, or that comes with another filter, may be what is wrong: what the error is called is open.
    const exchange = yield* send(refusedProbe({ ...input, NextToken: token }));
    const { violations } = judgeRefused(exchange, `${brokenText({ member, keyword })}, beside a good token`, "4xx");
    if (violations.length > 0) breaches.push({ step: index + 1, input, violations });
  }
  const left: typeof breaches = [];
  for (const breach of breaches)
    if (judgeRefused(yield* send(refusedProbe(breach.input), "poll"), "the same without a token", "4xx").violations.length === 0) left.push(breach);
  if (left.length === 0) return breaches.length === 0 ? nothingFound : unexercised("the same broken requests are accepted without a token too");
  return { violations: left.flatMap(({ violations }) => violations), violatingSteps: left.map(({ step }) => step) };
}

const refusedProbe = (input: Readonly<Record<string, unknown>>): Probe => ({ ...openProbe("ListSessions", input), expect: "refusal" });

/** Properties and observations of filters combined with tokens and other members. */
export const filteredPageProperties: readonly Property[] = [anyOrder, changedFilter, originFilter, validatesWithToken];
