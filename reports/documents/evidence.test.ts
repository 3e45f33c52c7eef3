import { unzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { contractDigest, contractDocument } from "../../spec/contracts/digest.ts";
import { type EvidenceManifest, renderEvidence } from "./evidence.ts";
import { DocumentError } from "./input-document.ts";
import { readEvidence } from "./read-evidence.ts";
import type { RunRecord } from "../record/run-record.ts";
import { journalText } from "../sample-journal.testdata.ts";
import { sampleRecord } from "../sample-record.testdata.ts";

const sample = sampleRecord(3);
const record: RunRecord = {
  ...sample,
  suite: { ...sample.suite, contract: { operation: "ListSessions", sha256: contractDigest(contractOf("ListSessions")) } },
};
const journal = journalText();
const archive = renderEvidence(record, journal);
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const changed = (change: (files: Record<string, Uint8Array>) => Record<string, Uint8Array>): Uint8Array => zipSync(change(unzipSync(archive)));
const without = (name: string) => (files: Record<string, Uint8Array>) => Object.fromEntries(Object.entries(files).filter(([one]) => one !== name));
const edited = (name: string, edit: (text: string) => string) => (files: Record<string, Uint8Array>) => ({
  ...files,
  [name]: bytesOf(edit(Buffer.from(files[name] ?? []).toString())),
});
const messageOf = (bytes: Uint8Array): string => {
  try {
    readEvidence(bytes);
  } catch (error) {
    if (error instanceof DocumentError) return error.message;
    throw error;
  }
  return "no error";
};

describe("renderEvidence(), readEvidence()", () => {
  it("return what went in", () => {
    const { record: read, journal: text, manifest } = readEvidence(archive);
    expect([read, text]).toEqual([record, journal]);
    expect(manifest.files.map(({ name }) => name)).toEqual(
      ["contract.json", "exchanges.jsonl", "run.json", ...(record.suite.proof === null ? [] : ["proof.json"])].toSorted(),
    );
    expect(JSON.parse(Buffer.from(unzipSync(archive)["contract.json"] ?? []).toString())).toEqual(
      JSON.parse(JSON.stringify(contractDocument(contractOf("ListSessions")))),
    );
  });

  it("give the same bytes in every time zone", () => {
    const zone = process.env["TZ"];
    try {
      for (const other of ["Pacific/Kiritimati", "America/New_York", "UTC"]) {
        process.env["TZ"] = other;
        expect(Buffer.from(renderEvidence(structuredClone(record), journal)).equals(Buffer.from(archive))).toBe(true);
      }
    } finally {
      if (zone === undefined) delete process.env["TZ"];
      else process.env["TZ"] = zone;
    }
  });

  it("leave out a missing journal and the contract of another version", () => {
    const { journal: text, manifest } = readEvidence(renderEvidence(sample, ""));
    expect(text).toBe("");
    expect(manifest.files.map(({ name }) => name)).not.toContain("contract.json");
    expect(manifest.contract).toEqual(sample.suite.contract);
  });

  it.each<[string, Uint8Array, string]>([
    ["no archive", bytesOf("{}"), "evidence: it is not a ZIP archive. Give the evidence.zip"],
    ["nothing", new Uint8Array(), "evidence: it is not a ZIP archive"],
    ["half an archive", archive.slice(0, archive.length / 2), "evidence: it cannot be unpacked"],
    ["an archive of something else", zipSync({ "a.txt": bytesOf("a") }), "evidence: it contains a.txt, which is not part of evidence"],
    ["a path that leads out of it", zipSync({ "../../run.json": bytesOf("a") }), "evidence: it contains ../../run.json, which is not part of evidence"],
    ["an archive without manifest", changed(without("manifest.json")), "evidence: it has no manifest.json"],
    ["a manifest that is none", changed(edited("manifest.json", () => "{}")), "evidence: its manifest.json is not one of this version of the suite"],
    ["a manifest that is no JSON", changed(edited("manifest.json", () => "{")), "evidence: its manifest.json is not JSON"],
    ["a record that was changed", changed(edited("run.json", (text) => text.replace('"fails"', '"conforms"'))), "evidence: run.json was changed: saw "],
    ["exchanges that were cut", changed(edited("exchanges.jsonl", (text) => text.slice(0, -1))), "evidence: exchanges.jsonl was changed: saw "],
    [
      "an archive without exchanges that its manifest lists",
      changed(without("exchanges.jsonl")),
      "evidence: its manifest lists exchanges.jsonl, and the archive does not contain it",
    ],
    [
      "a file that the manifest does not list",
      changed(
        edited("manifest.json", (text) => {
          const manifest = JSON.parse(text) as EvidenceManifest;
          return JSON.stringify({ ...manifest, files: manifest.files.filter(({ name }) => name === "run.json") });
        }),
      ),
      "is in the archive, and its manifest does not list it",
    ],
    [
      "a manifest of another run",
      changed(edited("manifest.json", (text) => text.replace(record.meta.runId, "0000000000"))),
      "evidence: its manifest is from another run than its run.json",
    ],
  ])("refuse %s", (_, bytes, message) => {
    expect(messageOf(bytes)).toContain(message);
  });

  it("refuse a contract that is not the one of the run", () => {
    const other = renderEvidence(record, "");
    const files = unzipSync(other);
    const manifest = JSON.parse(Buffer.from(files["manifest.json"] ?? []).toString()) as { files: { name: string }[] };
    const wrong = renderEvidence({ ...sample, suite: { ...sample.suite, contract: { operation: "ListSessions", sha256: "0".repeat(64) } } }, "");
    const wrongManifest = JSON.parse(Buffer.from(unzipSync(wrong)["manifest.json"] ?? []).toString()) as { files: unknown[] };
    const contract = manifest.files.find(({ name }) => name === "contract.json");
    const mixed = { ...wrongManifest, files: [...wrongManifest.files, contract] };
    const bytes = zipSync({
      ...unzipSync(wrong),
      "contract.json": files["contract.json"] ?? new Uint8Array(),
      "manifest.json": bytesOf(JSON.stringify(mixed)),
    });
    expect(messageOf(bytes)).toContain("evidence: contract.json is not the one of the run: saw the digest ");
  });
});
