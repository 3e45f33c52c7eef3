import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compareAnswers } from "../../../reports/answers/compare-answers.ts";
import { serving } from "../../run/judged-service.testdata.ts";
import { readJournalOf } from "../../storage/read-journal.ts";
import { readRun } from "../../storage/read-run.ts";
import { buildCommandLine, invoke, makeFolder, removeFolders } from "../command-line.testdata.ts";

beforeAll(() => {
  buildCommandLine();
}, 120_000);
afterAll(removeFolders);

/** The folder of a run against the reference service, with one fault of the bank where it is named. */
async function runOf(fault?: string): Promise<string> {
  const folder = makeFolder();
  const options = ["--name", "mine", "--effort", "quick", "--sign", "dummy", "--only", "request/**", "--only", "error/**", "--format", "json", "--out", folder];
  await serving(fault, (endpoint) => invoke(["run", "--endpoint", endpoint, ...options]));
  return folder;
}

/** What differs between two runs: aspect, what, how it was and is. */
function found(old: string, now: string): readonly (readonly string[])[] {
  const [before, after] = [old, now].map((folder) => readRun(folder)).map((run) => ({ record: run.record, journals: readJournalOf(run) }));
  if (before === undefined || after === undefined) throw new Error("two runs are compared");
  return compareAnswers(before, after).differences.map(({ aspect, what, from, to }) => [aspect, what, from, to]);
}

describe("compare --answers", () => {
  it("finds no difference between two runs of the embedded service with the same seed", async () => {
    const folders = [makeFolder(), makeFolder()] as const;
    for (const folder of folders) await invoke(["run", "--effort", "quick", "--format", "json", "--out", folder]);
    const { status, stdout, stderr } = await invoke(["compare", ...folders, "--answers", "--fail-on-difference"]);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/\nNO DIFFERENCE \(exit 0\) (\d+) answers to the same request compared, \1 alike, 0 different\.\n$/u);
  }, 120_000);

  it("finds just what a fault does, though it shows in many answers", async () => {
    const reference = await runOf();
    expect(found(reference, await runOf())).toEqual([]);
    expect(found(reference, await runOf("max-results-zero-accepted")).map(([aspect, , from, to]) => [aspect, from, to])).toContainEqual([
      "outcomes",
      "400 ValidationException",
      "200",
    ]);
    expect(found(reference, await runOf("message-lower-case"))).toEqual([
      ["errors", "member Message of an error", "string", "absent"],
      ["errors", "member message of an error", "absent", "string"],
    ]);
    expect(found(reference, await runOf("success-created"))).toEqual([["outcomes", "status", "200", "201"]]);
  }, 120_000);

  it("ends with 1 only with --fail-on-difference, and writes Markdown and HTML", async () => {
    const [old, now, out] = [await runOf(), await runOf("message-lower-case"), makeFolder()];
    const { status, stdout } = await invoke(["compare", old, now, "--answers"]);
    expect(status).toBe(0);
    expect(stdout).toContain("member Message of an error: string → absent; ");
    expect(stdout).toMatch(/\n2 DIFFERENCES \(exit 0\)/u);
    expect(await invoke(["compare", old, now, "--answers", "--fail-on-difference", "--format", "markdown,html", "--out", out])).toMatchObject({ status: 1 });
    for (const file of ["answers.md", "answers.html"]) expect(readFileSync(join(out, file), "utf8")).toContain("member Message of an error");
  }, 120_000);

  it.each<[readonly string[], string]>([
    [["--fail-on-difference"], "Give --answers too."],
    [["--answers", "--strict"], "Leave one of the two out."],
    [["--answers", "--format", "json"], "there are terminal, markdown, html"],
  ])("ends with 2 and says what to do, given %s", async (options, message) => {
    const { status, stdout, stderr } = await invoke(["compare", "old", "new", ...options]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
  });
});
