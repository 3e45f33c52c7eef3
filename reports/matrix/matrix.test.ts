import { createRequire } from "node:module";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { hostile } from "../hostile.testdata.ts";
import { type Matrix, matrixOf } from "./matrix.ts";
import { matrixFormats } from "./matrix-formats.ts";
import { levelsOf, renderMatrix } from "./matrix-text.ts";
import type { Check, RunRecord } from "../record/run-record.ts";
import { failedCheck, openCheck, runOf } from "../sample-comparison.testdata.ts";
import { sampleCatalogue } from "../sample-matrix.testdata.ts";
import { sampleCheck, sampleRecord } from "../sample-record.testdata.ts";

const catalogue = sampleCatalogue;
const passed = (id: string): Check => sampleCheck({ id });
const matrix = (...runs: readonly (readonly Check[])[]): Matrix =>
  matrixOf(
    runs.map((checks) => ({ record: runOf(checks), link: undefined })),
    catalogue,
  );
const [one, two] = ["b/second/one", "b/second/two"];
const rendered = async (name: string, given: Matrix): Promise<string> => (await matrixFormats.find((format) => format.name === name)?.render(given)) ?? "";

describe("matrixOf()", () => {
  it.each<[string, readonly Check[], string]>([
    ["both passed", [passed(one), passed(two)], "passed"],
    ["both failed", [failedCheck(one), failedCheck(two)], "failed"],
    ["one failed, one unexercised", [failedCheck(one), openCheck(two)], "failed"],
    ["one failed, one passed", [passed(one), failedCheck(two)], "mixed"],
    ["one passed, one unexercised", [passed(one), openCheck(two)], "partly"],
    ["one passed, one not selected", [passed(one)], "partly"],
    ["nothing asked", [], "not-judged"],
    ["one errored", [openCheck(one, { status: "errored" })], "not-judged"],
  ])("%s", (_, checks, standing) => {
    expect(matrix(checks).rows.find((row) => row.requirement.id === "b.second")?.cells[0]?.standing).toBe(standing);
  });

  it("counts properties as the run does, and those that an older version of the suite did not have", () => {
    const { targets } = matrix([passed(one), passed(two), passed("a/first/one")], [passed(one), failedCheck(two)], []);
    const musts = targets.map(({ counts }) => counts.find(({ level }) => level === "must"));
    expect(musts.map((counts) => counts?.passed)).toEqual([3, 1, 0]);
    expect(musts.map((counts) => counts?.failed)).toEqual([0, 1, 0]);
    expect(musts.map((counts) => counts?.unknown)).toEqual([0, 1, 3]);
    expect(targets.map((target) => levelsOf(target)[0]?.words)).toEqual(["3 passed", "1 failed, 1 passed, 1 not in the run", "3 not in the run"]);
  });

  it("is ordered by level, then by the catalogue, and marks where targets differ", () => {
    const { rows } = matrix([passed(one), passed(two)], [passed(one), failedCheck(two)]);
    expect(rows.map(({ requirement: { id }, differs }) => [id, differs])).toEqual([
      ["b.second", true],
      ["a.first", false],
      ["a.wish", false],
      ["a.seen", false],
    ]);
  });

  it("numbers targets of the same name", () => {
    const named = (name: string): RunRecord => ({ ...sampleRecord(0), target: { ...sampleRecord(0).target, name } });
    const { targets } = matrixOf(
      ["x", "x (1)", "x", "y"].map((name) => ({ record: named(name), link: undefined })),
      catalogue,
    );
    expect(targets.map(({ name }) => name)).toEqual(["x (2)", "x (1)", "x (3)", "y"]);
  });

  it("has a column, with the reason, for a run that its preflight ended", () => {
    const record = runOf([], { meta: { ...sampleRecord(0).meta, preflight: { outcome: "hollow", message: "Every answer is empty." } } });
    const { targets, remarks } = matrixOf(
      [
        { record, link: undefined },
        { record: runOf([passed(one)]), link: undefined },
      ],
      catalogue,
    );
    expect(targets[0]?.stopped).toBe("hollow: Every answer is empty.");
    expect(remarks.join("\n")).toContain("judged nothing");
  });
});

describe("the formats of a matrix", () => {
  const checks = [
    failedCheck(one, { baselined: true }),
    failedCheck(two, { reproduced: "1/3", baselined: true }),
    openCheck("a/first/one", { reason: hostile }),
  ];
  const evil = runOf(checks, { target: { ...sampleRecord(0).target, name: hostile } });
  const given = (): Matrix =>
    matrixOf(
      [
        { record: evil, link: "./evil/report.html" },
        { record: runOf([passed(one), passed(two)]), link: undefined },
      ],
      catalogue,
    );

  it.each(["html", "markdown", "json"])("give the same bytes for the same records: %s", async (name) => {
    const once = await rendered(name, given());
    expect(once.length).toBeGreaterThan(500);
    expect(await rendered(name, given())).toBe(once);
  });

  it("escapes all text of a record", async () => {
    const dangerous = /[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
    const [html, markdown] = [await rendered("html", given()), await rendered("markdown", given())];
    for (const text of [html, markdown, renderMatrix(given(), { colour: false, width: 100 })]) expect(text.match(dangerous)?.[0]).toBe(undefined);
    expect(html).not.toMatch(/<(?:img|script>alert)|(?:href|src)="(?!#|\.\/|data:,)/u);
    expect(markdown.split("\n").filter((line) => /^\s*(?:::|<)/u.test(line))).toEqual([]);
  });

  it("mark accepted and intermittent failures", async () => {
    expect(await rendered("markdown", given())).toContain("✗ failed, accepted, 1 intermittent");
  });

  it("give JSON that is valid by its schema", async () => {
    const validate = new Ajv2020({ strict: true }).compile(createRequire(import.meta.url)("../matrix.schema.json") as object);
    validate(JSON.parse(await rendered("json", given())));
    expect(validate.errors ?? []).toEqual([]);
  });
});
