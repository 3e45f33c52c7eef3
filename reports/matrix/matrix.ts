import { present } from "../encoding/present.ts";
import { levels } from "../record/levels.ts";
import type { Level } from "../../properties/core/property.ts";
import { isIntermittent } from "../compare/outcome-change.ts";
import { type NamedRun, runWarnings } from "../compare/comparison-warnings.ts";
import type { Check, RunRecord, Status } from "../record/run-record.ts";
import { statusCounts } from "../verdict/status-counts.ts";
import { stopsTheRun } from "../verdict/verdict.ts";

/** The fixed list that every target is measured by: the demands of this version of the suite, whatever a target answered. */
export interface Catalogue {
  readonly operation: string;
  /** In the order of the page. */
  readonly requirements: readonly { readonly id: string; readonly level: Level; readonly text: string; readonly source: string }[];
  readonly properties: readonly { readonly id: string; readonly requirement: string; readonly level: Level }[];
}

/** A run to show beside others. */
export interface MatrixRun {
  readonly record: RunRecord;
  /** Path of its HTML report, relative to the matrix; undefined if there is none. */
  readonly link: string | undefined;
}

/** `passed`: every property passed. `failed`: some failed, none passed. `mixed`: some failed, some passed. `partly`: some passed, the rest was not judged. */
export type RequirementStanding = "passed" | "failed" | "mixed" | "partly" | "not-judged";

/** The result of one target for one requirement. */
export interface Cell {
  readonly standing: RequirementStanding;
  /** Numbers of the requirement's properties: all, passed, failed, failed as the baseline accepts, failed intermittently. */
  readonly all: number;
  readonly passed: number;
  readonly failed: number;
  readonly accepted: number;
  readonly intermittent: number;
  /** The distinct reasons why properties were not judged. */
  readonly reasons: readonly string[];
}

export interface MatrixRow {
  readonly requirement: Catalogue["requirements"][number];
  /** In the order of the targets. */
  readonly cells: readonly Cell[];
  /** Whether targets differ here. */
  readonly differs: boolean;
}

/** How many properties of a level have each outcome, as the run itself counts them. */
export interface LevelCounts extends Readonly<Record<Status, number>> {
  readonly level: Level;
  /** Properties that the run does not know, because an older version of the suite made it. */
  readonly unknown: number;
}

/** A target; its name is made unique by a number if two have the same one. */
export interface MatrixTarget extends NamedRun {
  readonly link?: string;
  readonly counts: readonly LevelCounts[];
  /** Why nothing was judged. */
  readonly stopped?: string;
}

/** Several targets compared, requirement by requirement. */
export interface Matrix {
  readonly operation: string;
  readonly targets: readonly MatrixTarget[];
  /** By level, in the order of the page. */
  readonly rows: readonly MatrixRow[];
  readonly remarks: readonly string[];
}

/** Compares runs over the requirements and properties of the catalogue. */
export function matrixOf(runs: readonly MatrixRun[], catalogue: Catalogue): Matrix {
  const names = namesOf(runs.map(({ record }) => record.target.name));
  const columns = runs.map(({ record }) => new Map(record.checks.map((check) => [check.id, check])));
  const byLevel = catalogue.requirements.toSorted((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level));
  const rows = byLevel.map((requirement): MatrixRow => {
    const properties = catalogue.properties.filter((property) => property.requirement === requirement.id).map(({ id }) => id);
    const cells = columns.map((checks) => cellOf(properties, checks));
    return { requirement, cells, differs: new Set(cells.map(({ standing, failed, passed }) => `${standing} ${failed} ${passed}`)).size > 1 };
  });
  const targets = runs.map(({ record, link }, index): MatrixTarget => {
    const { preflight } = record.meta;
    const counts = levels.map((level) => countsOf(level, record.checks, catalogue));
    const stopped = stopsTheRun(preflight) ? `${preflight.outcome}: ${preflight.message}`.replace(/: $/u, "") : undefined;
    return present({ name: names[index] ?? "", record, link, counts, stopped });
  });
  return { operation: catalogue.operation, targets, rows, remarks: matrixRemarksOf(targets, catalogue) };
}

function cellOf(properties: readonly string[], checks: ReadonlyMap<string, Check>): Cell {
  const found = properties.map((id) => checks.get(id));
  const failures = found.flatMap((check) => (check?.status === "failed" ? [check] : []));
  const open = found.filter((check) => check?.status !== "passed" && check?.status !== "failed");
  const [all, failed, passed] = [properties.length, failures.length, properties.length - failures.length - open.length];
  const accepted = failures.filter(({ baselined }) => baselined).length;
  const intermittent = failures.filter(isIntermittent).length;
  const given = open.map((check) => (check === undefined ? "not selected in the run" : `${check.status}: ${check.reason ?? "no reason given"}`));
  const reasons = all === 0 ? ["no property of the suite judges it"] : [...new Set(given)];
  return { standing: standingOf(passed, failed, open.length), all, passed, failed, accepted, intermittent, reasons };
}

function standingOf(passed: number, failed: number, open: number): RequirementStanding {
  if (failed > 0) return passed > 0 ? "mixed" : "failed";
  if (passed === 0) return "not-judged";
  return open > 0 ? "partly" : "passed";
}

function countsOf(level: Level, checks: readonly Check[], { properties }: Catalogue): LevelCounts {
  const known = new Set(checks.map(({ id }) => id));
  const unknown = properties.filter((property) => property.level === level && !known.has(property.id)).length;
  return { level, ...statusCounts(checks.filter((check) => check.level === level)), unknown };
}

/** Makes names unique: one that occurs more than once gets a number. */
function namesOf(names: readonly string[]): readonly string[] {
  const taken = new Set(names);
  return names.map((name, index) => {
    if (names.indexOf(name) === names.lastIndexOf(name)) return name;
    let number = names.slice(0, index + 1).filter((other) => other === name).length;
    while (taken.has(`${name} (${number})`)) number += 1;
    taken.add(`${name} (${number})`);
    return `${name} (${number})`;
  });
}

/** Sentences that a reader of the matrix needs to know. */
function matrixRemarksOf(targets: readonly MatrixTarget[], catalogue: Catalogue): readonly string[] {
  const known = new Set(catalogue.properties.map(({ id }) => id));
  const remarks = targets.flatMap(({ name, record: { meta, target, checks } }) => {
    const ofTarget: string[] = [];
    if (meta.interrupted) ofTarget.push("was interrupted: what it did not reach is not judged.");
    if (meta.narrowedBy.length > 0) ofTarget.push(`was narrowed by ${meta.narrowedBy.join(" ")}: what it did not select is not judged.`);
    else if (target.state === "observe") ofTarget.push("was only observed: what needs created sessions is not judged.");
    const strange = checks.filter(({ id }) => !known.has(id)).length;
    if (strange > 0) ofTarget.push(`has ${strange} outcomes of properties that this version of the suite does not know; they are left out.`);
    return ofTarget.map((what) => `${name} ${what}`);
  });
  return [...runWarnings(targets), ...remarks];
}
