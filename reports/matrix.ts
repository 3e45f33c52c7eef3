import { levels } from "./levels.ts";
import type { Level } from "../properties/property.ts";
import { isIntermittent } from "./change.ts";
import { matrixRemarksOf } from "./matrix-remarks.ts";
import type { Check, RunRecord } from "./run-record.ts";
import { stopsTheRun } from "./verdict.ts";

/** The fixed list that every target is measured by: what this version of the suite demands, whatever a target chose to answer. */
export interface Catalogue {
  readonly operation: string;
  /** In the order of the page. */
  readonly requirements: readonly { readonly id: string; readonly level: Level; readonly text: string; readonly source: string }[];
  readonly properties: readonly { readonly id: string; readonly requirement: string }[];
}

/** A run to set beside others. */
export interface MatrixRun {
  readonly record: RunRecord;
  /** Where its HTML report is, relative to the matrix; undefined where there is none. */
  readonly link: string | undefined;
}

/** `kept`: every property passed. `broken`: some failed, none passed. `mixed`: some failed, some passed. `partly`: some passed, nobody knows of the rest. */
export type Standing = "kept" | "broken" | "mixed" | "partly" | "not-shown";

/** What one target makes of one requirement. */
export interface Cell {
  readonly standing: Standing;
  /** Properties of the requirement: all, and of these the ones that passed, failed, failed as its baseline accepts, failed not each time. */
  readonly all: number;
  readonly kept: number;
  readonly broken: number;
  readonly accepted: number;
  readonly intermittent: number;
  /** Why properties were not shown, each reason once. */
  readonly reasons: readonly string[];
}

export interface MatrixRow {
  readonly requirement: Catalogue["requirements"][number];
  /** In the order of the targets. */
  readonly cells: readonly Cell[];
  /** Whether targets differ here. */
  readonly differs: boolean;
}

/** How many requirements of a level a target keeps, breaks and does not show: always over all of them, and never added up over levels. */
export interface Share {
  readonly level: Level;
  readonly all: number;
  readonly kept: number;
  readonly broken: number;
  readonly notShown: number;
}

export interface MatrixTarget {
  /** Told apart by a number where two have the same. */
  readonly name: string;
  readonly record: RunRecord;
  readonly link: string | undefined;
  readonly shares: readonly Share[];
  /** Why nothing was judged. */
  readonly stopped?: string;
}

/** Several targets side by side, requirement by requirement. */
export interface Matrix {
  readonly operation: string;
  readonly targets: readonly MatrixTarget[];
  /** By level, in the order of the page. */
  readonly rows: readonly MatrixRow[];
  readonly remarks: readonly string[];
}

/** Sets runs side by side, over the requirements and properties of the catalogue. */
export function matrixOf(runs: readonly MatrixRun[], catalogue: Catalogue): Matrix {
  const names = namesOf(runs.map(({ record }) => record.target.name));
  const columns = runs.map(({ record }) => new Map(record.checks.map((check) => [check.id, check])));
  const rows = levels.flatMap((level) =>
    catalogue.requirements
      .filter((requirement) => requirement.level === level)
      .map((requirement): MatrixRow => {
        const properties = catalogue.properties.filter((property) => property.requirement === requirement.id).map(({ id }) => id);
        const cells = columns.map((checks) => cellOf(properties, checks));
        return { requirement, cells, differs: new Set(cells.map(({ standing, broken, kept }) => JSON.stringify([standing, broken, kept]))).size > 1 };
      }),
  );
  const targets = runs.map(({ record, link }, index): MatrixTarget => {
    const { preflight } = record.meta;
    const shares = levels.map((level) => shareOf(level, rows, index));
    const stopped = stopsTheRun(preflight) ? { stopped: `${preflight.outcome}: ${preflight.message}`.replace(/: $/u, "") } : {};
    return { name: names[index] ?? "", record, link, shares, ...stopped };
  });
  return { operation: catalogue.operation, targets, rows, remarks: matrixRemarksOf(targets, catalogue) };
}

function cellOf(properties: readonly string[], checks: ReadonlyMap<string, Check>): Cell {
  const found = properties.map((id) => checks.get(id));
  const ofStatus = (status: string): readonly Check[] => found.filter((check) => check?.status === status) as readonly Check[];
  const [passed, failed] = [ofStatus("passed"), ofStatus("failed")];
  const open = found.filter((check) => check?.status !== "passed" && check?.status !== "failed");
  return {
    standing: standingOf(passed.length, failed.length, open.length),
    all: properties.length,
    kept: passed.length,
    broken: failed.length,
    accepted: failed.filter(({ baselined }) => baselined).length,
    intermittent: failed.filter(isIntermittent).length,
    reasons: properties.length === 0 ? ["no property of the suite judges it"] : [...new Set(open.map(reasonOf))],
  };
}

function reasonOf(check: Check | undefined): string {
  return check === undefined ? "the run was not asked for it" : `${check.status}: ${check.reason ?? "no reason given"}`;
}

function standingOf(kept: number, broken: number, open: number): Standing {
  if (broken > 0) return kept > 0 ? "mixed" : "broken";
  if (kept === 0) return "not-shown";
  return open > 0 ? "partly" : "kept";
}

function shareOf(level: Level, rows: readonly MatrixRow[], index: number): Share {
  const standings = rows.filter(({ requirement }) => requirement.level === level).map(({ cells }) => cells[index]?.standing ?? "not-shown");
  const kept = standings.filter((standing) => standing === "kept").length;
  const broken = standings.filter((standing) => standing === "broken" || standing === "mixed").length;
  return { level, all: standings.length, kept, broken, notShown: standings.length - kept - broken };
}

/** Names as they are where each occurs once, with a number where it does not. */
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
