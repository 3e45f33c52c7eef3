import type { ProbingProperty, Property } from "../../properties/core/property.ts";
import { randomCount } from "../../properties/generators/random-property.ts";

/** Smallest piece of a property's random cases, and most pieces of a property, whatever the number of shards. */
const minCasesPerPiece = 100;
const maxPieces = 64;

/** What a run is split into: all cases of a designed property, or a row of random cases. No judgement depends on two of them. */
export interface ShardUnit {
  /** The property's id; of a property with several pieces followed by `#` and the place of the piece. */
  readonly name: string;
  readonly property: ProbingProperty;
  /** Random cases in it; undefined for designed properties. */
  readonly cases?: number;
}

/** The pieces of a property, in the order of its cases. */
export function shardUnitsOf(property: ProbingProperty, randomCases: number): readonly ShardUnit[] {
  const { share } = property;
  if (share === undefined) return [{ name: property.id, property }];
  const count = randomCount(randomCases, share);
  const size = sizeFor(count);
  return Array.from({ length: Math.ceil(count / size) }, (_, at) => ({
    name: nameOf(property, at * size, count),
    property,
    cases: Math.min(size, count - at * size),
  }));
}

/** The name of the piece that the case at an index belongs to. */
export function shardUnitAt({ id, share }: Pick<ProbingProperty, "id" | "share">, index: number, randomCases: number): string {
  return share === undefined ? id : nameOf({ id }, index, randomCount(randomCases, share));
}

/** The name of the piece that a case of a property belongs to, by the case's id. */
export function shardUnitNameOf(owner: Property, caseId: string, randomCases: number): string {
  const index = /\.(\d+)$/u.exec(caseId)?.[1];
  return owner.kind !== "probing" || index === undefined ? owner.id : shardUnitAt(owner, Number(index), randomCases);
}

function sizeFor(count: number): number {
  return Math.max(minCasesPerPiece, Math.ceil(count / maxPieces));
}

function nameOf({ id }: Pick<ProbingProperty, "id">, index: number, count: number): string {
  const size = sizeFor(count);
  return count <= size ? id : `${id}#${String(Math.floor(index / size))}`;
}
