import { describe, expect, it } from "vitest";
import { formats } from "./formats/formats.ts";
import { matrixOf } from "./matrix/matrix.ts";
import { renderMatrix } from "./matrix/matrix-text.ts";
import type { RunRecord } from "./record/run-record.ts";
import { runOf } from "./sample-comparison.testdata.ts";
import { sampleCatalogue } from "./sample-matrix.testdata.ts";
import { sampleCheck, sampleRecord, sampleRequirement } from "./sample-record.testdata.ts";
import { renderTerminal } from "./text/terminal.ts";
import { countsInWords, statusCounts } from "./verdict/status-counts.ts";
import { rulingOf } from "./verdict/verdict.ts";

const rendered = async (name: string, record: RunRecord): Promise<string> => {
  const text = await formats.find((format) => format.name === name)?.render(record, { requirementOf: sampleRequirement, journal: () => "" });
  return Buffer.from(text ?? "").toString();
};
const terminal = (record: RunRecord, quiet = false): string =>
  renderTerminal(record, { ruling: rulingOf(record), runFile: "run.json", requirementOf: sampleRequirement, colour: false, width: 400, quiet });

describe("what kept most properties from being judged", () => {
  const why =
    "No session could be created: CreateSession was answered with status 400 UnknownOperationException, so 12 properties (12 must) could not be judged.";
  const reason = "no session could be created: CreateSession was answered with status 400 UnknownOperationException";
  const open = Array.from({ length: 12 }, (_, at) => sampleCheck({ id: `paging/open/${String(at)}`, status: "unexercised", reason }));
  const record = { ...sampleRecord(3), checks: [...sampleRecord(3).checks, ...open] };

  it("comes first in the terminal, and is in each format", async () => {
    expect(terminal(record)).toMatch(/requirements?\n\nNo session could be created: CreateSession/u);
    for (const name of ["html", "markdown", "junit", "ctrf"]) expect([name, (await rendered(name, record)).includes(why)]).toEqual([name, true]);
  });
});

describe("the counts of a run", () => {
  const record = runOf(sampleRecord(25).checks);
  const musts = record.checks.filter(({ level }) => level === "must");

  it("are the same in its summary, its Markdown and a matrix", async () => {
    const words = countsInWords(musts);
    const { failed, passed, errored, unexercised, skipped } = statusCounts(musts);
    expect(terminal(record)).toContain(`must ${words};`);
    expect(await rendered("markdown", record)).toContain(`| must | ${[failed, passed, errored, unexercised, skipped].join(" | ")} |`);
    const matrix = matrixOf([{ record, link: undefined }], { ...sampleCatalogue, properties: [] });
    expect(renderMatrix(matrix, { colour: false, width: 400 })).toContain(`must   ${words}\n`);
  });

  it("are the same in JUnit and CTRF: what breaks the contract, what could not be judged, all", async () => {
    const [junit, ctrf] = [await rendered("junit", record), JSON.parse(await rendered("ctrf", record)) as { results: { summary: Record<string, number> } }];
    const { failed, errored } = statusCounts(musts);
    expect(junit).toMatch(new RegExp(`<testsuites [^>]*tests="${String(record.checks.length)}" failures="${String(failed)}" errors="${String(errored)}"`, "u"));
    expect(ctrf.results.summary).toMatchObject({ tests: record.checks.length, failed: failed + errored, passed: statusCounts(record.checks).passed });
  });
});

describe("a run that conforms with a baseline that is out of date", () => {
  const sample = sampleRecord(0);
  const record = runOf([sampleCheck({ id: "a/b/c" })], { meta: { ...sample.meta, staleBaseline: ["the entry for a/b/c passed"] } });

  it("says beside its exit status why that is not 0", async () => {
    for (const quiet of [true, false]) expect(terminal(record, quiet)).toMatch(/CONFORMS .* exit 1: the baseline is out of date\n/u);
    expect(await rendered("markdown", record)).toContain("conforms (exit 1: the baseline is out of date)");
    expect(await rendered("html", record)).toContain("exit 1: the baseline is out of date");
    for (const name of ["junit", "ctrf", "badge"]) expect(await rendered(name, record)).toMatch(/baseline (?:is )?out of date/u);
  });
});
