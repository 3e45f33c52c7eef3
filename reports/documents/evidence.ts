import { createHash } from "node:crypto";
import { zipSync } from "fflate";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { contractDigest, contractDocument } from "../../spec/contracts/digest.ts";
import type { RunRecord } from "../record/run-record.ts";
import { safeJson } from "../encoding/safe-json.ts";

/** A file of an evidence archive, as listed in its manifest. */
export type EvidenceFile = { readonly name: string; readonly bytes: number; readonly sha256: string };

/** `manifest.json` of an evidence archive: what is in it, with digests. The archive lacks `contract.json` where the record was made with another contract. */
export interface EvidenceManifest extends Pick<RunRecord, "verdict"> {
  readonly kind: "glue-conformance-evidence";
  readonly schemaVersion: 1;
  readonly suite: Pick<RunRecord["suite"], "name" | "version">;
  readonly contract: RunRecord["suite"]["contract"];
  readonly runId: string;
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
  const { name, version, contract, proof } = suite;
  const contents = {
    [evidenceNames.contract]: contractText(record) ?? "",
    [evidenceNames.journal]: journal,
    [evidenceNames.proof]: proof === null ? "" : safeJson(proof),
    [evidenceNames.record]: safeJson(record),
  };
  const given = Object.entries(contents).filter(([, text]) => text !== "");
  const files = Object.fromEntries(given.map(([file, text]) => [file, new Uint8Array(Buffer.from(text))]));
  const listed = Object.entries(files).map(([file, bytes]) => ({ name: file, bytes: bytes.length, sha256: digestOf(bytes) }));
  const head = { kind: "glue-conformance-evidence", schemaVersion: 1, suite: { name, version }, contract } as const;
  const manifest: EvidenceManifest = { ...head, runId: meta.runId, verdict, files: listed };
  // ZIP stores local time; this value gives the same bytes in every time zone.
  return zipSync({ "manifest.json": new Uint8Array(Buffer.from(safeJson(manifest))), ...files }, { mtime: new Date(1980, 0, 1, 12), level: 6 });
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
