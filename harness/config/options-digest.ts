import { createHash } from "node:crypto";
import type { Contract } from "../../spec/contract.ts";
import { canonicalJson, contractDigest } from "../../spec/contracts/digest.ts";
import type { GivenSession } from "../../properties/fixtures/existing-sessions.ts";
import type { Baseline } from "../../reports/verdict/baseline.ts";
import type { Settings } from "./settings.ts";

/** Documents that a run is judged by, besides its settings. */
export interface OptionFiles {
  readonly contract: Contract;
  readonly baseline?: Baseline | undefined;
  readonly given?: readonly GivenSession[] | undefined;
}

/** SHA-256 of everything that the cases of a run and their judgement depend on, which is equal in all shards of a run. Rates and limits are not part of it. */
export function optionsDigest(settings: Settings, { contract, baseline, given }: OptionFiles): string {
  const { seed, effort, cases, region, state, account, roleArn, only, skip, strict, checkAuth, sign, settleMs, bodyLimit, signingName } = settings;
  const deciding = { seed, effort, cases, region, state, account, roleArn, only, skip, strict, checkAuth, sign, settleMs, bodyLimit, signingName };
  const { targetPrefix = null, jsonVersion = null } = contract;
  const files = { contract: contractDigest(contract), targetPrefix, jsonVersion, baseline: baseline?.entries ?? null, given: given ?? null };
  return createHash("sha256")
    .update(canonicalJson({ ...deciding, headers: Object.keys(settings.headers).toSorted(), ...files }))
    .digest("hex");
}
