import type { ProbingProperty, Property } from "../../properties/core/property.ts";
import { randomCount } from "../../properties/generators/random-property.ts";
import type { Shard } from "../config/settings.ts";
import { HarnessError } from "../runtime/harness-error.ts";

/** Random cases of a property that one shard sends in a row. */
const casesInARow = 100;

/** Whether several shards may judge a property: what sends nothing is judged by what each sends, and random cases are distributed. */
export function isShared(property: Property): boolean {
  return property.kind !== "probing" || property.phase === "random";
}

/** Whether a shard sends a case of a property that it sends cases of, by the place of the case among them. */
export function sendsCase({ index, count }: Shard, property: Property, place: number): boolean {
  return !isShared(property) || count - (Math.floor(place / casesInARow) % count) === index;
}

/**
 * The properties that a shard sends cases of: every `count`-th, and those with random cases for it. It depends on the options alone, so every shard knows
 * what the others send. Throws a usage error where there are more shards than parts.
 */
export function piecesOf(shard: Shard, senders: readonly ProbingProperty[], randomCases: number): readonly string[] {
  const { index, count } = shard;
  const designed = senders.filter((property) => !isShared(property));
  const random = senders.filter(isShared).map(({ id, share = 1 }) => ({ id, rows: Math.ceil(randomCount(randomCases, share) / casesInARow) }));
  const most = designed.length + Math.max(0, ...random.map(({ rows }) => rows));
  if (count <= most) return [...designed.filter((_, at) => at % count === index - 1), ...random.filter(({ rows }) => rows > count - index)].map(({ id }) => id);
  throw new HarnessError("usage", `--shard ${index}/${count} asks for ${count} shards, and this run has ${most} parts. Give at most ${most}.`);
}
