import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Contract } from "../../spec/contract.ts";
import { propertiesOf } from "../../properties/table.ts";
import { type PartCounts, levelCounts, type OperationResult, type ServiceCause } from "../../reports/record/service-record.ts";
import type { RunRecord } from "../../reports/record/run-record.ts";
import type { Settings } from "../config/settings.ts";
import { openRun } from "../run/open-run.ts";
import { performOpenRun, type RunHooks } from "../run/run-conformance.ts";
import { workOf } from "../selection/selection.ts";
import { openJournal } from "../storage/journal-file.ts";
import { writeRunContract } from "../storage/run-contract.ts";
import { writeReports } from "../storage/write-reports.ts";
import { shellWord } from "../../reports/encoding/shell.ts";

/** Where the reports of one run of a service go, and how it is followed. */
export interface PartOutput extends Pick<RunHooks, "signal" | "onProgress"> {
  readonly out: string;
  readonly formats: readonly string[];
  /** Called with each thing that could not be written. */
  readonly onProblem: (text: string) => void;
}

/** Requests for properties that an operation is sent, about, by effort. */
const requestBudgets = { quick: 300, standard: 600, deep: undefined } as const;

/** Judges one contract with some of its properties, and writes the reports of that run. */
export async function judgePart(contract: Contract, settings: Settings, { out, formats, onProblem, ...hooks }: PartOutput): Promise<RunRecord> {
  const senders = propertiesOf(contract).filter(({ id, kind }) => kind === "probing" && !settings.elsewhere.includes(id)).length;
  const budget = requestBudgets[settings.effort];
  const own: Settings = budget === undefined ? settings : { ...settings, casesOfProperty: Math.max(2, Math.floor(budget / Math.max(1, senders))) };
  const file = openJournal(out, () => rmSync(join(out, "run.json"), { force: true }));
  try {
    const run = await openRun({ settings: own, contract, remarks: [], work: workOf(contract, own) });
    // Each run listens to a signal of its own, which goes with it.
    const signal = hooks.signal === undefined ? {} : { signal: AbortSignal.any([hooks.signal]) };
    const { record, journalError, leftBehind } = await performOpenRun(run, { ...hooks, ...signal, journal: file.append });
    for (const problem of await writeReports(record, formats, { out })) onProblem(problem);
    if (journalError !== undefined) onProblem(`${out}: the journal is incomplete: ${journalError}`);
    if (leftBehind.length > 0)
      onProblem(
        `${String(leftBehind.length)} sessions of the run in ${out} are still on the target; delete them with: glue-conformance cleanup ${shellWord(out)}`,
      );
    writeRunContract(out, { contract, signingName: own.signingName });
    return record;
  } finally {
    file.close();
  }
}

/** The counts of a run. */
export function countsOf({ checks, requests, meta }: RunRecord, run: string): PartCounts {
  return { must: levelCounts(checks, "must"), should: levelCounts(checks, "should"), requests, seconds: Math.round(meta.durationMs / 100) / 10, run };
}

/** What a run found of its operation. */
export function outcomeOf({ checks, meta }: RunRecord): Pick<OperationResult, "outcome" | "reason"> {
  const { preflight, because = "", interrupted } = meta;
  if (preflight.outcome === "not-implemented") return { outcome: preflight.isUnsure === true ? "unsure" : "not-implemented", reason: preflight.message };
  const musts = checks.filter(({ level }) => level === "must");
  const failed = musts.filter(({ status }) => status === "failed");
  if (failed.length > 0) return { outcome: "fails", reason: because };
  if (preflight.outcome !== "works") return { outcome: "incomplete", reason: preflight.message };
  const open = musts.filter(({ status }) => status !== "passed");
  const passed = musts.length - open.length;
  if (open.length === 0 && passed > 0 && !interrupted) return { outcome: "conforms", reason: "" };
  const [first] = open;
  const reason =
    first === undefined
      ? because
      : `${String(open.length)} of ${String(musts.length)} must properties were not judged: ${first.id}: ${first.reason ?? first.status}`;
  return { outcome: "incomplete", reason };
}

/** Why checks failed, over all runs of a service. */
export class Causes {
  readonly #byCause = new Map<string, { readonly operations: Set<string>; readonly checks: Set<string> }>();

  /** Adds what a run found; `operation` is its target. */
  add(operation: string, { causes = [] }: RunRecord): void {
    for (const { cause, checks } of causes) {
      const known = this.#byCause.get(cause) ?? { operations: new Set(), checks: new Set() };
      this.#byCause.set(cause, known);
      known.operations.add(operation);
      for (const check of checks) known.checks.add(check);
    }
  }

  /** The cause that explains most comes first. */
  get all(): readonly ServiceCause[] {
    return [...this.#byCause]
      .map(([cause, { operations, checks }]) => ({ cause, operations: [...operations].toSorted(), checks: [...checks].toSorted() }))
      .toSorted((a, b) => b.operations.length - a.operations.length || b.checks.length - a.checks.length || (a.cause < b.cause ? -1 : 1));
  }
}
