import type { Contract } from "../../spec/contract.ts";
import { forgetLargeBody } from "../../properties/core/answer.ts";
import { isBound } from "../../properties/checks/bound-answer.ts";
import type { Judged, Judgement, Property, Watch, WatchContext, PassiveProperty } from "../../properties/core/property.ts";
import type { Preflight } from "../../reports/record/run-record.ts";
import type { CaseResult } from "./run-case.ts";
import { wasRead } from "../client/garbage-collection.ts";

/** What one case says about one property. */
export interface Evaluation {
  readonly property: Property;
  readonly judgement: Judgement;
  /** Indexes of the steps that the judgement is about. */
  readonly steps: readonly number[];
}

interface Watching {
  readonly property: PassiveProperty;
  readonly watch: Watch;
}

/** An answer that says no more of a request than that of a valid one did. */
type Refusal = NonNullable<Preflight["refusal"]>;

function isRefusal({ answer }: Pick<Judged, "answer">, refusal: Refusal | undefined): boolean {
  return refusal !== undefined && answer?.status === refusal.status && answer.code === refusal.code;
}

/** The places of the exchanges that a judgement names; undefined where it names none. */
export function stepsShowing({ shownBy }: Judgement, steps: CaseResult["steps"]): readonly number[] | undefined {
  return shownBy?.map((exchange) => steps.findIndex(({ judged }) => judged === exchange));
}

/** Evaluates the results of cases for each property: their own, derived ones, and passive ones that watch every exchange. */
export class Evaluator {
  /** How a valid request is refused: the same refusal of another one shows nothing (fairness rule 10). */
  refusal: Refusal | undefined;
  readonly #context: WatchContext;
  readonly #byId: ReadonlyMap<string, Property>;
  readonly #watches: readonly Watching[];

  /** `letsIn` as watches need it. */
  constructor(contract: Contract, properties: readonly Property[], letsIn: WatchContext["letsIn"] = () => false) {
    this.#context = { contract, letsIn };
    this.#byId = new Map(properties.map((property) => [property.id, property]));
    this.#watches = properties.flatMap((property) => (property.kind === "passive" ? [{ property, watch: property.watch() }] : []));
  }

  /** All that a case says; `owner` is the property that it belongs to. */
  evaluations(owner: Property, result: CaseResult): readonly Evaluation[] {
    return [...this.#ownEvaluations(owner, result), ...this.#watched(result)];
  }

  #ownEvaluations(owner: Property, { judgement, sendError, suiteError, steps }: CaseResult): readonly Evaluation[] {
    if (sendError !== undefined || suiteError !== undefined) return [];
    const own = steps.filter(({ forProperty }) => forProperty);
    if (this.refusal !== undefined && own.length > 0 && own.every(({ judged: one }) => isRefusal(one, this.refusal)))
      return this.#shownByNothing(owner, judgement, this.refusal);
    const last = steps.findLastIndex(({ forProperty }) => forProperty);
    const stepsOf = (one: Judgement): readonly number[] => stepsShowing(one, steps) ?? [last === -1 ? steps.length - 1 : last];
    const derived = Object.entries(judgement.derived ?? {}).flatMap(([id, one]) => {
      const property = this.#byId.get(id);
      return property === undefined ? [] : [{ property, judgement: one, steps: stepsOf(one) }];
    });
    return [{ property: owner, judgement, steps: stepsOf(judgement) }, ...derived];
  }

  #shownByNothing(owner: Property, { derived = {} }: Judgement, { status, code }: Refusal): readonly Evaluation[] {
    const companions = Object.keys(derived).flatMap((id) => this.#byId.get(id) ?? []);
    const judgement: Judgement = { violations: [], unexercised: `a valid request is refused alike, with ${String(status)} ${code.slice(0, 100)}` };
    return [owner, ...companions].map((property) => ({ property, judgement, steps: [] }));
  }

  #watched({ steps }: CaseResult): readonly Evaluation[] {
    const said: Evaluation[] = [];
    for (const [index, { judged, forProperty }] of steps.entries()) {
      if (!forProperty || judged.probe.operation !== this.#context.contract.operation) continue;
      for (const { property, watch } of this.#watches) {
        if (!isBound(judged, property) || (property.ofBreach === true && isRefusal(judged, this.refusal))) continue;
        const judgement = watch(judged, this.#context);
        if (judgement !== undefined) said.push({ property, judgement, steps: [index] });
      }
      // A large body was read once more, for all of them.
      forgetLargeBody();
      if (judged.response !== undefined) wasRead(judged.response);
    }
    return said;
  }
}
