import { propertyOfCase } from "../../properties/core/script.ts";
import type { Property } from "../../properties/core/property.ts";
import type { Evaluator } from "./evaluate.ts";
import type { CaseExecutor } from "./case-executor.ts";
import type { PropertyResult } from "./property-result.ts";

/** Times that a counterexample is sent again. */
const repetitions = 2;

/**
 * Sends the counterexample of every failed property twice more, alone, and notes how often it failed. One case may be the counterexample of
 * several properties; it is sent for all of them at once.
 */
export async function confirm(
  propertyResults: readonly PropertyResult[],
  properties: readonly Property[],
  evaluator: Evaluator,
  executor: CaseExecutor,
): Promise<void> {
  const failed = propertyResults.filter(({ first }) => first !== undefined);
  for (const [id, group] of groupByCase(failed)) {
    const one = group[0]?.first?.result.case;
    const owner = properties.find((property) => property.id === propertyOfCase(id));
    if (one === undefined || owner === undefined) continue;
    const counts = new Map(group.map((propertyResult) => [propertyResult, 1]));
    let sent = 1;
    for (let repetition = 1; repetition <= repetitions; repetition += 1) {
      const at = { part: "confirmation", repetition } as const;
      if (!executor.has(one, at)) break;
      const result = await executor.play(one, at);
      if (result.sendError !== undefined) {
        executor.judged(result, at, []);
        break;
      }
      sent += 1;
      const failing = new Set(
        evaluator.evaluations(owner, result).flatMap(({ property, judgement }) => (judgement.violations.length > 0 ? [property.id] : [])),
      );
      executor.judged(result, at, [...failing]);
      // A random property may have taken over the boundary case of another: then that one's failure is its own.
      const fails = ({ property }: PropertyResult): boolean => failing.has(property.id) || (property.kind === "probing" && failing.has(owner.id));
      for (const propertyResult of group) if (fails(propertyResult)) counts.set(propertyResult, (counts.get(propertyResult) ?? 0) + 1);
    }
    for (const [propertyResult, count] of counts) {
      propertyResult.reproduced = `${String(count)}/${String(sent)}`;
      if (count < sent) propertyResult.intermittent = { code: "intermittent", text: `failed ${String(count)} of ${String(sent)} times` };
    }
  }
}

function groupByCase(failed: readonly PropertyResult[]): ReadonlyMap<string, readonly PropertyResult[]> {
  const groups = new Map<string, PropertyResult[]>();
  for (const propertyResult of failed) {
    const id = propertyResult.first?.result.case.id ?? "";
    groups.set(id, [...(groups.get(id) ?? []), propertyResult]);
  }
  return groups;
}
