import { levels } from "../record/levels.ts";
import type { Level } from "../../properties/core/property.ts";
import { isIntermittent } from "../compare/outcome-change.ts";
import { type NamedRun, runWarnings } from "../compare/run-warnings.ts";
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
  readonly link: string | undefined;
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
  const rows = levels.flatMap((level) =>
    catalogue.requirements
      .filter((requirement) => requirement.level === level)
      .map((requirement): MatrixRow => {
        const properties = catalogue.properties.filter((property) => property.requirement === requirement.id).map(({ id }) => id);
        const cells = columns.map((checks) => cellOf(properties, checks));
        return { requirement, cells, differs: new Set(cells.map(({ standing, failed, passed }) => JSON.stringify([standing, failed, passed]))).size > 1 };
      }),
  );
  const targets = runs.map(({ record, link }, index): MatrixTarget => {
    const { preflight } = record.meta;
    const counts = levels.map((level) => countsOf(level, record.checks, catalogue));
    const stopped = stopsTheRun(preflight) ? { stopped: `${preflight.outcome}: ${preflight.message}`.replace(/: $/u, "") } : {};
    return { name: names[index] ?? "", record, link, counts, ...stopped };
  });
  return { operation: catalogue.operation, targets, rows, remarks: matrixRemarksOf(targets, catalogue) };
}

function cellOf(properties: readonly string[], checks: ReadonlyMap<string, Check>): Cell {
  const found = properties.map((id) => checks.get(id));
  const [passed, failed] = (["passed", "failed"] as const).map((status) => found.filter((check) => check?.status === status)) as [Check[], Check[]];
  const open = found.filter((check) => check?.status !== "passed" && check?.status !== "failed");
  return {
    standing: standingOf(passed.length, failed.length, open.length),
    all: properties.length,
    passed: passed.length,
    failed: failed.length,
    accepted: failed.filter(({ baselined }) => baselined).length,
    intermittent: failed.filter(isIntermittent).length,
    reasons: properties.length === 0 ? ["no property of the suite judges it"] : [...new Set(open.map(reasonOf))],
  };
}

function reasonOf(check: Check | undefined): string {
  return check === undefined ? "not selected in the run" : `${check.status}: ${check.reason ?? "no reason given"}`;
}

function standingOf(passed: number, failed: number, open: number): RequirementStanding {
  if (failed > 0) return passed > 0 ? "mixed" : "failed";
  if (passed === 0) return "not-judged";
  return open > 0 ? "partly" : "passed";
}

function countsOf(level: Level, checks: readonly Check[], { properties }: Catalogue): LevelCounts {
  const ofLevel = checks.filter((check) => check.level === level);
  const known = new Set(checks.map(({ id }) => id));
  return { level, ...statusCounts(ofLevel), unknown: properties.filter((property) => property.level === level && !known.has(property.id)).length };
}

/** Makes names unique: one that occurs more than once gets a number. */
function namesOf(names: readonly string[]): readonly string[] {
  const taken = new Set(names);
  return names.map((name, index) => {
    if (names.indexOf(name) === names.lastIndexOf(name)) return name;
    let number = names.slice(0, index + 1).filter((other) => other === name).length;
    while (taken.has(`${name} (${String(number)})`)) number += 1;
    taken.add(`${name} (${String(number)})`);
    return `${name} (${String(number)})`;
  });
}

/** Sentences that a reader of the matrix needs to know. */
function matrixRemarksOf(targets: readonly MatrixTarget[], catalogue: Catalogue): readonly string[] {
  const known = new Set(catalogue.properties.map(({ id }) => id));
  const remarks = targets.flatMap(({ name, record }) => {
    const { meta, target, checks } = record;
    const ofTarget: string[] = [];
    if (meta.interrupted) ofTarget.push(`${name} was interrupted: what it did not reach is not judged.`);
    if (meta.narrowedBy.length > 0) ofTarget.push(`${name} was narrowed by ${meta.narrowedBy.join(" ")}: what it did not select is not judged.`);
    else if (target.state === "observe") ofTarget.push(`${name} was only observed: what needs created sessions is not judged.`);
    const strange = checks.filter(({ id }) => !known.has(id)).length;
    if (strange > 0) ofTarget.push(`${name} has ${String(strange)} outcomes of properties that this version of the suite does not know; they are left out.`);
    return ofTarget;
  });
  return [...runWarnings(targets), ...remarks];
}
