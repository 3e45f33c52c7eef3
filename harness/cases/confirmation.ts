import type { Property } from "../../properties/core/property.ts";
import type { Judge } from "./evaluate.ts";
import type { Player } from "./case-executor.ts";
import type { Tally } from "./property-result.ts";

/** Times that a counterexample is sent again. */
const again = 2;

/**
 * Sends the counterexample of every failed property twice more, alone, and notes how often it failed. One case may be the counterexample of
 * several properties; it is sent for all of them at once.
 */
export async function confirm(tallies: readonly Tally[], properties: readonly Property[], judge: Judge, player: Player): Promise<void> {
  const failed = tallies.filter(({ first }) => first !== undefined);
  for (const [id, group] of groupByCase(failed)) {
    const one = group[0]?.first?.result.case;
    const owner = properties.find((property) => property.id === id.split("#", 1)[0]);
    if (one === undefined || owner === undefined) continue;
    const counts = new Map(group.map((tally) => [tally, 1]));
    let sent = 1;
    for (let repetition = 1; repetition <= again; repetition += 1) {
      const at = { part: "confirmation", repetition } as const;
      if (!player.has(one, at)) break;
      const result = await player.play(one, at);
      if (result.trouble !== undefined) {
        player.judged(result, at, []);
        break;
      }
      sent += 1;
      const failing = new Set(judge.sayings(owner, result).flatMap(({ property, judgement }) => (judgement.violations.length > 0 ? [property.id] : [])));
      player.judged(result, at, [...failing]);
      // A random property may have taken over the boundary case of another: then that one's failure is its own.
      const fails = ({ property }: Tally): boolean => failing.has(property.id) || (property.kind === "probing" && failing.has(owner.id));
      for (const tally of group) if (fails(tally)) counts.set(tally, (counts.get(tally) ?? 0) + 1);
    }
    for (const [tally, count] of counts) {
      tally.reproduced = `${String(count)}/${String(sent)}`;
      if (count < sent) tally.intermittent = { code: "intermittent", text: `failed ${String(count)} of ${String(sent)} times` };
    }
  }
}

function groupByCase(failed: readonly Tally[]): ReadonlyMap<string, readonly Tally[]> {
  const groups = new Map<string, Tally[]>();
  for (const tally of failed) {
    const id = tally.first?.result.case.id ?? "";
    groups.set(id, [...(groups.get(id) ?? []), tally]);
  }
  return groups;
}
