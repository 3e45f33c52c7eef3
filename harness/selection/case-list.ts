import type { FixtureSet } from "../../properties/core/fixtures.ts";
import type { Case, CaseContext, Cases, Probe, ProbingProperty, Property } from "../../properties/core/property.ts";
import { type ContextParts, contextOf } from "./case-context.ts";
import { type Item, placeAt, type Stretch } from "./schedule.ts";
import type { Work } from "./selection.ts";

/** What the cases of a run are made from, and what is called for a property that has none to judge it by. */
export interface CaseListParts extends Omit<ContextParts, "fixtures"> {
  readonly work: Work;
  readonly onUnjudged: (property: Property, status: "skipped" | "unexercised", reason: string) => void;
  readonly onGeneratorError: (property: Property, error: unknown) => void;
}

/** Why a property has no case where sessions are given. */
const thinFixture = "no session of the fixture carries a tag that it can be judged by";

const phases = ["boundaries", "scenarios", "random"] as const;

/** The cases of a run, property by property in the order of phases. */
export class CaseList {
  readonly #parts: CaseListParts;
  /** Places of all properties that send, by phase. */
  readonly #ranks: ReadonlyMap<string, number>;

  constructor(parts: CaseListParts) {
    this.#parts = parts;
    const inOrderOfPhases = phases.flatMap((phase) => parts.work.properties.filter((one) => one.kind === "probing" && one.phase === phase));
    this.#ranks = new Map(inOrderOfPhases.map(({ id }, rank) => [id, rank]));
  }

  contextOf({ id }: Property, fixtures: FixtureSet): CaseContext {
    return contextOf(id, { ...this.#parts, fixtures });
  }

  /** The cases of some properties, without those that the sessions at hand give no occasion for. */
  stretches(senders: readonly ProbingProperty[], fixtures: FixtureSet): readonly Stretch[] {
    const { onUnjudged, onGeneratorError } = this.#parts;
    const inOrderOfPhases = phases.flatMap((phase) => senders.filter((property) => property.phase === phase));
    return inOrderOfPhases.flatMap((property): Stretch[] => {
      const unjudged = this.#reasonAgainst(property, fixtures);
      if (unjudged !== undefined) {
        onUnjudged(property, unjudged.status, unjudged.reason);
        return [];
      }
      try {
        const cases = property.cases(this.contextOf(property, fixtures));
        if (cases.length === 0 && fixtures.available && fixtures.given === true) onUnjudged(property, "skipped", thinFixture);
        const stretch = this.#stretchOf(property, cases);
        if (cases.length > 0 && stretch.count === 0) onUnjudged(property, "skipped", "it has no case that was asked for");
        return [stretch];
      } catch (error) {
        onGeneratorError(property, error);
        return [];
      }
    });
  }

  /** The first request of those of cases that must be refused, one that lacks a member if there is one, and its case. */
  firstBroken(): { readonly item: Item; readonly probe: Probe } | undefined {
    const plainest = this.#parts.contract.request.required.length > 0 ? "required" : "type";
    const senders = this.#parts.work.senders.filter(({ needs, phase }) => needs === "none" && phase === "boundaries");
    let found: { readonly item: Item; readonly probe: Probe } | undefined;
    for (const { items } of this.stretches(senders, { available: false, status: "unexercised", reason: "" }))
      for (const item of items) {
        const effect = item.one.script(0).next().value;
        if (!("kind" in effect) || effect.kind !== "send") continue;
        const { probe } = effect;
        if (probe.expect !== "refusal" || !probe.claimed || probe.input === undefined) continue;
        found ??= { item, probe };
        if (probe.breaks?.keyword === plainest) return { item, probe };
      }
    return found;
  }

  /** Why a property is not judged with the sessions at hand. */
  #reasonAgainst(property: ProbingProperty, fixtures: FixtureSet): { readonly status: "skipped" | "unexercised"; readonly reason: string } | undefined {
    if (property.needs === "none") return undefined;
    if (!fixtures.available) return fixtures;
    // One property shows it, at every page size; any other walk would show the same, a hundred pages later.
    if (fixtures.endless === true && property.role !== "complete-walk")
      return { status: "unexercised", reason: "the pages of a plain listing do not come to an end" };
    // Other properties show that sessions are not listed; each of these would wait for its own until the settle time is over.
    if (fixtures.unlisted === true && property.needs === "exclusive") {
      const { settleMs } = this.#parts.settings;
      return { status: "unexercised", reason: `the listing showed no session of the run, or none by its tag, within ${String(settleMs)} ms (--settle)` };
    }
    return undefined;
  }

  #stretchOf(property: ProbingProperty, cases: Cases): Stretch {
    let count = 0;
    for (let index = 0; index < cases.length; index += 1) if (this.#parts.work.sends(property, index, cases)) count += 1;
    return { property, count, items: this.#itemsOf(property, cases) };
  }

  *#itemsOf(property: ProbingProperty, cases: Cases): Generator<Item> {
    const rank = this.#ranks.get(property.id) ?? 0;
    try {
      for (let index = 0; index < cases.length; index += 1)
        if (this.#parts.work.sends(property, index, cases)) yield { property, one: cases.at(index) as Case, index, place: placeAt(rank, index) };
    } catch (error) {
      this.#parts.onGeneratorError(property, error);
    }
  }
}
