import { propertyOfCase } from "../../properties/core/script.ts";
import type { Case, CaseContext, Property } from "../../properties/core/property.ts";
import { messageOf } from "../runtime/harness-error.ts";
import { indexAt } from "../selection/schedule.ts";
import type { CaseExecutor } from "./case-executor.ts";
import { stepsShowing } from "./evaluate.ts";
import { breachKey, type Finding, type PropertyResult } from "./property-result.ts";

/** Sends that shrinking may take, for one property and for a run. Histories take many sends each: they have what all others leave of a run's. */
const budgets = { property: 50, run: 500 };

/** What a candidate shows only after a while is found where it is confirmed: shrinking would wait for each. */
const maxSettleMs = 500;

/** Far from the repetitions of other parts, so that sessions of a candidate have names of their own. */
const firstRepetition = 1_000;

/** What random properties are shrunk with. */
export interface ShrinkParts {
  readonly propertyResults: readonly PropertyResult[];
  readonly contextOf: (property: Property) => CaseContext;
  readonly executor: CaseExecutor;
  readonly suiteErrors: string[];
}

/**
 * Makes the counterexamples of random properties smaller. Where a boundary case of the same constraint fails, that one becomes the counterexample.
 */
export async function shrink({ propertyResults, contextOf, executor, suiteErrors }: ShrinkParts): Promise<void> {
  const boundaries = propertyResults.filter(({ property }) => property.kind === "probing" && property.phase === "boundaries");
  const firstByBreach = new Map(boundaries.toReversed().flatMap((propertyResult) => [...propertyResult.firstByBreach]));
  const budgetOf = sharedBudget(propertyResults);
  for (const propertyResult of propertyResults) {
    const { property, first } = propertyResult;
    if (first === undefined || property.kind !== "probing" || property.shrink === undefined || propertyOfCase(first.result.case.id) !== property.id) continue;
    const { breaks } = first.result.case;
    const known = breaks === undefined ? undefined : firstByBreach.get(breachKey(breaks));
    if (known !== undefined) {
      // It replaces the random case, and takes its place.
      propertyResult.shrinkTo({ ...known, place: first.place });
      propertyResult.shrunk = "complete";
      continue;
    }
    const search = new Search(first, executor, budgetOf(property));
    const context = contextOf(property);
    try {
      await property.shrink({ ...context, settleMs: Math.min(context.settleMs, maxSettleMs) }, indexAt(first.place), (candidate) => search.fails(candidate));
    } catch (error) {
      suiteErrors.push(`${property.id}: ${messageOf(error)}`);
    }
    propertyResult.shrinkTo(search.smallest);
    propertyResult.shrunk = search.capped ? "capped" : "complete";
  }
}

/** The sends of each property: shared evenly, so that none depends on what another one used. */
function sharedBudget(propertyResults: readonly PropertyResult[]): (property: Property) => number {
  const sharers = propertyResults.filter(({ property }) => property.kind === "probing" && property.shrink !== undefined);
  const histories = sharers.filter(({ property }) => property.needs === "exclusive").length;
  const each = Math.min(budgets.property, Math.floor(budgets.run / sharers.length));
  const ofHistory = Math.floor((budgets.run - each * (sharers.length - histories)) / histories);
  return ({ needs }) => (needs === "exclusive" ? ofHistory : each);
}

class Search {
  smallest: Finding;
  sent = 0;
  capped = false;
  #tried = 0;
  readonly #original: Finding;
  readonly #executor: CaseExecutor;
  readonly #budget: number;

  constructor(original: Finding, executor: CaseExecutor, budget: number) {
    this.smallest = original;
    this.#original = original;
    this.#executor = executor;
    this.#budget = budget;
  }

  /** Whether a candidate breaks the same constraint and shows the same code; always no once the budget is used up. */
  async fails(candidate: Case): Promise<boolean> {
    if (this.sent >= this.#budget) {
      this.capped = true;
      return false;
    }
    if (!isSameBreach(candidate, this.#original.result.case)) return false;
    const at = { part: "shrinking", repetition: firstRepetition + this.#tried } as const;
    this.#tried += 1;
    const result = await this.#executor.play(candidate, at);
    this.#executor.judged(result, at, result.judgement.violations.length > 0 ? [propertyOfCase(candidate.id)] : []);
    this.sent += result.steps.length;
    if (result.sendError !== undefined) this.capped = true;
    const codes = new Set(this.#original.violations.map(({ code }) => code));
    const { violations } = result.judgement;
    if (!violations.some(({ code }) => codes.has(code))) return false;
    this.smallest = { ...this.#original, result, violations, steps: stepsShowing(result.judgement, result.steps) ?? [result.steps.length - 1] };
    return true;
  }
}

function isSameBreach({ breaks: one }: Case, { breaks: other }: Case): boolean {
  return one === undefined || other === undefined ? one === other : breachKey(one) === breachKey(other);
}
