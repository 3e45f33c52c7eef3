import { exactly, filterScript, planned } from "./filter.ts";
import type { Available, Pair } from "../core/fixtures.ts";
import { oddPairs } from "./existing-filters.ts";
import { oddKin } from "../fixtures/odd-tags.ts";
import { withFixtures } from "../core/with-fixtures.ts";
import type { ProbingProperty, Script } from "../core/property.ts";
import { nothingFound } from "../core/script.ts";

const id = "filters/odd-characters/literal";

/** Characters beyond the plain ones mean themselves, or are refused: what no tag may hold need not be looked for. */
export const oddCharacters: ProbingProperty = {
  kind: "probing",
  id,
  requirement: "filter.odd-characters",
  level: "should",
  title: "takes signs that mean something elsewhere for themselves, or refuses them",
  phase: "scenarios",
  needs: "fixtures",
  cases: (context) =>
    withFixtures(context, (fixtures) =>
      (fixtures.given === true ? oddPairs(fixtures) : oddKin.map(({ name, pair }) => [name, pair] as const)).map(([name, pair]) => ({
        id: `${id}#filter/${name}`,
        script: () => oddScript(fixtures, pair),
      })),
    ),
};

function* oddScript(fixtures: Available, pair: Pair): Script {
  const judgement = yield* filterScript(fixtures, planned("", pair), exactly(fixtures, [pair]), "should");
  return judgement.violations.some(({ code }) => code === "valid-refused") ? nothingFound : judgement;
}
