import { unzipSync } from "fflate";
import { canonicalJson } from "../../spec/contracts/digest.ts";
import { digestOf, type EvidenceFile, type EvidenceManifest, evidenceNames } from "./evidence.ts";
import { decodeDocument, DocumentError, parseJson } from "./input-document.ts";
import { escapeText } from "../encoding/escape.ts";
import { parseRunRecord } from "./parse-run-record.ts";
import type { RunRecord } from "../record/run-record.ts";

/** The contents of an evidence archive, verified against its manifest. */
export interface Evidence {
  readonly record: RunRecord;
  /** The text of `exchanges.jsonl`; empty if the archive has none. */
  readonly journal: string;
  readonly manifest: EvidenceManifest;
}

/** More than a journal and all other files can have; a larger archive is not unpacked. */
const maxUnpackedBytes = 256 * 1_024 * 1_024;

const known: ReadonlySet<string> = new Set(["manifest.json", ...Object.values(evidenceNames)]);
const advice = "Give the evidence.zip that `run --format evidence` wrote, as it was written";

/** Whether the bytes begin like a ZIP archive. */
function isArchive(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/** Opens an archive and verifies every digest in it. Throws a DocumentError if a file is missing, unknown or changed. */
export function readEvidence(archive: Uint8Array): Evidence {
  const files = unpack(archive);
  const manifest = manifestOf(files.get("manifest.json"));
  for (const file of manifest.files) verify(file, files.get(file.name));
  const listed = new Set(manifest.files.map(({ name }) => name));
  const strange = [...files.keys()].find((name) => name !== "manifest.json" && !listed.has(name));
  if (strange !== undefined) throw evidenceError(`${strange} is in the archive, and its manifest does not list it`);
  const record = recordOf(textOf(files.get(evidenceNames.record)));
  checkContract(record, files.get(evidenceNames.contract));
  checkFacts(record, manifest);
  return { record, journal: textOf(files.get(evidenceNames.journal)), manifest };
}

function unpack(archive: Uint8Array): ReadonlyMap<string, Uint8Array> {
  if (!isArchive(archive)) throw evidenceError("it is not a ZIP archive");
  let left = maxUnpackedBytes;
  let refused: string | undefined;
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(archive, {
      filter: ({ name, originalSize }) => {
        left -= originalSize;
        if (!known.has(name)) refused ??= `it contains ${shown(name)}, which is not part of evidence`;
        else if (left < 0) refused ??= "it is larger than any run can be when unpacked";
        return refused === undefined;
      },
    });
  } catch (error) {
    throw evidenceError(`it cannot be unpacked (${escapeText(error instanceof Error ? error.message : String(error))})`, error);
  }
  if (refused !== undefined) throw evidenceError(refused);
  return new Map(Object.entries(files));
}

function manifestOf(bytes: Uint8Array | undefined): EvidenceManifest {
  if (bytes === undefined) throw evidenceError("it has no manifest.json");
  let value: unknown;
  try {
    value = parseJson(textOf(bytes));
  } catch (error) {
    throw evidenceError("its manifest.json is not JSON", error);
  }
  if (!isManifest(value)) throw evidenceError("its manifest.json is not one of this version of the suite");
  return value;
}

function isManifest(value: unknown): value is EvidenceManifest {
  if (typeof value !== "object" || value === null) return false;
  const { kind, schemaVersion, files, contract } = value as Partial<Record<keyof EvidenceManifest, unknown>>;
  const isFile = (file: unknown): file is EvidenceFile => {
    if (typeof file !== "object" || file === null) return false;
    const { name, bytes, sha256 } = file as Partial<Record<keyof EvidenceFile, unknown>>;
    return typeof name === "string" && typeof bytes === "number" && typeof sha256 === "string";
  };
  const hasContract = typeof contract === "object" && contract !== null && "sha256" in contract;
  return kind === "glue-conformance-evidence" && schemaVersion === 1 && hasContract && Array.isArray(files) && files.every(isFile);
}

function verify({ name, bytes, sha256 }: EvidenceFile, content: Uint8Array | undefined): void {
  if (content === undefined) throw evidenceError(`its manifest lists ${shown(name)}, and the archive does not contain it`);
  const seen = digestOf(content);
  if (seen === sha256 && content.length === bytes) return;
  throw evidenceError(`${name} was changed: saw ${String(content.length)} bytes with SHA-256 ${seen}, expected ${String(bytes)} with ${shown(sha256)}`);
}

function recordOf(text: string): RunRecord {
  if (text === "") throw evidenceError("it has no run.json");
  try {
    return parseRunRecord(text);
  } catch (error) {
    if (error instanceof DocumentError) throw new DocumentError(`evidence, run.json: ${error.message}`, { cause: error });
    throw error;
  }
}

function checkContract({ suite }: RunRecord, bytes: Uint8Array | undefined): void {
  if (bytes === undefined) return;
  let seen: string;
  try {
    seen = digestOf(new Uint8Array(Buffer.from(canonicalJson(parseJson(textOf(bytes))))));
  } catch (error) {
    throw evidenceError("its contract.json is not JSON", error);
  }
  if (seen !== suite.contract.sha256) throw evidenceError(`contract.json is not the one of the run: saw the digest ${seen}, expected ${suite.contract.sha256}`);
}

function checkFacts({ suite, verdict, meta }: RunRecord, manifest: EvidenceManifest): void {
  if (manifest.contract.sha256 === suite.contract.sha256 && manifest.verdict === verdict && manifest.runId === meta.runId) return;
  throw evidenceError("its manifest is from another run than its run.json");
}

function textOf(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? "" : decodeDocument(bytes);
}

function shown(text: string): string {
  return escapeText(text.slice(0, 100));
}

function evidenceError(what: string, cause?: unknown): DocumentError {
  return new DocumentError(`evidence: ${what}. ${advice}.`, cause === undefined ? {} : { cause });
}
