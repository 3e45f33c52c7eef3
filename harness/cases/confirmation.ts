import { propertyOfCase } from "../../properties/core/script.ts";
import type { Case, Property } from "../../properties/core/property.ts";
import type { Evaluator } from "./evaluate.ts";
import type { CaseExecutor } from "./case-executor.ts";
import { confirmations } from "./case-sequence.ts";
import { inTurns } from "../runtime/in-turns.ts";
import type { Finding, PropertyResult } from "./property-result.ts";

/**
 * Sends the counterexample of every failed property twice more, alone, and notes how often it failed; while the script of one lets time pass, others go on.
 * One case may be the counterexample of several properties; it is sent for all of them at once.
 */
export async function confirm(
  propertyResults: readonly PropertyResult[],
  properties: readonly Property[],
  evaluator: Evaluator,
  executor: CaseExecutor,
  play: CaseExecutor["play"],
): Promise<void> {
  const groups = Array.from(groupByCase(propertyResults), ([id, group]): Group => ({
    one: group[0].first.result.case,
    owner: properties.find((property) => property.id === propertyOfCase(id)),
    counts: new Map(group.map((propertyResult) => [propertyResult, 1])),
    sent: 1,
    isUnsent: false,
  }));
  await inTurns(
    groups.flatMap((group) => confirmations.map((at) => [group, at] as const)),
    executor.pause,
    async ([group, at], pause) => {
      const { one, owner } = group;
      if (owner === undefined || group.isUnsent || !executor.has(one, at)) return;
      const result = await play(one, at, pause);
      if (result.sendError !== undefined) {
        group.isUnsent = true;
        executor.judged(result, at, []);
        return;
      }
      group.sent += 1;
      const failing = new Set(
        evaluator.evaluations(owner, result).flatMap(({ property, judgement }) => (judgement.violations.length > 0 ? [property.id] : [])),
      );
      executor.judged(result, at, [...failing]);
      // A random property may have taken over the boundary case of another: then that one's failure is its own.
      const fails = ({ property }: PropertyResult): boolean => failing.has(property.id) || (property.kind === "probing" && failing.has(owner.id));
      for (const [propertyResult, count] of group.counts) if (fails(propertyResult)) group.counts.set(propertyResult, count + 1);
    },
    () => undefined,
  );
  const unshown = groups.flatMap(({ counts, sent }) => [...counts].flatMap(([one, count]) => (count === 1 && sent > 1 && one.revert() ? [one] : [])));
  if (unshown.length > 0) await confirm(unshown, properties, evaluator, executor, play);
  for (const { counts, sent } of groups)
    for (const [propertyResult, count] of counts) {
      if (unshown.includes(propertyResult)) continue;
      propertyResult.reproduced = `${String(count)}/${String(sent)}`;
      if (count < sent) propertyResult.intermittent = { code: "intermittent", text: `failed ${String(count)} of ${String(sent)} times` };
    }
}

/** Properties that fail on the same case, and how often they did when it was sent. */
interface Group {
  readonly one: Case;
  readonly owner: Property | undefined;
  readonly counts: Map<PropertyResult, number>;
  sent: number;
  /** Once it got no answer to judge, it is not sent again. */
  isUnsent: boolean;
}

type Failed = PropertyResult & { readonly first: Finding };

function groupByCase(propertyResults: readonly PropertyResult[]): ReadonlyMap<string, readonly [Failed, ...Failed[]]> {
  const groups = new Map<string, [Failed, ...Failed[]]>();
  for (const one of propertyResults) {
    if (!hasFailed(one)) continue;
    const group = groups.get(one.first.result.case.id);
    if (group === undefined) groups.set(one.first.result.case.id, [one]);
    else group.push(one);
  }
  return groups;
}

const hasFailed = (one: PropertyResult): one is Failed => one.first !== undefined;
