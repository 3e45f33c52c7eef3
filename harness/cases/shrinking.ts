import { propertyOfCase } from "../../properties/core/script.ts";
import type { Case, CaseContext, Property } from "../../properties/core/property.ts";
import { messageOf } from "../runtime/harness-error.ts";
import type { Evaluator } from "./evaluate.ts";
import { indexAt, type Item } from "../selection/schedule.ts";
import type { CaseExecutor } from "./case-executor.ts";
import { breachKey, type Finding, type PropertyResult } from "./property-result.ts";

/** Sends that shrinking may take, for one property and for a run. */
const budgets = { property: 50, run: 500 };

/** Far from the repetitions of other parts, so that sessions of a candidate have names of their own. */
const firstRepetition = 1_000;

/** What random properties are shrunk with. */
export interface ShrinkParts {
  readonly propertyResults: readonly PropertyResult[];
  readonly contextOf: (property: Property) => CaseContext;
  readonly executor: CaseExecutor;
  readonly evaluator: Evaluator;
  readonly suiteErrors: string[];
  /** Random properties that the whole run judges: they share its budget evenly, so that none depends on what another one used. */
  readonly sharers: number;
  /** Boundary cases that other shards send, in the order of the cases. */
  readonly elsewhere: () => readonly Item[];
}

/**
 * Makes the counterexamples of random properties smaller. Where a boundary case of the same constraint fails, that one becomes the counterexample: it is
 * known from this run, or else is sent again here, since another shard knows it.
 */
export async function shrink(parts: ShrinkParts): Promise<void> {
  const { propertyResults, contextOf, executor, suiteErrors, sharers } = parts;
  const boundaries = new Boundaries(parts);
  for (const propertyResult of propertyResults) {
    const { property, first } = propertyResult;
    if (first === undefined || property.kind !== "probing" || property.shrink === undefined || propertyOfCase(first.result.case.id) !== property.id) continue;
    const { breaks } = first.result.case;
    const known = breaks === undefined ? undefined : await boundaries.find(breachKey(breaks));
    if (known !== undefined) {
      // It replaces the random case, and takes its place.
      propertyResult.shrinkTo({ ...known, place: first.place });
      propertyResult.shrunk = "complete";
      continue;
    }
    const search = new Search(first, executor, Math.min(budgets.property, Math.floor(budgets.run / sharers)));
    try {
      await property.shrink(contextOf(property), indexAt(first.place), (candidate) => search.fails(candidate));
    } catch (error) {
      suiteErrors.push(`${property.id}: ${messageOf(error)}`);
    }
    propertyResult.shrinkTo(search.smallest);
    propertyResult.shrunk = search.capped ? "capped" : "complete";
  }
}

/** The first failing boundary case of each constraint. */
class Boundaries {
  readonly #parts: ShrinkParts;
  readonly #here: ReadonlyMap<string, Finding>;
  readonly #found = new Map<string, Finding | undefined>();

  constructor(parts: ShrinkParts) {
    this.#parts = parts;
    const propertyResults = parts.propertyResults.filter(({ property }) => property.kind === "probing" && property.phase === "boundaries");
    this.#here = new Map(propertyResults.toReversed().flatMap(({ firstByBreach }) => [...firstByBreach]));
  }

  async find(key: string): Promise<Finding | undefined> {
    if (!this.#found.has(key)) this.#found.set(key, (await this.#elsewhere(key)) ?? this.#here.get(key));
    return this.#found.get(key);
  }

  /** The one that another shard finds, where it comes before what was found here. */
  async #elsewhere(key: string): Promise<Finding | undefined> {
    const { elsewhere, executor, evaluator } = this.#parts;
    const known = this.#here.get(key)?.place ?? Infinity;
    for (const { property, one, place } of elsewhere()) {
      const at = { part: "shrinking", repetition: firstRepetition - 1 } as const;
      if (one.breaks === undefined || breachKey(one.breaks) !== key || place > known || !executor.has(one, at)) continue;
      const result = await executor.play(one, at);
      const own = evaluator.evaluations(property, result).find((evaluation) => evaluation.property === property);
      const violations = own?.judgement.violations ?? [];
      executor.judged(result, at, violations.length > 0 ? [property.id] : []);
      if (own !== undefined && violations.length > 0) return { result, violations, steps: own.steps, place };
    }
    return undefined;
  }
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
    this.smallest = { ...this.#original, result, violations, steps: result.judgement.violatingSteps ?? [result.steps.length - 1] };
    return true;
  }
}

function isSameBreach({ breaks: one }: Case, { breaks: other }: Case): boolean {
  return one === undefined || other === undefined ? one === other : breachKey(one) === breachKey(other);
}
