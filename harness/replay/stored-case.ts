import { closest } from "fastest-levenshtein";
import { propertyOfCase } from "../../properties/core/script.ts";
import type { Case, Property } from "../../properties/core/property.ts";
import { escapeText } from "../../reports/encoding/escape.ts";
import type { JournalExchange } from "../../reports/record/journal.ts";
import type { StoredRun } from "../../reports/documents/parse-journal.ts";
import type { CaseResult } from "../cases/run-case.ts";
import { HarnessError } from "../runtime/harness-error.ts";
import type { Occasion } from "../cases/case-executor.ts";
import { gaps, JournalExecutor } from "./journal-executor.ts";
import { executeStored, type Surroundings } from "./stored-run.ts";

/** A case of a stored run, in the form whose exchanges are stored. */
export interface FoundCase {
  readonly one: Case;
  readonly at: Occasion;
  readonly owner: Property;
  readonly judged: readonly Property[];
  /** Properties that failed by it in the run. */
  readonly failed: ReadonlySet<string>;
  /** What was sent, by its step. */
  readonly exchanges: ReadonlyMap<number, JournalExchange>;
}

/**
 * Finds a case of a run: as it was confirmed, which is its smallest form, or else as it was sent first. Throws a HarnessError where the run has no such
 * case, or where this version of the suite sends other requests for it.
 */
export async function findCase(stored: StoredRun, id: string, surroundings: Surroundings = {}): Promise<FoundCase> {
  const exchanges = stored.exchanges.filter((exchange) => exchange.case === id);
  if (exchanges.length === 0 && !stored.cases.some((line) => line.case === id)) throw unknown(stored, id);
  const finder = new Finder(stored, id);
  const { run } = await executeStored(stored, finder, surroundings);
  const owner = run.work.properties.find((property) => property.id === propertyOfCase(id));
  const found = finder.seen.find(({ at }) => at.part === "confirmation") ?? finder.seen.findLast(({ at }) => at.part !== "shrinking");
  if (found === undefined || owner === undefined) {
    const why = gaps[finder.gaps.get(id) ?? "differs"];
    throw new HarnessError("input", `${escapeText(id)} cannot be sent again: ${why}. Run its property again with \`run --only\`.`);
  }
  const { one, at } = found;
  const isAt = ({ step, part, repetition = 0 }: JournalExchange): boolean => step !== undefined && part === at.part && repetition === at.repetition;
  return {
    one,
    at,
    owner,
    judged: run.selection.judged,
    failed: new Set(stored.cases.flatMap((line) => (line.case === id ? (line.fails ?? []) : []))),
    exchanges: new Map(exchanges.flatMap((exchange) => (isAt(exchange) ? [[exchange.step ?? 0, exchange] as const] : []))),
  };
}

/** Keeps each form of one case that can be executed from the journal. */
class Finder extends JournalExecutor {
  readonly seen: { readonly one: Case; readonly at: Occasion }[] = [];
  readonly #id: string;

  constructor(stored: StoredRun, id: string) {
    super(stored, { trusting: false });
    this.#id = id;
  }

  override async play(one: Case, at: Occasion): Promise<CaseResult> {
    const result = await super.play(one, at);
    const isGap = (Object.values(gaps) as string[]).includes(result.sendError?.reason ?? "");
    if (one.id === this.#id && !isGap && this.has(one, at)) this.seen.push({ one, at });
    return result;
  }
}

function unknown({ cases }: StoredRun, id: string): HarnessError {
  const known = [...new Set(cases.map((line) => line.case))];
  const near = known.length === 0 ? "it sent none" : `the nearest is ${escapeText(closest(id.slice(0, 500), known))}`;
  return new HarnessError("input", `the run has no case ${JSON.stringify(escapeText(id))}; ${near}. Reports name the case of each failure.`);
}
