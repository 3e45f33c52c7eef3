import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { contractOf } from "../spec/contracts/shipped-contracts.ts";
import { contractDigest } from "../spec/contracts/digest.ts";
import { compareRuns } from "./compare/comparison.ts";
import { comparisonFormats, pairFormats } from "./compare/comparison-formats.ts";
import { formats } from "./formats/formats.ts";
import { matrixFormats } from "./matrix/matrix-formats.ts";
import { renderPair } from "./compare/pair-terminal.ts";
import { renderMatrix } from "./matrix/matrix-text.ts";
import { renderReplay, type Replay, renderReplayJson } from "./text/replay.ts";
import type { RunRecord } from "./record/run-record.ts";
import { changedRuns } from "./sample-comparison.testdata.ts";
import { journalText } from "./sample-journal.testdata.ts";
import { sampleAnswers } from "./sample-answers.testdata.ts";
import { sampleMatrix } from "./sample-matrix.testdata.ts";
import { sampleRecord, sampleRequirement } from "./sample-record.testdata.ts";

/** The sample as a run with this version's contract. */
const record = ((): RunRecord => {
  const sample = sampleRecord(3);
  return { ...sample, suite: { ...sample.suite, contract: { operation: "ListSessions", sha256: contractDigest(contractOf("ListSessions")) } } };
})();

const ofRun = async (name: string, given = record): Promise<Uint8Array> => {
  const text = await formats.find((format) => format.name === name)?.render(given, { requirementOf: sampleRequirement, journal: () => journalText() });
  return new Uint8Array(Buffer.from(text ?? ""));
};
const ofComparison = async (name: string): Promise<string> => {
  const { old, new: now } = changedRuns();
  return (await comparisonFormats.find((format) => format.name === name)?.render(compareRuns(old, now), { requirementOf: sampleRequirement })) ?? "";
};
const ofAnswers = async (name: string): Promise<string> =>
  (await pairFormats("answers")
    .find((format) => format.name === name)
    ?.render(sampleAnswers(), { requirementOf: sampleRequirement })) ?? "";
const ofMatrix = async (name: string): Promise<string> => (await matrixFormats.find((format) => format.name === name)?.render(sampleMatrix())) ?? "";

/** A line for each tag, for readable differences. Style, script and their digests, which all documents share, have tests of their own. */
function inLines(html: Uint8Array | string): string {
  return Buffer.from(html)
    .toString()
    .replace(/<(style|script)>.*?<\/\1>/gsu, "<$1>…</$1>")
    .replaceAll(/sha256-[\w+/]{43}=/gu, "sha256-…")
    .replaceAll("><", ">\n<");
}

const manifestIn = (archive: Uint8Array): string => Buffer.from(unzipSync(archive)["manifest.json"] ?? []).toString();

const replayed = ((): Replay => {
  const counterexample = record.checks.find(({ id }) => id === "request/max-results/refuses-out-of-range")?.counterexample;
  if (counterexample === undefined) throw new Error("the sample has no failure");
  const { caseId, request, response } = counterexample;
  const [property = ""] = caseId.split("#", 1);
  const violation = { code: "invalid-accepted", pointer: "/status", expected: "a refusal with status 400", received: 200 } as const;
  return {
    caseId,
    property,
    endpoint: "http://127.0.0.1:5000",
    isSent: true,
    steps: [{ request, response, isAsStored: false, violations: [{ property, level: "must", violation }] }],
    conclusion: `It fails again: ${property}`,
    exit: 1,
  };
})();

describe("the golden files", () => {
  it.each<[string, () => string | Promise<string>]>([
    // Without the contract: its lines change with the catalogue, and have tests of their own.
    ["report.html", async () => inLines(await ofRun("html", sampleRecord(3)))],
    ["comparison.html", async () => inLines(await ofComparison("html"))],
    ["answers.txt", () => renderPair(sampleAnswers(), { colour: false, width: 100, verbose: true })],
    ["answers.md", () => ofAnswers("markdown")],
    ["answers.html", async () => inLines(await ofAnswers("html"))],
    ["matrix.html", async () => inLines(await ofMatrix("html"))],
    ["matrix.md", () => ofMatrix("markdown")],
    ["matrix.json", () => ofMatrix("json")],
    ["matrix.txt", () => renderMatrix(sampleMatrix(), { colour: false, width: 100 })],
    ["badge.json", async () => Buffer.from(await ofRun("badge")).toString()],
    ["evidence-manifest.json", async () => manifestIn(await ofRun("evidence"))],
    ["replay.txt", () => renderReplay(replayed, { colour: false, width: 100 })],
    ["replay.json", () => renderReplayJson(replayed)],
  ])("match what the sample renders to: %s", async (file, render) => {
    const text = await render();
    expect(text.length).toBeGreaterThan(80);
    await expect(text).toMatchFileSnapshot(`golden/${file}`);
  });
});
