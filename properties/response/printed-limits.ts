import { printsOpenLimits } from "../../spec/answer-limits.ts";
import type { Contract } from "../../spec/contract.ts";
import { judgeShape } from "../checks/response-shape.ts";
import type { Judgement, PassiveProperty } from "../core/property.ts";
import { onSuccess } from "../core/passive-property.ts";

/** What an answer breaks of the limits that a page prints for answers, which AWS breaks itself: observed, never failed (fairness rule 12). */
export function printedLimits(page: Contract): readonly PassiveProperty[] {
  if (!printsOpenLimits(page)) return [];
  return [
    {
      kind: "passive",
      id: "response/printed-limits/observed",
      requirement: "response.printed-limits",
      level: "may",
      title: "keeps the limits that the page prints for answers, or not",
      needs: "none",
      watch:
        () =>
        (exchange, { contract }) => {
          const { answer, probe } = exchange;
          if (answer === undefined || !probe.claimed || !onSuccess(answer, exchange)) return undefined;
          return observed(judgeShape(answer, contract, "printed-limits").map(({ pointer, expected }) => `${pointer}: not ${expected}`));
        },
    },
  ];
}

// Values are not shown: they may be other people's text.
function observed(texts: readonly string[]): Judgement {
  const observations = [...new Set(texts)].map((text) => ({ code: "outside-printed-limits", text }));
  return { violations: [], observations };
}
