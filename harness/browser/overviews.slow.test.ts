import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compareRuns } from "../../reports/compare/comparison.ts";
import { hostile, hostileRecord, strangeRecord } from "../../reports/hostile.testdata.ts";
import { pairReportOf } from "../../reports/compare/comparison-report.ts";
import { renderPairHtml } from "../../reports/compare/pair-html.tsx";
import { renderMatrixHtml } from "../../reports/matrix/matrix-html.tsx";
import { renderHtml } from "../../reports/html/report/report.tsx";
import { manyFailures } from "../../reports/many-failures.testdata.ts";
import { matrixOf } from "../../reports/matrix/matrix.ts";
import type { RunRecord } from "../../reports/record/run-record.ts";
import { changedRuns, runOf } from "../../reports/sample-comparison.testdata.ts";
import { sampleAnswers } from "../../reports/sample-answers.testdata.ts";
import { sampleMatrix } from "../../reports/sample-matrix.testdata.ts";
import { sampleCheck, sampleRecord } from "../../reports/sample-record.testdata.ts";
import { noBrowser, overflowOf, seriousFindings, TestBrowser } from "./browser.testdata.ts";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { catalogueOf } from "../config/catalogue.ts";
import { judged } from "../run/judged-service.testdata.ts";
import { requirementNotesOf } from "../config/requirement-note.ts";

const looks = [
  { colours: "light", width: 1400 },
  { colours: "dark", width: 1400 },
  { colours: "light", width: 360 },
  { colours: "dark", width: 360 },
] as const;

describe.skipIf(noBrowser !== "")(`a comparison and a matrix in a browser${noBrowser}`, () => {
  const browser = new TestBrowser();
  const pages = new Map<string, string>();

  beforeAll(async () => {
    const runs: RunRecord[] = [];
    for (const fault of [undefined, "max-results-zero-accepted", "error-html-page"]) runs.push(await judged(fault));
    const [reference, , broken] = runs;
    if (reference === undefined || broken === undefined) throw new Error("no run was judged");
    const { old, new: now } = changedRuns();
    const links = ["./a%20b/report.html", undefined, "./c/report.html"];
    const matrix = matrixOf(
      runs.map((record, index) => ({ record, link: links[index] })),
      catalogueOf(contractOf("ListSessions")),
    );
    pages.set("comparison", renderPairHtml(pairReportOf(compareRuns(reference, broken)), requirementNotesOf(reference)));
    pages.set("comparison of every kind", renderPairHtml(pairReportOf(compareRuns(old, now)), requirementNotesOf(now)));
    pages.set("answers", renderPairHtml(sampleAnswers(), requirementNotesOf(now)));
    pages.set("matrix", renderMatrixHtml(matrix));
    await browser.start();
  }, 120_000);
  afterAll(() => browser.stop());

  const named = ["comparison", "comparison of every kind", "answers", "matrix"];

  // That of every kind shows all that there is; of the other one two looks are enough.
  const looked = named.flatMap((name) =>
    looks.filter((_, place) => name !== "comparison" || place % 3 === 0).map((look) => [name, look.colours, look.width] as const),
  );

  it.each(looked)(
    "asks for nothing, says nothing on the console, fits the window and has nothing serious for axe: %s, %s, %i px",
    async (name, colours, width) => {
      const { page, misdeeds } = await browser.open(pages.get(name) ?? "", { colours, width });
      await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
      expect(await seriousFindings(page)).toEqual([]);
      expect(await overflowOf(page)).toBe(0);
      expect(misdeeds).toEqual([]);
    },
    60_000,
  );

  it.each(named)("has no dead link and no duplicate id: %s", async (name) => {
    const { page } = await browser.open(pages.get(name) ?? "");
    const lost = await page.evaluate(
      "[...document.querySelectorAll('a[href^=\"#\"]')].map((a) => a.getAttribute('href')).filter((href) => document.getElementById(href.slice(1)) === null)",
    );
    expect(lost).toEqual([]);
    const twice = await page.evaluate(
      "(() => { const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id); return ids.filter((id, at) => ids.indexOf(id) !== at); })()",
    );
    expect(twice).toEqual([]);
  });

  it("narrows the matrix to where targets differ, and keeps header and first column in sight", async () => {
    const { page } = await browser.open(pages.get("matrix") ?? "", { width: 360 });
    const shown = page.locator(".grid tr[data-counts]:visible");
    const before = await shown.count();
    await page.selectOption("select[name=outcome]", "differs");
    const after = await shown.count();
    expect(after).toBeGreaterThan(0);
    expect(after).toBeLessThan(before);
    await page.evaluate("document.querySelector('.grid').scrollTo(200, 400)");
    const inside = `(() => { const grid = document.querySelector('.grid').getBoundingClientRect();
      const head = document.querySelector('.grid thead th:nth-child(2)').getBoundingClientRect();
      const first = document.querySelector('.grid tbody tr:not([hidden]) th[scope=row]').getBoundingClientRect();
      return Math.abs(head.top - grid.top) <= 2 && Math.abs(first.left - grid.left) <= 2; })()`;
    expect(await page.evaluate(inside)).toBe(true);
  });

  it("links a cell to the requirement in the report of its run, and opens a cell by its id", async () => {
    const { page } = await browser.open(pages.get("matrix") ?? "", {}, "#t2:request.max-results.range");
    const cell = page.locator('[id="t2:request.max-results.range"]');
    expect(await cell.innerText()).toMatch(/failed/u);
    expect(await page.locator("td:target").getAttribute("id")).toBe("t2:request.max-results.range");
    expect(await page.locator('[id="t1:request.max-results.range"] a').getAttribute("href")).toBe("./a%20b/report.html#request.max-results.range");
  });

  it("narrows a comparison by text", async () => {
    const { page } = await browser.open(pages.get("comparison of every kind") ?? "");
    await page.fill("input[name=text]", "goes-dark");
    expect(await page.locator("[data-counts]:visible").count()).toBe(1);
  });
});

/** Records with hostile text in all their fields, ids included, side by side. */
const hostilePages = {
  comparison: (): string => {
    const { old, new: now } = changedRuns();
    return renderPairHtml(pairReportOf(compareRuns(strangeRecord(old), strangeRecord(now))), (id) => ({ id, level: "must", text: hostile, source: hostile }));
  },
  answers: (): string => renderPairHtml(sampleAnswers(hostile), requirementNotesOf(sampleRecord(0))),
  matrix: (): string => renderMatrixHtml(sampleMatrix(hostileRecord)),
} as const;

function withoutFailures(record: RunRecord): RunRecord {
  return runOf(record.checks.map(({ id }) => sampleCheck({ id })));
}

describe.skipIf(noBrowser !== "")(`a comparison and a matrix of hostile targets, or of many failures, in a browser${noBrowser}`, () => {
  const browser = new TestBrowser();
  beforeAll(() => browser.start(), 60_000);
  afterAll(() => browser.stop());

  it.each([
    ["report", (many: RunRecord) => renderHtml(many, { requirementOf: requirementNotesOf(many), journal: () => "" })],
    ["comparison", (many: RunRecord) => renderPairHtml(pairReportOf(compareRuns(withoutFailures(many), many)), requirementNotesOf(many))],
    [
      "matrix",
      (many: RunRecord) =>
        renderMatrixHtml(
          matrixOf(
            [many, withoutFailures(many)].map((record) => ({ record, link: undefined })),
            catalogueOf(contractOf("ListSessions")),
          ),
        ),
    ],
  ])("open at once where 10,000 cases failed: %s", async (_, render) => {
    const { page } = await browser.open(render(manyFailures()));
    const ms = await page.evaluate<number>("performance.getEntriesByType('navigation')[0].loadEventEnd");
    expect(ms).toBeGreaterThan(0);
    // Generous, for machines that are busy: it takes a tenth of that.
    expect(ms).toBeLessThan(5_000);
  });

  it.each([
    ["comparison", "light", 1400],
    ["comparison", "dark", 360],
    ["matrix", "light", 1400],
    ["matrix", "dark", 360],
  ] as const)(
    "let nothing of them take effect: %s, %s, %i px",
    async (name, colours, width) => {
      const { page, misdeeds } = await browser.open(hostilePages[name](), { colours, width });
      await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
      expect(await page.locator("script, img, iframe, object, embed, [onerror], [onload]").count()).toBe(1);
      expect(await page.locator("#main :is(script, img, h5, style, link, meta)").count()).toBe(0);
      expect(await page.evaluate("document.querySelectorAll('body > :is(header, main, footer, a, p)').length")).toBe(5);
      expect(await page.locator("body").innerText()).toContain("<script>alert(1)</script>");
      expect(await page.locator("a[href]:not([href^='#'], [href^='./'])").count()).toBe(0);
      expect(await overflowOf(page)).toBe(0);
      expect(await seriousFindings(page)).toEqual([]);
      expect(misdeeds).toEqual([]);
    },
    60_000,
  );
});
