import type { Contract } from "../spec/contract.ts";
import type { Judgement, Property, Watch } from "../properties/property.ts";
import type { CaseResult } from "./drive.ts";

/** What one case says about one property. */
export interface Saying {
  readonly property: Property;
  readonly judgement: Judgement;
  /** Indexes of the steps that the judgement is about. */
  readonly steps: readonly number[];
}

/** Reads from the results of cases what they say about each property: their own, companions, and those that watch every exchange. */
export class Judge {
  readonly #contract: Contract;
  readonly #byId: ReadonlyMap<string, Property>;
  readonly #watches: readonly { readonly property: Property; readonly watch: Watch }[];

  constructor(contract: Contract, properties: readonly Property[]) {
    this.#contract = contract;
    this.#byId = new Map(properties.map((property) => [property.id, property]));
    this.#watches = properties.flatMap((property) => (property.kind === "watching" ? [{ property, watch: property.watch() }] : []));
  }

  /** All that a case says; `owner` is the property that it belongs to. Results are to come in the order of the cases. */
  sayings(owner: Property, result: CaseResult): readonly Saying[] {
    return [...this.#ownSayings(owner, result), ...this.#watched(result)];
  }

  #ownSayings(owner: Property, { judgement, trouble, suiteError, steps }: CaseResult): readonly Saying[] {
    if (trouble !== undefined || suiteError !== undefined) return [];
    const last = steps.findLastIndex(({ forProperty }) => forProperty);
    const stepsOf = (one: Judgement): readonly number[] => one.violatingSteps ?? [last === -1 ? steps.length - 1 : last];
    const companions = Object.entries(judgement.companions ?? {}).flatMap(([id, one]) => {
      const property = this.#byId.get(id);
      return property === undefined ? [] : [{ property, judgement: one, steps: stepsOf(one) }];
    });
    return [{ property: owner, judgement, steps: stepsOf(judgement) }, ...companions];
  }

  #watched({ steps }: CaseResult): readonly Saying[] {
    const context = { contract: this.#contract };
    const said: Saying[] = [];
    for (const [index, { judged, forProperty }] of steps.entries()) {
      if (!forProperty || judged.probe.operation !== this.#contract.operation) continue;
      for (const { property, watch } of this.#watches) {
        const judgement = watch(judged, context);
        if (judgement !== undefined) said.push({ property, judgement, steps: [index] });
      }
    }
    return said;
  }
}
