import { createHash } from "node:crypto";
import { zipSync } from "fflate";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { contractDigest, contractDocument } from "../../spec/contracts/digest.ts";
import type { RunRecord } from "../record/run-record.ts";
import { safeJson } from "../encoding/safe-json.ts";

/** A file of an evidence archive, as listed in its manifest. */
export interface EvidenceFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** `manifest.json` of an evidence archive: what is in it, with digests. */
export interface EvidenceManifest {
  readonly kind: "glue-conformance-evidence";
  readonly schemaVersion: 1;
  readonly suite: { readonly name: string; readonly version: string };
  /** `contract.json` is this version's; absent if the record was made with another contract. */
  readonly contract: { readonly operation: string; readonly sha256: string };
  readonly runId: string;
  readonly verdict: RunRecord["verdict"];
  readonly files: readonly EvidenceFile[];
}

/** Names of all files that an archive can contain besides its manifest. */
export const evidenceNames = { record: "run.json", journal: "exchanges.jsonl", contract: "contract.json", proof: "proof.json" } as const;

/**
 * One ZIP file with everything behind a verdict: run record, exchanges, contract, proof figures, and a manifest with their SHA-256. The same run
 * gives the same bytes. The digests show accidental loss or change; they do not show who made the archive.
 */
export function renderEvidence(record: RunRecord, journal: string): Uint8Array {
  const { suite, meta, verdict } = record;
  const contents: [string, string][] = [[evidenceNames.record, safeJson(record)]];
  if (journal !== "") contents.push([evidenceNames.journal, journal]);
  const contract = contractText(record);
  if (contract !== undefined) contents.push([evidenceNames.contract, contract]);
  if (suite.proof !== null) contents.push([evidenceNames.proof, safeJson(suite.proof)]);
  const files = contents.map(([name, text]) => [name, new Uint8Array(Buffer.from(text))] as const).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const manifest: EvidenceManifest = {
    kind: "glue-conformance-evidence",
    schemaVersion: 1,
    suite: { name: suite.name, version: suite.version },
    contract: suite.contract,
    runId: meta.runId,
    verdict,
    files: files.map(([name, bytes]) => ({ name, bytes: bytes.length, sha256: digestOf(bytes) })),
  };
  const all = Object.fromEntries([["manifest.json", new Uint8Array(Buffer.from(safeJson(manifest)))], ...files]);
  // ZIP stores local time; this value gives the same bytes in every time zone.
  return zipSync(all, { mtime: new Date(1980, 0, 1, 12), level: 6 });
}

/** SHA-256, hexadecimal. */
export function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function contractText({ suite }: RunRecord): string | undefined {
  try {
    const contract = contractOf(suite.contract.operation);
    return contractDigest(contract) === suite.contract.sha256 ? safeJson(contractDocument(contract)) : undefined;
  } catch {
    return undefined;
  }
}
