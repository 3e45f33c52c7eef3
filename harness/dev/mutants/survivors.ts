import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { entryOf, identityOf, type Mutant } from "./mutant.ts";

const root = dirname(createRequire(import.meta.url).resolve("glue-conformance/package.json"));

/** Why a mutant may survive. */
export type SurvivorClass =
  /** No request distinguishes it from the reference service. */
  | "equivalent"
  /** It differs, but legally, or outside of `ListSessions`: a fair suite may not fail it. */
  | "legal"
  /** A fair suite ought to catch it, and this one does not. It counts as missed. */
  | "missed";

/** Mutants that survive for one reason. */
export interface Survivors {
  readonly class: SurvivorClass;
  readonly reason: string;
  readonly mutants: readonly Mutant[];
}

/** A mutant and whether the suite caught it. */
export interface JudgedMutant {
  readonly mutant: Mutant;
  readonly caught: boolean;
}

/** The differences between the checked-in list and a run; all empty where they agree. */
export interface Disagreement {
  /** Survivors that the list does not explain. */
  readonly unexplained: readonly Mutant[];
  /** Entries of mutants that the suite now catches. */
  readonly nowCaught: readonly Mutant[];
  /** Entries of mutants that can no longer be made. */
  readonly gone: readonly Mutant[];
  /** Entries that are there twice. */
  readonly doubled: readonly Mutant[];
}

/** Compares a list with a run; `all` are the mutants that can be made, `judged` those that were run. */
export function disagreementOf(list: readonly Survivors[], all: readonly Mutant[], judged: readonly JudgedMutant[]): Disagreement {
  const entries = list.flatMap(({ mutants }) => mutants);
  const listed = new Set(entries.map(identityOf));
  const known = new Set(all.map(identityOf));
  const caught = new Set(judged.filter((one) => one.caught).map(({ mutant }) => identityOf(mutant)));
  return {
    unexplained: judged.filter((one) => !one.caught && !listed.has(identityOf(one.mutant))).map(({ mutant }) => entryOf(mutant)),
    nowCaught: entries.filter((entry) => caught.has(identityOf(entry))),
    gone: entries.filter((entry) => !known.has(identityOf(entry))),
    doubled: entries.filter((entry, index) => entries.findIndex((other) => identityOf(other) === identityOf(entry)) !== index),
  };
}

/** How many of the mutants that were judged and survived are explained by each class. */
export function explainedBy(list: readonly Survivors[], judged: readonly JudgedMutant[]): Readonly<Record<SurvivorClass, number>> {
  const survived = new Set(judged.filter((one) => !one.caught).map(({ mutant }) => identityOf(mutant)));
  const count = (ofClass: SurvivorClass): number =>
    list.filter((group) => group.class === ofClass).reduce((sum, { mutants }) => sum + mutants.filter((one) => survived.has(identityOf(one))).length, 0);
  return { equivalent: count("equivalent"), legal: count("legal"), missed: count("missed") };
}

/** The checked-in list of mutants that may survive, each with its reason. */
export function survivorList(): readonly Survivors[] {
  return JSON.parse(readFileSync(join(root, "harness", "dev", "mutants", "survivors.json"), "utf8")) as readonly Survivors[];
}
