import { brokenText, judgeAccepted, judgeRefused, observedAs } from "../checks/acceptance.ts";
import { filterBy } from "../checks/exclusive-scenario.ts";
import { unexplained, unlessExplained } from "../checks/explanation.ts";
import { settledWalk } from "../checks/settled-walk.ts";
import { nextTokenOf } from "../core/answer.ts";
import { type Available, type Pair, runTag } from "../core/fixtures.ts";
import type { Judged, Judgement, Probe, Script } from "../core/property.ts";
import { may, must, overSessions, properties, should } from "../core/property-table.ts";
import { openProbe, validProbe } from "../core/request.ts";
import { at, nothingFound, type Passage, send, unexercised } from "../core/script.ts";
import { commonInput } from "../fixtures/existing-sessions.ts";
import { type Boundary, brokenConstraintsOf } from "../generators/boundaries.ts";
import { sharedPairs } from "./existing-filters.ts";
import { unfiltered } from "./filter.ts";

type Input = Readonly<Record<string, unknown>>;

const changedFilter = "filters/changed-between-pages/observed";

/** Properties and observations of filters combined with tokens and other members. */
export const filteredPageProperties = properties({
  // The members of a JSON object have no order, so a filter is the same whichever of its tags comes first.
  "filters/several-pairs/order-is-free": {
    ...should("filter.order", "takes a token with the same tags in another order"),
    ...overSessions((fixtures) => [["filter/turned-round", () => anyOrderScript(fixtures)]]),
  },
  // The script of the property before asks, with the token of its last page.
  [changedFilter]: {
    ...may("filter.changed-between-pages", "tells what a token with another filter is answered with", { needs: "fixtures" }),
    of: ["filters/several-pairs/order-is-free"],
  },
  "filters/request-origin/observed": {
    ...may("filter.request-origin", "tells whether RequestOrigin filters", { expects: "either" }),
    ...overSessions((fixtures) => [["RequestOrigin/unused", () => originScript(fixtures)]]),
  },
  "paging/token-spares-no-check": {
    ...must("request.invalid", "refuses a broken request that comes with a good token"),
    ...overSessions((fixtures, { contract }) => [["all/with-token", () => withTokenScript(fixtures, brokenConstraintsOf(contract.request))]]),
  },
});

function* page(pairs: readonly Pair[], token?: string, purpose: "property" | "poll" = "property"): Passage<Judged> {
  return yield* send(validProbe("ListSessions", { ...filterBy(...pairs), MaxResults: 1, ...(token === undefined ? {} : { NextToken: token }) }), purpose);
}

const tokenOf = ({ answer }: Judged): string | undefined => (answer === undefined ? undefined : nextTokenOf(answer));

function* anyOrderScript(fixtures: Available): Script {
  const pairs = fixtures.given === true ? sharedPairs(fixtures) : ([runTag(fixtures.owner), ["team", "blue"]] as const);
  if (pairs === undefined) return unexercised("no two tags are on more than one session together");
  const token = tokenOf(yield* page(pairs));
  if (token === undefined) return unexercised("the first page gave no token");
  const second = yield* page(pairs.toReversed(), token);
  const accepted = at(judgeAccepted(second, "the token that the page before gave, with the same tags in another order"), second);
  const judgement = yield* unlessExplained(accepted, () => isRefusedInOrder(pairs), "the token is refused with the same tags in the same order too");
  const next = tokenOf(second);
  const withChanged = (changed: Judgement): Judgement => ({ ...judgement, derived: { [changedFilter]: changed } });
  if (next === undefined) return withChanged(unexercised("the second page gave no token"));
  const other = yield* send(openProbe("ListSessions", { ...filterBy([pairs[1][0], "green"]), MaxResults: 1, NextToken: next }));
  return withChanged({ violations: [], observations: observedAs("filter-changed", other) });
}

/** Whether a token is refused that comes with the very filter it was given for. */
function* isRefusedInOrder(pairs: readonly Pair[]): Passage<boolean> {
  const token = tokenOf(yield* page(pairs, undefined, "poll"));
  return token !== undefined && judgeAccepted(yield* page(pairs, token, "poll")).violations.length > 0;
}

function* originScript(fixtures: Available): Script {
  const wanted = fixtures.sessions.map(({ id }) => id);
  const findings = yield* settledWalk(fixtures, { RequestOrigin: "glue-conformance-unused-origin" }, wanted);
  const { missing, explained } = yield* unexplained(findings, fixtures, [unfiltered]);
  if (explained !== undefined) return unexercised(explained);
  return { violations: [], observations: [{ code: "request-origin", text: missing.length === 0 ? "does not filter" : "filters" }] };
}

// One token serves for all: whatever becomes of it, a broken request stays one.
function* withTokenScript(fixtures: Available, broken: readonly Boundary[]): Script {
  const filter = { ...commonInput(fixtures), MaxResults: 1 };
  const token = tokenOf(yield* send(validProbe("ListSessions", filter)));
  if (token === undefined) return unexercised("the first page gave no token");
  const breaches: { readonly exchange: Judged; readonly input: Input; readonly judgement: Judgement }[] = [];
  for (const { top, value, member, keyword } of broken) {
    const input = { ...filter, [top]: value };
    // A token that was used, or that comes with another filter, may be what is wrong: what the error is called is open.
    const exchange = yield* send(refusedProbe({ ...input, NextToken: token }));
    const judgement = judgeRefused(exchange, `${brokenText({ member, keyword })}, beside a good token`, "4xx");
    if (judgement.violations.length > 0) breaches.push({ exchange, input, judgement });
  }
  const left: typeof breaches = [];
  for (const breach of breaches)
    if (judgeRefused(yield* send(refusedProbe(breach.input), "poll"), "the same without a token", "4xx").violations.length === 0) left.push(breach);
  if (left.length === 0) return breaches.length === 0 ? nothingFound : unexercised("the same broken requests are accepted without a token too");
  return { violations: left.flatMap(({ judgement }) => judgement.violations), shownBy: left.map(({ exchange }) => exchange) };
}

const refusedProbe = (input: Input): Probe => ({ ...openProbe("ListSessions", input), expect: "refusal" });
