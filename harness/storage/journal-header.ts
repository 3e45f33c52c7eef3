import type { Contract } from "../../spec/contract.ts";
import { contractDigest } from "../../spec/contracts/digest.ts";
import { present } from "../../reports/encoding/present.ts";
import type { JournalHeader } from "../../reports/record/journal.ts";
import { withoutCredentials } from "../../reports/redaction/redact.ts";
import { manifest } from "../runtime/package-manifest.ts";
import { type OptionFiles, optionsDigest } from "../config/options-digest.ts";
import type { Settings } from "../config/settings.ts";
import type { Work } from "../selection/selection.ts";

/** The first line of a run's journal; `endpoint` as reports call it. */
export function headerOf(
  settings: Settings,
  contract: Contract,
  endpoint: string,
  { runId, startedAt, shard }: { readonly runId: string; readonly startedAt: Date; readonly shard?: JournalHeader["shard"] },
): JournalHeader {
  const { name, region, state, seed, effort, cases, settleMs, account, roleArn, only, skip, checkAuth, strict, maxFailures, sign } = settings;
  const { headers, fixture, elsewhere, casesOfProperty } = settings;
  const suite = { name: manifest.name, version: manifest.version, contract: { operation: contract.operation, sha256: contractDigest(contract) } };
  const target = { name, endpoint: withoutCredentials(endpoint), region, state };
  const head = { kind: "run", schemaVersion: 1, runId, startedAt: startedAt.toISOString(), suite, target } as const;
  const options = { seed, effort, cases, settleMs, account, roleArn, only, skip, checkAuth, strict, maxFailures, sign, headers: Object.keys(headers) };
  const rest = {
    fixture: fixture === undefined ? undefined : (true as const),
    elsewhere: elsewhere.length === 0 ? undefined : elsewhere,
    casesOfProperty,
    shard,
  };
  return present({ ...head, ...options, ...rest });
}

/** Of a shard, which one it is and the properties that it sends cases of. */
export function shardOf(settings: Settings, { senders }: Work, files: OptionFiles): JournalHeader["shard"] {
  const { shard } = settings;
  return shard && { index: shard.index, count: shard.count, options: optionsDigest(settings, files), pieces: senders.map(({ id }) => id) };
}
