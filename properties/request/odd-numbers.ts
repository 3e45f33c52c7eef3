import { spelled } from "../../spec/constraint.ts";
import type { Contract } from "../../spec/contract.ts";
import { listOf } from "../core/answer.ts";
import { openNumbers } from "../generators/bodies.ts";
import { judgeSurvived, observedAs } from "../checks/acceptance.ts";
import { RawJson } from "../core/json.ts";
import type { Judged, Judgement, ProbingProperty } from "../core/property.ts";
import { openProbe } from "../core/request.ts";
import { sampleInput } from "../generators/minimal-example.ts";
import { probeCase } from "../core/script.ts";

/** What a member that is a whole number makes of one that is none, or too large. */
export function survivesNumbers(member: string): ProbingProperty {
  const id = `request/${spelled(member)}/survives-odd-numbers`;
  return {
    kind: "probing",
    id,
    requirement: "error.no-crash",
    level: "must",
    title: `answers odd numbers for ${member} with a success or a client error`,
    phase: "boundaries",
    needs: "none",
    expects: "either",
    cases: ({ contract }) =>
      openNumbers.map((text) =>
        probeCase(
          `${id}#${member}/number/${text}`,
          openProbe(contract.operation, { ...sampleInput(contract.request), [member]: new RawJson(text) }),
          (exchange) => ({
            violations: [...judgeSurvived(exchange, `${member} ${text}`).violations, ...tooManyItems(contract, member, exchange)],
            observations: observedAs(`number-${text}`, exchange),
          }),
        ),
      ),
  };
}

// Whatever number the service made of it, it can be no more than the schema allows.
function tooManyItems({ request, response }: Contract, member: string, { answer }: Judged): Judgement["violations"] {
  const maximum = request.properties[member]?.maximum;
  if (answer === undefined || maximum === undefined || !/^(?:MaxResults|Limit|MaxItems)$/u.test(member)) return [];
  return Object.entries(response.properties)
    .filter(([name, schema]) => schema.type === "array" && (listOf(answer, name)?.length ?? 0) > maximum)
    .map(([name]) => ({
      code: "page-too-long" as const,
      pointer: `/body/${name}`,
      expected: `at most ${String(maximum)} items`,
      received: listOf(answer, name)?.length,
    }));
}
