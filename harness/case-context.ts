import { createHash } from "node:crypto";
import type { Contract } from "../spec/contract.ts";
import type { FixtureSet } from "../properties/fixtures.ts";
import type { CaseContext } from "../properties/property.ts";
import { validProbe } from "../properties/request.ts";
import { sampleInput } from "../properties/sample.ts";
import type { Settings } from "./options.ts";

/** What all properties of a run make their cases from. */
export interface ContextParts {
  readonly contract: Contract;
  readonly settings: Pick<Settings, "seed" | "effort" | "cases" | "settleMs">;
  readonly fixtures: FixtureSet;
  /** Milliseconds since the epoch. */
  readonly startedAtMs: number;
}

/** What the cases of one property are made from. */
export function contextOf(id: string, { contract, settings, fixtures, startedAtMs }: ContextParts): CaseContext {
  return {
    contract,
    runSeed: settings.seed,
    seed: seedOf(settings.seed, id),
    effort: settings.effort,
    randomCases: settings.cases,
    fixtures,
    settleMs: settings.settleMs,
    startedAtMs,
  };
}

/** The seed of a property: 31 bits of a hash of the run's seed and the property's id, so that narrowing a run changes no case. */
function seedOf(runSeed: number, id: string): number {
  return (
    createHash("sha256")
      .update(`${String(runSeed)} ${id}`)
      .digest()
      .readUInt32BE() >>> 1
  );
}

/** A plain valid request, sent between two tries of one that got no answer. */
export function controlOf(contract: Contract): ReturnType<typeof validProbe> {
  return validProbe(contract.operation, sampleInput(contract.request));
}
