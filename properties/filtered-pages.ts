import { nextTokenOf } from "./answer.ts";
import { judgeRefused, shortForm } from "./checks/acceptance.ts";
import { tagsOf } from "./filter.ts";
import { type FixtureSet, runTag } from "./fixtures.ts";
import { withFixtures } from "./paging.ts";
import type { Probe, ProbingProperty, Script } from "./property.ts";
import { brokenProbe, openProbe, validProbe } from "./request.ts";
import { send, unexercised } from "./script.ts";
import { settledWalk } from "./walk.ts";

type Available = FixtureSet & { readonly available: true };

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

/** What is judged, or told, of filters beside tokens and other members. */
export const filteredPageProperties: readonly ProbingProperty[] = [changedFilter, originFilter, validatesWithToken];
