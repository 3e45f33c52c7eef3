import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { journalText } from "../../reports/sample-journal.testdata.ts";
import { sampleRecord } from "../../reports/sample-record.testdata.ts";
import { buildCommandLine, invoke, makeFolder, removeFolders } from "../cli/command-line.testdata.ts";

beforeAll(buildCommandLine, 120_000);
afterAll(removeFolders);

const folder = (version: number): string => {
  const made = makeFolder();
  writeFileSync(join(made, "run.json"), JSON.stringify({ ...sampleRecord(3), schemaVersion: version }));
  writeFileSync(join(made, "exchanges.jsonl"), journalText().replace('"schemaVersion":1', `"schemaVersion":${String(version)}`));
  return made;
};

it.each<[string, (run: string) => readonly string[]]>([
  ["report", (run) => ["report", run]],
  ["compare", (run) => ["compare", run, run]],
  ["matrix", (run) => ["matrix", run, run, "--format", "json"]],
  ["explain --run", (run) => ["explain", "request/max-results/refuses-out-of-range", "--run", run]],
  ["rejudge", (run) => ["rejudge", run]],
  ["replay", (run) => ["replay", "a/b#c", "--run", run]],
])("%s reads files of version 1, and sends who has others to what helps", { timeout: 60_000 }, async (_, args) => {
  const [read, refused] = await Promise.all([invoke(args(folder(1))), invoke(args(folder(2)))]);
  expect(read.stderr).not.toContain("schemaVersion");
  expect(refused.status).toBe(2);
  expect(refused.stderr).toMatch(
    /\/schemaVersion: saw 2, expected 1\. It was written by another version .*\nHelp: glue-conformance explain files-of-a-run\n$/u,
  );
});
