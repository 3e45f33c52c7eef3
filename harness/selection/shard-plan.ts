import type { Contract } from "../../spec/contract.ts";
import type { ProbingProperty, Property } from "../../properties/core/property.ts";
import requestsOfCases from "./requests-of-cases.json" with { type: "json" };
import { HarnessError } from "../runtime/harness-error.ts";
import type { Settings, Shard } from "../config/settings.ts";
import { type ShardUnit, shardUnitAt, shardUnitsOf } from "./shard-units.ts";
import { enumerateCases } from "./enumerate-cases.ts";
import { schedule } from "./schedule.ts";

/** Where a property is judged: wholly in this shard, in others too, or only there. */
export type ShardPlacement = "here" | "spread" | "elsewhere";

/** What one shard sends of the cases of a run. */
export class ShardShare {
  readonly pieces: readonly string[];
  readonly #names: ReadonlySet<string>;
  readonly #count: number;
  readonly #randomCases: number;

  constructor({ count, pieces }: Required<Shard>, randomCases: number) {
    this.pieces = pieces;
    this.#names = new Set(pieces);
    this.#count = count;
    this.#randomCases = randomCases;
  }

  /** Whether the shard sends a case of a property, by its place among those of the property. */
  has(property: ProbingProperty, index: number): boolean {
    return this.#names.has(shardUnitAt(property, index, this.#randomCases));
  }

  standingOf(property: Property): ShardPlacement {
    if (this.#count === 1) return "here";
    // Whatever is sent may say something of a property that sends nothing itself.
    if (property.kind !== "probing") return "spread";
    const names = shardUnitsOf(property, this.#randomCases).map(({ name }) => name);
    const own = names.filter((name) => this.#names.has(name)).length;
    if (own === 0 && names.length > 0) return "elsewhere";
    return own === names.length && names.length > 0 ? "here" : "spread";
  }
}

/** What a shard sends of what these properties send in all. Every shard makes the same plan, whatever its target is. Throws a usage error where there are more shards than pieces. */
export function shareOf(shard: Shard, senders: readonly ProbingProperty[], settings: Settings, contract: Contract): ShardShare {
  const pieces = shard.pieces ?? planned(shard, senders, settings, contract);
  return new ShardShare({ ...shard, pieces }, settings.cases);
}

function planned({ index, count }: Shard, senders: readonly ProbingProperty[], settings: Settings, contract: Contract): readonly string[] {
  const pieces = senders.flatMap((property) => shardUnitsOf(property, settings.cases));
  if (count > pieces.length) {
    throw new HarnessError(
      "usage",
      `--shard ${String(index)}/${String(count)} asks for ${String(count)} shards, and this run has ${String(pieces.length)} pieces that can be sent apart. Give at most ${String(pieces.length)}.`,
    );
  }
  return evenly(weighed(pieces, senders, settings, contract), count)[index - 1] ?? [];
}

interface Weighed {
  readonly name: string;
  /** Requests, about. */
  readonly weight: number;
}

/** Requests of pieces, by what a case of the property takes in a run against the reference service. */
function weighed(pieces: readonly ShardUnit[], senders: readonly ProbingProperty[], settings: Settings, contract: Contract): readonly Weighed[] {
  const designed = senders.filter(({ share }) => share === undefined);
  const stretches = designed.map((property) => {
    const items = [...enumerateCases(property, settings, contract)].map((one, index) => ({ property, one, index, place: 0 }));
    return { property, count: items.length, items };
  });
  const sent = schedule(stretches, settings.effort).counts;
  const known: Readonly<Record<string, number>> = requestsOfCases;
  return pieces.map(({ name, property: { id }, cases }) => ({ name, weight: (cases ?? sent.get(id) ?? 0) * (known[id] ?? 1) }));
}

/** Distributes pieces, the heaviest first, each to the shard that has the least so far. */
export function evenly(pieces: readonly Weighed[], count: number): readonly (readonly string[])[] {
  const shards = Array.from({ length: count }, () => ({ names: [] as string[], weight: 0 }));
  for (const { name, weight } of pieces.toSorted((a, b) => b.weight - a.weight || (a.name < b.name ? -1 : 1))) {
    const lightest = shards.reduce((one, other) =>
      other.weight < one.weight || (other.weight === one.weight && other.names.length < one.names.length) ? other : one,
    );
    lightest.names.push(name);
    lightest.weight += weight;
  }
  return shards.map(({ names }) => names);
}
