import type { Contract } from "../../spec/contract.ts";
import type { ProbingProperty, Property } from "../../properties/core/property.ts";
import { propertiesOf } from "../../properties/table.ts";
import { judgedElsewhere } from "../../reports/record/shard-part.ts";
import { matches } from "../runtime/glob.ts";
import { optionError } from "../runtime/harness-error.ts";
import type { Settings } from "../config/settings.ts";
import { isShared, piecesOf, sendsCase } from "./shards.ts";
import { nearest } from "../runtime/suggestion.ts";

/** Which properties a run judges, and which it leaves out and why. */
export interface Selection {
  readonly offered: readonly Property[];
  readonly judged: readonly Property[];
  readonly skipped: ReadonlyMap<string, string>;
  /** The options that narrowed the run. */
  readonly narrowedBy: readonly string[];
}

/** What decides which properties are judged. */
export type SelectingOptions = Pick<Settings, "only" | "skip" | "checkAuth" | "state"> & Partial<Pick<Settings, "fixture">>;

/**
 * Whether a pattern of `--only` or `--skip` selects a property: by a glob over its id (`request/**`) or over the id of its requirement, which has dots
 * (`request.max-results`), or by its level (`level:must`).
 */
function selects(pattern: string, { id, requirement, level }: Property): boolean {
  if (pattern.startsWith("level:")) return pattern === `level:${level}`;
  return matches(pattern, id) || (pattern.includes(".") && matches(withSlashes(pattern), withSlashes(requirement)));
}

function withSlashes(requirement: string): string {
  return requirement.replaceAll(".", "/");
}

/** Chooses properties by `--only`, `--skip` and `--check-auth`. A pattern that selects no property is a usage error. */
export function select(properties: readonly Property[], { only, skip, checkAuth, state, fixture }: SelectingOptions): Selection {
  const offered = properties.filter(({ optIn }) => optIn === undefined || checkAuth);
  for (const [option, glob] of [...only.map((one) => ["only", one] as const), ...skip.map((one) => ["skip", one] as const)]) {
    if (!properties.some((property) => selects(glob, property))) {
      const known = properties.flatMap(({ id, requirement, level }) => [{ id }, { id: requirement }, { id: `level:${level}` }]);
      throw optionError(
        [option],
        `--${option} ${JSON.stringify(glob)} matches no property; the nearest id is ${nearest(glob, known)}. See glue-conformance list.`,
      );
    }
  }
  const skipped = new Map<string, string>();
  for (const property of offered) {
    const { id, needs } = property;
    const without = skip.find((glob) => selects(glob, property));
    if (only.length > 0 && !only.some((glob) => selects(glob, property))) skipped.set(id, "not among --only");
    else if (without !== undefined) skipped.set(id, `left out by --skip ${without}`);
    else if (state === "observe" && needs !== "none" && (needs === "exclusive" || fixture === undefined))
      skipped.set(id, "needs sessions of its own, which --state observe does not create");
  }
  return {
    offered,
    judged: offered.filter(({ id }) => !skipped.has(id)),
    skipped,
    narrowedBy: [...only.map((glob) => `--only ${glob}`), ...skip.map((glob) => `--skip ${glob}`), ...(state === "observe" ? ["--state observe"] : [])],
  };
}

/** What a run judges and sends. */
export interface Work {
  /** All properties of the contract. */
  readonly properties: readonly Property[];
  readonly selection: Selection;
  /** Properties whose cases are sent. */
  readonly senders: readonly ProbingProperty[];
  /** Whether any case needs sessions, in all shards together: each has the same, so that all see what one run would. */
  readonly needsSessions: boolean;
  /** Whether a case is sent, by its place among those of its property. */
  readonly sends: (property: ProbingProperty, place: number) => boolean;
  /** Whether the user left out something that a judged property is judged by. */
  readonly isNarrowed: (property: Property) => boolean;
  /** Whether other shards judge the property too. */
  readonly isShared: (property: Property) => boolean;
}

/** What a run judges and sends, by its options and its shard. */
export function workOf(contract: Contract, settings: Settings): Work {
  const properties = propertiesOf(contract);
  const { shard } = settings;
  const whole = select(properties, settings);
  const all = sendersOf(properties, whole);
  const needsSessions = all.some(({ needs }) => needs !== "none");
  const isNarrowed = (property: Property): boolean => property.kind !== "probing" && whole.narrowedBy.length > 0;
  if (shard === undefined) return { properties, selection: whole, senders: all, needsSessions, sends: () => true, isNarrowed, isShared: () => false };
  const pieces = new Set(shard.pieces ?? piecesOf(shard, all, settings.cases));
  const isHere = (property: Property): boolean => property.kind !== "probing" || pieces.has(property.id);
  const selection = {
    ...whole,
    judged: whole.judged.filter(isHere),
    skipped: new Map([...whole.skipped, ...whole.judged.filter((property) => !isHere(property)).map(({ id }) => [id, judgedElsewhere] as const)]),
    narrowedBy: [...whole.narrowedBy, `--shard ${String(shard.index)}/${String(shard.count)}`],
  };
  return {
    properties,
    selection,
    senders: all.filter(isHere),
    needsSessions,
    sends: (property, place) => sendsCase(shard, property, place),
    isNarrowed,
    isShared: (property) => isShared(property) && shard.count > 1,
  };
}

/** Properties whose cases are sent: the judged ones, those that judge companions, and all where only passive properties are judged. */
function sendersOf(properties: readonly Property[], { judged, skipped }: Selection): readonly ProbingProperty[] {
  const hosts = new Set(judged.flatMap((property) => (property.kind === "derived" ? property.of : [])));
  const watched = judged.some(({ kind }) => kind === "passive") && !judged.some(({ kind }) => kind === "probing");
  return properties.filter((property): property is ProbingProperty => {
    if (property.kind !== "probing" || (property.optIn !== undefined && !judged.includes(property))) return false;
    if (judged.includes(property) || hosts.has(property.id)) return true;
    return watched && skipped.get(property.id) === "not among --only" && property.needs === "none";
  });
}
