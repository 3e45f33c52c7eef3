import { closest } from "fastest-levenshtein";
import type { Contract } from "../../spec/contract.ts";
import type { Cases, ProbingProperty, Property } from "../../properties/core/property.ts";
import { propertiesOf } from "../../properties/table.ts";
import { judgedElsewhere } from "../../reports/record/shard-part.ts";
import { matches } from "../runtime/glob.ts";
import { type HarnessError, optionError } from "../runtime/harness-error.ts";
import type { Settings } from "../config/settings.ts";
import { idsOfCases } from "./enumerate-cases.ts";
import { isShared, piecesOf, sendsCase } from "./shards.ts";

/** Which properties a run judges, and which it leaves out and why. */
export interface Selection {
  readonly offered: readonly Property[];
  readonly judged: readonly Property[];
  readonly skipped: ReadonlyMap<string, string>;
  /** Of properties of which the user chose some cases: whether it is one of them, by its id. */
  readonly parts: ReadonlyMap<string, (caseId: string) => boolean>;
  /** The options that narrowed the run. */
  readonly narrowedBy: readonly string[];
}

/** What decides which properties are judged. */
export type SelectingOptions = Pick<Settings, "only" | "skip" | "checkAuth" | "state"> & Partial<Pick<Settings, "fixture">>;

/** A pattern of `--only` or `--skip`. */
type Pattern = { readonly option: "only" | "skip"; readonly text: string };

/** Whether a pattern is one over ids of cases: `request/max-results/refuses-wrong-range#MaxResults/maximum/*`. */
const isOfCases = ({ text }: Pattern): boolean => text.includes("#");

const matchesCase = ({ text }: Pattern, id: string): boolean => matches(text, id, { below: false });

/** Whether a pattern over ids of cases may select some of a property, by the part in front of the `#`. */
const mayMatchCases = ({ text }: Pattern, { id, kind }: Property): boolean => kind === "probing" && matches(text.split("#", 1)[0] ?? "", id);

/**
 * Whether a pattern selects a property as a whole: by a glob over its id (`request/**`) or over the id of its requirement, which has dots
 * (`request.max-results`), or by its level (`level:must`).
 */
function selects({ text }: Pattern, { id, requirement, level }: Property): boolean {
  if (text.startsWith("level:")) return text === `level:${level}`;
  return matches(text, id) || (text.includes(".") && matches(withSlashes(text), withSlashes(requirement)));
}

function withSlashes(requirement: string): string {
  return requirement.replaceAll(".", "/");
}

/**
 * Chooses properties and cases by `--only`, `--skip` and `--check-auth`; `idsOf` gives the ids of the cases of a property. A pattern that selects nothing is
 * a usage error, except that the cases of a fixture are not known yet.
 */
export function select(
  properties: readonly Property[],
  { only, skip, checkAuth, state, fixture }: SelectingOptions,
  idsOf: (property: Property) => readonly string[],
): Selection {
  const offered = properties.filter(({ optIn }) => optIn === undefined || checkAuth);
  const patterns = [...only.map((text) => ({ option: "only", text }) as const), ...skip.map((text) => ({ option: "skip", text }) as const)];
  const ofCases = patterns.filter(isOfCases);
  const ofProperties = patterns.filter((pattern) => !isOfCases(pattern));
  const selectsCases = (pattern: Pattern, property: Property): boolean =>
    mayMatchCases(pattern, property) && (fixture !== undefined || idsOf(property).some((id) => matchesCase(pattern, id)));
  for (const pattern of patterns)
    if (!properties.some((property) => (isOfCases(pattern) ? selectsCases : selects)(pattern, property))) throw nothingSelected(pattern, properties, idsOf);
  const skipped = new Map<string, string>();
  const parts = new Map<string, (caseId: string) => boolean>();
  for (const property of offered) {
    const { id, needs } = property;
    const isWhole = only.length === 0 || ofProperties.some((pattern) => pattern.option === "only" && selects(pattern, property));
    const own = ofCases.filter((pattern) => selectsCases(pattern, property));
    const [chosen, left] = [own.filter(({ option }) => option === "only"), own.filter(({ option }) => option === "skip")];
    const without = ofProperties.find((pattern) => pattern.option === "skip" && selects(pattern, property));
    const isPart = !isWhole && chosen.length > 0;
    const isChosen = (caseId: string): boolean =>
      (!isPart || chosen.some((pattern) => matchesCase(pattern, caseId))) && !left.some((pattern) => matchesCase(pattern, caseId));
    if (isPart || left.length > 0) parts.set(id, isChosen);
    if (!isWhole && !isPart) skipped.set(id, notAmongOnly);
    else if (without !== undefined) skipped.set(id, `left out by --skip ${without.text}`);
    else if (left[0] !== undefined && fixture === undefined && !idsOf(property).some(isChosen)) skipped.set(id, `left out by --skip ${left[0].text}`);
    else if (state === "observe" && needs !== "none" && (needs === "exclusive" || fixture === undefined))
      skipped.set(id, "needs sessions of its own, which --state observe does not create");
  }
  const narrowedBy = [...patterns.map(({ option, text }) => `--${option} ${text}`), ...(state === "observe" ? ["--state observe"] : [])];
  return { offered, judged: offered.filter(({ id }) => !skipped.has(id)), skipped, parts, narrowedBy };
}

const notAmongOnly = "not among --only";

function nothingSelected(pattern: Pattern, properties: readonly Property[], idsOf: (property: Property) => readonly string[]): HarnessError {
  const { option, text } = pattern;
  const near = properties.filter((property) => mayMatchCases(pattern, property));
  const nearIds = (): readonly string[] => (near.length > 0 ? near : properties).flatMap(idsOf);
  const [what, known, command] = isOfCases(pattern)
    ? ["case", nearIds(), "explain PROPERTY"]
    : ["property", properties.flatMap(({ id, requirement, level }) => [id, requirement, `level:${level}`]), "list"];
  const advice = `the nearest id is ${closest(text, known)}. See glue-conformance ${command}.`;
  return optionError([option], `--${option} ${JSON.stringify(text)} matches no ${what}; ${advice}`);
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
  /** Whether a case is sent, by its place among the cases of its property. */
  readonly sends: (property: ProbingProperty, place: number, cases: Cases) => boolean;
  /** Whether the user left out something that a judged property is judged by. */
  readonly isNarrowed: (property: Property) => boolean;
  /** Whether other shards judge the property too. */
  readonly isShared: (property: Property) => boolean;
}

/** What a run judges and sends, by its options and its shard. */
export function workOf(contract: Contract, settings: Settings): Work {
  const properties = propertiesOf(contract).filter(({ id }) => !settings.elsewhere.includes(id));
  const { shard } = settings;
  const whole = select(properties, settings, idsOfCases(settings, contract));
  const all = sendersOf(properties, whole);
  const needsSessions = all.some(({ needs }) => needs !== "none");
  const isNarrowed = ({ id, kind }: Property): boolean => whole.parts.has(id) || (kind !== "probing" && whole.narrowedBy.length > 0);
  const isChosen: Work["sends"] = ({ id }, place, cases) =>
    isSampled(place, cases.length, settings.casesOfProperty) && whole.parts.get(id)?.(cases.at(place)?.id ?? "") !== false;
  if (shard === undefined) return { properties, selection: whole, senders: all, needsSessions, sends: isChosen, isNarrowed, isShared: () => false };
  const pieces = new Set(shard.pieces ?? piecesOf(shard, all, settings.cases));
  const isHere = (property: Property): boolean => property.kind !== "probing" || pieces.has(property.id);
  const elsewhere = whole.judged.filter((property) => !isHere(property)).map(({ id }) => [id, judgedElsewhere] as const);
  const narrowedBy = [...whole.narrowedBy, `--shard ${shard.index}/${shard.count}`];
  const selection = { ...whole, judged: whole.judged.filter(isHere), skipped: new Map([...whole.skipped, ...elsewhere]), narrowedBy };
  const sends: Work["sends"] = (property, place, cases) => sendsCase(shard, property, place) && isChosen(property, place, cases);
  const isSharedHere = (property: Property): boolean => isShared(property) && shard.count > 1;
  return { properties, selection, senders: all.filter(isHere), needsSessions, sends, isNarrowed, isShared: isSharedHere };
}

/** Whether a case is sent where only so many of a property are: they are spread evenly over all, the first one among them. */
function isSampled(place: number, count: number, most: number | undefined): boolean {
  if (most === undefined || count <= most || place === 0) return true;
  return Math.floor((place * most) / count) !== Math.floor(((place - 1) * most) / count);
}

/** Properties whose cases are sent: the judged ones, those that judge companions, and all where only passive properties are judged. */
function sendersOf(properties: readonly Property[], { judged, skipped }: Selection): readonly ProbingProperty[] {
  const hosts = new Set(judged.flatMap((property) => (property.kind === "derived" ? property.of : [])));
  const watched = judged.some(({ kind }) => kind === "passive") && !judged.some(({ kind }) => kind === "probing");
  return properties.filter((property): property is ProbingProperty => {
    if (property.kind !== "probing" || (property.optIn !== undefined && !judged.includes(property))) return false;
    if (judged.includes(property) || hosts.has(property.id)) return true;
    return watched && skipped.get(property.id) === notAmongOnly && property.needs === "none";
  });
}
