import { unzipSync, type UnzipFileInfo } from "fflate";
import { memberOf } from "../../spec/json.ts";
import { canonicalJson } from "../../spec/contracts/digest.ts";
import { digestOf, type EvidenceFile, type EvidenceManifest, evidenceNames } from "./evidence.ts";
import { decodeDocument, DocumentError, parseJson, placed } from "./input-document.ts";
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

/** Opens an archive and verifies every digest in it. Throws a DocumentError if a file is missing, unknown or changed. */
export function readEvidence(archive: Uint8Array): Evidence {
  const files = unpack(archive);
  const text = (name: string): string => decodeDocument(files.get(name) ?? new Uint8Array());
  if (!files.has("manifest.json")) throw evidenceError("it has no manifest.json");
  const manifest = parsed("manifest.json", text("manifest.json"));
  if (!isManifest(manifest)) throw evidenceError("its manifest.json is not one of this version of the suite");
  for (const file of manifest.files) verify(file, files.get(file.name));
  const listed = new Set(["manifest.json", ...manifest.files.map(({ name }) => name)]);
  const strange = [...files.keys()].find((name) => !listed.has(name));
  if (strange !== undefined) throw evidenceError(`${strange} is in the archive, and its manifest does not list it`);
  if (text(evidenceNames.record) === "") throw evidenceError("it has no run.json");
  const record = placed(
    () => parseRunRecord(text(evidenceNames.record)),
    (message) => `evidence, run.json: ${message}`,
  );
  const { suite, verdict, meta } = record;
  const { contract } = evidenceNames;
  const seen = files.has(contract) ? digestOf(Buffer.from(canonicalJson(parsed(contract, text(contract))))) : suite.contract.sha256;
  if (seen !== suite.contract.sha256) throw evidenceError(`contract.json is not the one of the run: saw the digest ${seen}, expected ${suite.contract.sha256}`);
  const isOfRun = manifest.contract.sha256 === suite.contract.sha256 && manifest.verdict === verdict && manifest.runId === meta.runId;
  if (!isOfRun) throw evidenceError("its manifest is from another run than its run.json");
  return { record, journal: text(evidenceNames.journal), manifest };
}

function unpack(archive: Uint8Array): ReadonlyMap<string, Uint8Array> {
  if (archive[0] !== 0x50 || archive[1] !== 0x4b || (archive[2] !== 3 && archive[2] !== 5)) throw evidenceError("it is not a ZIP archive");
  let left = maxUnpackedBytes;
  let refused: string | undefined;
  const filter = ({ name, originalSize }: UnzipFileInfo): boolean => {
    left -= originalSize;
    if (!known.has(name)) refused ??= `it contains ${shown(name)}, which is not part of evidence`;
    else if (left < 0) refused ??= "it is larger than any run can be when unpacked";
    return refused === undefined;
  };
  try {
    const files = unzipSync(archive, { filter });
    if (refused === undefined) return new Map(Object.entries(files));
  } catch (error) {
    throw evidenceError(`it cannot be unpacked (${escapeText(error instanceof Error ? error.message : String(error))})`, error);
  }
  throw evidenceError(refused);
}

function parsed(name: string, text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    throw evidenceError(`its ${name} is not JSON`, error);
  }
}

function isManifest(value: unknown): value is EvidenceManifest {
  const [kind, version, files, contract] = ["kind", "schemaVersion", "files", "contract"].map((name) => memberOf(value, name));
  const types = { name: "string", bytes: "number", sha256: "string" };
  const isFile = (file: unknown): boolean => Object.entries(types).every(([name, type]) => typeof memberOf(file, name) === type);
  const isOurs = kind === "glue-conformance-evidence" && version === 1;
  return isOurs && memberOf(contract, "sha256") !== undefined && Array.isArray(files) && files.every(isFile);
}

function verify({ name, bytes, sha256 }: EvidenceFile, content: Uint8Array | undefined): void {
  if (content === undefined) throw evidenceError(`its manifest lists ${shown(name)}, and the archive does not contain it`);
  const seen = digestOf(content);
  if (seen === sha256 && content.length === bytes) return;
  throw evidenceError(`${name} was changed: saw ${content.length} bytes with SHA-256 ${seen}, expected ${bytes} with ${shown(sha256)}`);
}

function shown(text: string): string {
  return escapeText(text.slice(0, 100));
}

function evidenceError(what: string, cause?: unknown): DocumentError {
  return new DocumentError(`evidence: ${what}. ${advice}.`, { cause });
}
