import { createHash } from "node:crypto";
import type { Contract } from "../../spec/contract.ts";
import { isReading } from "../../spec/operation-traits.ts";
import type { FixtureSet, Owner } from "../../properties/core/fixtures.ts";
import { RawJson } from "../../properties/core/json.ts";
import { resourceIdentifierOf } from "../../properties/operations/resource-identifier.ts";
import type { CaseContext, Probe } from "../../properties/core/property.ts";
import { headersFor, openProbe, validProbe } from "../../properties/core/request.ts";
import { sampleInput } from "../../properties/generators/minimal-example.ts";
import type { Settings } from "../config/settings.ts";

/** What all properties of a run make their cases from. */
export interface ContextParts {
  readonly contract: Contract;
  readonly settings: Pick<Settings, "seed" | "effort" | "cases" | "settleMs">;
  readonly fixtures: FixtureSet;
  readonly owner: Owner;
  /** Milliseconds since the epoch. */
  readonly startedAtMs: number;
}

/** What the cases of one property are made from. */
export function contextOf(id: string, { contract, settings, fixtures, owner, startedAtMs }: ContextParts): CaseContext {
  const { seed: runSeed, effort, cases: randomCases, settleMs } = settings;
  // 31 bits of a hash of the run's seed and the property's id, so that narrowing a run changes no case.
  const hash = createHash("sha256").update(`${runSeed} ${id}`).digest();
  return { contract, runSeed, seed: hash.readUInt32BE() >>> 1, effort, randomCases, fixtures, owner, settleMs, startedAtMs };
}

/** A plain valid request, as reports show one. */
export function controlOf(contract: Contract): Probe {
  return addressed(validProbe(contract.operation, sampleInput(contract.request)), contract);
}

/** A request for a session that is not there. */
export const noSession: Probe = openProbe("GetSession", { Id: "glue-conformance-no-such-session" });

/**
 * A plain request that changes nothing, sent first of all and between two tries of one that got no answer: a valid one where the operation only reads,
 * one that reads a session where it is known how that is done, otherwise one that must be refused, since a required member is missing or one has the
 * wrong type. A run that only observes sends nothing of operations that change something.
 */
export function harmlessOf(contract: Contract): Probe {
  const { operation, request } = contract;
  if (isReading(contract)) return controlOf(contract);
  if (resourceIdentifierOf(contract) !== undefined) return noSession;
  const [first] = Object.keys(request.properties);
  const input = request.required.length > 0 || first === undefined ? {} : { [first]: new RawJson("[{}]") };
  return addressed({ ...openProbe(operation, input), expect: "refusal" }, contract);
}

/** A probe as it is sent to the contract's own service. */
export function addressed(probe: Probe, contract: Contract): Probe {
  return { ...probe, request: { ...probe.request, headers: headersFor(probe, contract) } };
}
