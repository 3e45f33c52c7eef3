import type { Contract } from "../../spec/contract.ts";
import { contractDigest } from "../../spec/contracts/digest.ts";
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
  const {
    name,
    region,
    state,
    seed,
    effort,
    cases,
    settleMs,
    account,
    roleArn,
    only,
    skip,
    checkAuth,
    strict,
    maxFailures,
    sign,
    headers,
    fixture,
    elsewhere,
    casesOfProperty,
  } = settings;
  return {
    kind: "run",
    schemaVersion: 1,
    runId,
    startedAt: startedAt.toISOString(),
    suite: { name: manifest.name, version: manifest.version, contract: { operation: contract.operation, sha256: contractDigest(contract) } },
    target: { name, endpoint: withoutCredentials(endpoint), region, state },
    seed,
    effort,
    cases,
    settleMs,
    account,
    roleArn,
    only,
    skip,
    checkAuth,
    strict,
    ...(maxFailures === undefined ? {} : { maxFailures }),
    sign,
    headers: Object.keys(headers),
    ...(fixture === undefined ? {} : { fixture: true }),
    ...(elsewhere.length === 0 ? {} : { elsewhere }),
    ...(casesOfProperty === undefined ? {} : { casesOfProperty }),
    ...(shard === undefined ? {} : { shard }),
  };
}

/** Of a shard, which one it is and the properties that it sends cases of. */
export function shardOf(settings: Settings, { senders }: Work, files: OptionFiles): JournalHeader["shard"] {
  const { shard } = settings;
  return shard === undefined
    ? undefined
    : { index: shard.index, count: shard.count, options: optionsDigest(settings, files), pieces: senders.map(({ id }) => id) };
}
