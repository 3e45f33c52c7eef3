import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sampleRecord } from "../../../reports/sample-record.testdata.ts";
import { buildCommandLine, invoke, makeFolder, removeFolders, stored } from "../command-line.testdata.ts";

beforeAll(buildCommandLine, 60_000);
afterAll(removeFolders);

const run = (): string => stored(sampleRecord(3));

describe("matrix", () => {
  it("writes one page, with links to the reports that there are, whatever their folders are called", async () => {
    const root = makeFolder();
    const odd = join(root, "javascript:alert(1) #?%");
    mkdirSync(odd);
    writeFileSync(join(odd, "run.json"), JSON.stringify(sampleRecord(3)));
    writeFileSync(join(odd, "report.html"), "");
    const out = join(root, "pages");
    const { status, stdout, stderr } = await invoke(["matrix", odd, run(), "--out", out]);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("moto (1) fails");
    const html = readFileSync(join(out, "matrix.html"), "utf8");
    expect(new Set([...html.matchAll(/href="([^"#]+)/gu)].map(([, href]) => href))).toEqual(
      new Set(["data:,", "./../javascript%3Aalert(1)%20%23%3F%25/report.html"]),
    );
  });

  it("prints one format", async () => {
    const { status, stdout } = await invoke(["matrix", run(), run(), run(), "--format", "json"]);
    expect(status).toBe(0);
    expect((JSON.parse(stdout) as { targets: unknown[] }).targets).toHaveLength(3);
  });

  it("takes names for the runs, which two of one emulator need", async () => {
    const { stdout } = await invoke(["matrix", run(), run(), "--name", "before", "--name", "after", "--format", "json"]);
    expect((JSON.parse(stdout) as { targets: { name: string }[] }).targets.map(({ name }) => name)).toEqual(["before", "after"]);
  });

  it.each<[string, () => readonly string[], string]>([
    ["fewer names than runs", () => [run(), run(), "--name", "one"], "--name is given 1 time for 2 runs. Give it once for each run, in their order."],
    ["one run", () => [run()], "only one was given. Name two or more."],
    ["no run", () => [], "missing required argument 'run'"],
    ["a text that is no record", () => [run(), stored("[]")], "run.json: run record, /: saw [], which must be an object"],
    [
      "another operation",
      () => [run(), stored({ ...sampleRecord(0), suite: { ...sampleRecord(0).suite, contract: { operation: "GetTags", sha256: "0".repeat(64) } } })],
      "A matrix compares runs of one operation.",
    ],
    ["a format that there is not", () => [run(), run(), "--format", "pdf"], '--format names "pdf"; there are terminal, html, markdown, json.'],
  ])("ends with 2 and says what to do, given %s", async (_, args, message) => {
    const out = join(makeFolder(), "out");
    const { status, stdout, stderr } = await invoke(["matrix", ...args(), "--out", out]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
    expect(existsSync(out)).toBe(false);
  });
});
