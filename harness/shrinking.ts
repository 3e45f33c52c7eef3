import type { Case, CaseContext, Property } from "../properties/property.ts";
import { messageOf } from "./harness-error.ts";
import type { Player } from "./player.ts";
import { breachKey, type Finding, type Tally } from "./tally.ts";

/** Sends that shrinking may take, for one property and for a run. */
const budgets = { property: 50, run: 500 };

/** Far from the repetitions of other parts, so that sessions of a candidate have names of their own. */
const firstRepetition = 1_000;

/**
 * Makes the counterexamples of random properties smaller. Where a boundary case of the same constraint failed already, that one becomes the
 * counterexample and nothing is sent.
 */
export async function shrink(tallies: readonly Tally[], contextOf: (property: Property) => CaseContext, player: Player, suiteErrors: string[]): Promise<void> {
  const boundaries = boundaryFindings(tallies);
  let left = budgets.run;
  for (const tally of tallies) {
    const { property, first, firstRandom } = tally;
    if (first === undefined || firstRandom === undefined || property.kind !== "probing" || property.shrink === undefined) continue;
    const { breaks } = first.result.case;
    const known = breaks === undefined ? undefined : boundaries.get(breachKey(breaks));
    if (known !== undefined) {
      tally.first = known;
      tally.shrunk = "complete";
      continue;
    }
    const search = new Search(first, player, Math.min(budgets.property, left));
    try {
      await property.shrink(contextOf(property), firstRandom, (candidate) => search.fails(candidate));
    } catch (error) {
      suiteErrors.push(`${property.id}: ${messageOf(error)}`);
    }
    left -= search.sent;
    tally.first = search.smallest;
    tally.shrunk = search.capped ? "capped" : "complete";
  }
}

class Search {
  smallest: Finding;
  sent = 0;
  capped = false;
  #tried = 0;
  readonly #original: Finding;
  readonly #player: Player;
  readonly #budget: number;

  constructor(original: Finding, player: Player, budget: number) {
    this.smallest = original;
    this.#original = original;
    this.#player = player;
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
    const result = await this.#player.play(candidate, at);
    this.#player.judged(result, at, result.judgement.violations.length > 0 ? [ownerOf(candidate)] : []);
    this.sent += result.steps.length;
    const codes = new Set(this.#original.violations.map(({ code }) => code));
    const { violations } = result.judgement;
    if (!violations.some(({ code }) => codes.has(code))) return false;
    this.smallest = { ...this.#original, result, violations, steps: result.judgement.violatingSteps ?? [result.steps.length - 1] };
    return true;
  }
}

/** The property that a case is named after. */
function ownerOf({ id }: Case): string {
  return id.split("#", 1)[0] ?? id;
}

function isSameBreach({ breaks: one }: Case, { breaks: other }: Case): boolean {
  return one === undefined || other === undefined ? one === other : breachKey(one) === breachKey(other);
}

/** The first failing boundary case of each constraint. */
function boundaryFindings(tallies: readonly Tally[]): ReadonlyMap<string, Finding> {
  const boundaries = tallies.filter(({ property }) => property.kind === "probing" && property.phase === "boundaries");
  return new Map(boundaries.toReversed().flatMap(({ firstByBreach }) => [...firstByBreach]));
}
