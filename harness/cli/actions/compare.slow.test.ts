import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderEvidence } from "../../../reports/documents/evidence.ts";
import type { RunRecord } from "../../../reports/record/run-record.ts";
import { buildCommandLine, invoke, makeFolder, removeFolders, stored } from "../command-line.testdata.ts";
import { HarnessError } from "../../runtime/harness-error.ts";
import { judged } from "../../run/judged-service.testdata.ts";
import { readRun } from "../../storage/read-run.ts";

let reference: RunRecord;
let broken: RunRecord;

beforeAll(async () => {
  buildCommandLine();
  reference = await judged(undefined);
  broken = await judged("max-results-zero-accepted");
}, 120_000);
afterAll(removeFolders);

const changed = (change: Partial<RunRecord>, meta: Partial<RunRecord["meta"]> = {}): RunRecord => ({
  ...reference,
  ...change,
  meta: { ...reference.meta, ...meta },
});

describe("compare", () => {
  it("ends with 1 where a release breaks what held, and names it", async () => {
    const { status, stdout, stderr } = await invoke(["compare", stored(reference), stored(broken)]);
    expect([status, stderr]).toEqual([1, ""]);
    expect(stdout).toMatch(/^Newly failing \(\d+\)$/mu);
    expect(stdout).toContain("✗ must request/max-results/refuses-wrong-range");
    expect(stdout).toMatch(/\nREGRESSION \(exit 1\) Newly fails: must /u);
  });

  it("ends with 0 where nothing changed, and where a release mends", async () => {
    expect(await invoke(["compare", stored(reference), stored(reference)])).toMatchObject({ status: 0, stderr: "" });
    const { status, stdout } = await invoke(["compare", stored(broken), join(stored(reference), "run.json")]);
    expect(status).toBe(0);
    expect(stdout).toContain("+ must request/max-results/refuses-wrong-range: failed before: ");
  });

  it("takes evidence archives for runs, and refuses one that was changed", async () => {
    const archive = renderEvidence(broken, "");
    const folder = makeFolder();
    const [whole, cut] = [join(folder, "whole.zip"), join(folder, "cut.zip")];
    writeFileSync(whole, archive);
    writeFileSync(cut, archive.slice(0, -200));
    expect(await invoke(["compare", stored(reference), whole])).toMatchObject({ status: 1, stderr: "" });
    const { status, stdout, stderr } = await invoke(["compare", stored(reference), cut]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("cut.zip cannot be read: ");
  });

  it("counts a should only with --strict", async () => {
    const capital = await judged("message-lower-case");
    const [old, now] = [stored(reference), stored(capital)];
    expect(await invoke(["compare", old, now])).toMatchObject({ status: 0 });
    expect(await invoke(["compare", old, now, "--strict"])).toMatchObject({ status: 1 });
  });

  it("prints one format, and writes several to a folder that it makes, or one to a file", async () => {
    const [old, now, out] = [stored(reference), stored(broken), join(makeFolder(), "a", "b")];
    const printed = await invoke(["compare", old, now, "--format", "json"]);
    expect(JSON.parse(printed.stdout)).toMatchObject({ schemaVersion: 1, regression: true });
    const written = await invoke(["compare", old, now, "--format", "terminal,markdown,json", "--out", out]);
    expect(written.stdout).toContain("REGRESSION");
    expect(readFileSync(join(out, "comparison.json"), "utf8")).toBe(printed.stdout);
    const file = join(out, "comment.md");
    expect(await invoke(["compare", old, now, "--format", "markdown", "--out", file])).toMatchObject({ status: 1, stdout: "" });
    expect(readFileSync(file, "utf8")).toBe(readFileSync(join(out, "comparison.md"), "utf8"));
  });

  it.each<[string, () => readonly string[], string]>([
    ["a missing folder", () => [join(makeFolder(), "gone"), stored(reference)], "cannot be read: there is no run.json there. Give a folder that"],
    ["a folder without a record", () => [stored(reference), makeFolder()], "cannot be read: there is no run.json there."],
    ["a text that is no JSON", () => [stored("{"), stored(reference)], "run.json: run record, line 1, column 2: not JSON ("],
    ["a record of another version", () => [stored(JSON.stringify({ schemaVersion: 2 })), stored(reference)], "/schemaVersion: saw 2, expected 1."],
    ["a record that was edited", () => [stored(reference), stored({ ...reference, seed: 1.5 })], "/seed: saw 1.5, which must be an integer."],
    ["an interrupted run", () => [stored(reference), stored(changed({}, { interrupted: true }))], "cannot be compared. NEW was interrupted"],
    [
      "another operation",
      () => [stored(reference), stored(changed({ suite: { ...reference.suite, contract: { operation: "\u001B[2JGetTags", sha256: "0".repeat(64) } } }))],
      String.raw`OLD judged ListSessions, NEW judged \u001b[2JGetTags`,
    ],
    ["a format that there is not", () => [stored(reference), stored(reference), "--format", "pdf"], '--format names "pdf"; there are terminal, markdown, html'],
    ["several formats for one output", () => [stored(reference), stored(reference), "--format", "json,markdown"], "Name a folder for them with --out."],
    [
      "a place that cannot be written",
      () => [stored(reference), stored(reference), "--format", "json", "--out", "/proc/none"],
      "/proc/none/comparison.json cannot be",
    ],
    ["one run", () => [stored(reference)], "missing required argument 'new'"],
  ])("ends with 2 and says what to do, given %s", async (_, args, message) => {
    const { status, stdout, stderr } = await invoke(["compare", ...args()]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /mu);
  });

  it("writes nothing where the runs cannot be compared", async () => {
    const out = join(makeFolder(), "out");
    expect(await invoke(["compare", stored(reference), stored("{}"), "--format", "json", "--out", out])).toMatchObject({ status: 2 });
    expect(existsSync(out)).toBe(false);
  });
});

describe("readRun()", () => {
  it("throws nothing but a HarnessError of few lines, whatever the file holds", () => {
    const text = JSON.stringify(broken);
    const cut = fc.tuple(fc.nat(text.length), fc.string({ unit: "binary", maxLength: 4 })).map(([at, more]) => text.slice(0, at) + more + text.slice(at + 1));
    fc.assert(
      fc.property(fc.oneof(cut, fc.json(), fc.string({ unit: "binary" })), (given) => {
        expect(messageOfReading(stored(given))).toMatch(/^[^\p{Cc}]{40,2000}$|^read$/u);
      }),
      { numRuns: 60 },
    );
  });
});

/** The message of reading a run; errors other than a HarnessError are thrown on. */
function messageOfReading(folder: string): string {
  try {
    readRun(folder);
    return "read";
  } catch (error) {
    if (error instanceof HarnessError) return error.message;
    throw error;
  }
}
