import type { Contract } from "../../spec/contract.ts";
import { forgetLargeBody } from "../../properties/core/answer.ts";
import { isBound } from "../../properties/checks/bound-answer.ts";
import { Fingerprints } from "../../properties/core/fingerprints.ts";
import type { Judgement, Property, Watch, WatchContext, PassiveProperty } from "../../properties/core/property.ts";
import type { CaseResult } from "./run-case.ts";
import { wasRead } from "../client/garbage-collection.ts";
import { shardUnitNameOf } from "../selection/shard-units.ts";

/** What one case says about one property. */
export interface Evaluation {
  readonly property: Property;
  readonly judgement: Judgement;
  /** Indexes of the steps that the judgement is about. */
  readonly steps: readonly number[];
}

/** What is known of a run beside the exchanges of a case. */
export interface EvaluatorOptions extends Partial<Pick<WatchContext, "letsIn">> {
  /** Random cases that the run asks for of each random property. */
  readonly randomCases?: number;
}

interface Watching {
  readonly property: PassiveProperty;
  readonly watch: Watch;
}

/** Evaluates the results of cases for each property: their own, derived ones, and passive ones that watch every exchange. */
export class Evaluator {
  readonly #context: WatchContext;
  readonly #randomCases: number;
  readonly #byId: ReadonlyMap<string, Property>;
  readonly #properties: readonly Property[];
  readonly #memories = new Map<string, Fingerprints>();
  readonly #watches = new Map<string, readonly Watching[]>();

  constructor(contract: Contract, properties: readonly Property[], { randomCases = 0, letsIn = () => false }: EvaluatorOptions = {}) {
    this.#context = { contract, letsIn };
    this.#randomCases = randomCases;
    this.#properties = properties;
    this.#byId = new Map(properties.map((property) => [property.id, property]));
  }

  /** All that a case says; `owner` is the property that it belongs to. Results are to come in the order of the cases of each property. */
  evaluations(owner: Property, result: CaseResult): readonly Evaluation[] {
    return [...this.#ownEvaluations(owner, result), ...this.#watched(owner, result)];
  }

  #ownEvaluations(owner: Property, { judgement, sendError, suiteError, steps }: CaseResult): readonly Evaluation[] {
    if (sendError !== undefined || suiteError !== undefined) return [];
    const last = steps.findLastIndex(({ forProperty }) => forProperty);
    const stepsOf = (one: Judgement): readonly number[] => one.violatingSteps ?? [last === -1 ? steps.length - 1 : last];
    const derived = Object.entries(judgement.derived ?? {}).flatMap(([id, one]) => {
      const property = this.#byId.get(id);
      return property === undefined ? [] : [{ property, judgement: one, steps: stepsOf(one) }];
    });
    return [{ property: owner, judgement, steps: stepsOf(judgement) }, ...derived];
  }

  #watched(owner: Property, { case: { id }, steps }: CaseResult): readonly Evaluation[] {
    const watches = this.#watchesOf(shardUnitNameOf(owner, id, this.#randomCases));
    const said: Evaluation[] = [];
    for (const [index, { judged, forProperty }] of steps.entries()) {
      if (!forProperty || judged.probe.operation !== this.#context.contract.operation) continue;
      for (const { property, watch } of watches) {
        if (!isBound(judged, property)) continue;
        const judgement = watch(judged, this.#context);
        if (judgement !== undefined) said.push({ property, judgement, steps: [index] });
      }
      // A large body was read once more, for all of them.
      forgetLargeBody();
      if (judged.response !== undefined) wasRead(judged.response);
    }
    return said;
  }

  #watchesOf(piece: string): readonly Watching[] {
    const known = this.#watches.get(piece);
    if (known !== undefined) return known;
    const watches = this.#properties.flatMap((property) =>
      property.kind === "passive" ? [{ property, watch: property.watch(this.#memoryOf(property)) }] : [],
    );
    this.#watches.set(piece, watches);
    return watches;
  }

  #memoryOf({ id }: Property): Fingerprints {
    const memory = this.#memories.get(id) ?? new Fingerprints();
    this.#memories.set(id, memory);
    return memory;
  }
}
