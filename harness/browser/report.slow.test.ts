import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hostileRecord } from "../../reports/hostile.testdata.ts";
import { renderHtml } from "../../reports/html/report/report.tsx";
import type { RunRecord } from "../../reports/record/run-record.ts";
import { sampleRecord } from "../../reports/sample-record.testdata.ts";
import { noBrowser, overflowOf, seriousFindings, TestBrowser } from "./browser.testdata.ts";
import { judgeService } from "../reference/operations/bank.testdata.ts";
import { createChangedService } from "../reference/faults/changed-service.ts";
import { faults } from "../reference/faults/all-faults.ts";
import { requirementNotesOf } from "../config/requirement-note.ts";

const names = ["max-results-zero-accepted", "crash-on-textual-max-results", "code-nowhere", "max-results-ignored", "last-page-again-and-again"];

/** A run against a service with several faults at a time. */
async function failingRun(): Promise<RunRecord> {
  const chosen = names.map((name) => faults.find((fault) => fault.name === name));
  const { record } = await judgeService(({ clock, random }) => {
    const [first] = chosen;
    if (first === undefined) throw new Error("the bank has lost a fault");
    const apply: typeof first.apply = (behaviour) => chosen.reduce((changed, fault) => fault?.apply(changed) ?? changed, behaviour);
    const uuid = (): string => `00000000-0000-4000-8000-${String(Math.floor(random() * 1e12)).padStart(12, "0")}`;
    return createChangedService({ ...first, apply }, { now: () => clock.now(), uuid });
  });
  return record;
}

const html = (record: RunRecord): string => renderHtml(record, { requirementOf: requirementNotesOf(record), journal: () => "" });

describe.skipIf(noBrowser !== "")(`report.html of a failing run in a browser${noBrowser}`, () => {
  const browser = new TestBrowser();
  let record: RunRecord;
  let report: string;

  beforeAll(async () => {
    record = await failingRun();
    report = html(record);
    await browser.start();
  }, 60_000);
  afterAll(() => browser.stop());

  it.each([
    { colours: "light", width: 1400 },
    { colours: "dark", width: 1400 },
    { colours: "light", width: 360 },
    { colours: "dark", width: 360 },
  ] as const)(
    "asks for nothing, says nothing on the console, fits the window and has nothing serious for axe: $colours, $width px",
    async (look) => {
      const { page, misdeeds } = await browser.open(report, look);
      await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
      expect(await seriousFindings(page)).toEqual([]);
      expect(await overflowOf(page)).toBe(0);
      expect(misdeeds).toEqual([]);
    },
    60_000,
  );

  it("opens with the verdict, the first failure and the command that repeats it", async () => {
    const { page } = await browser.open(report);
    expect(await page.locator("h1").innerText()).toMatch(/Fails\n.* against the ListSessions contract/u);
    const next = page.locator(".next");
    expect(await next.innerText()).toContain("Start with the first failure");
    expect(await next.locator("pre").first().innerText()).toMatch(/^curl |^glue-conformance replay /u);
    expect(await next.boundingBox()).toMatchObject({ y: expect.toSatisfy((y: number) => y < 200) });
  });

  it("opens the target of a link, and the sections around it", async () => {
    const failed = record.checks.filter(({ status }) => status === "failed");
    const last = existing(failed.at(-1)?.id);
    const { page } = await browser.open(report, {}, `#${last}`);
    const item = page.locator(`[id="${last}"]`);
    await expect.poll(() => item.getAttribute("open")).not.toBe(null);
    expect(await page.evaluate("scrollY")).toBeGreaterThan(500);
    await page.locator(`[id="${last}"] a[href^="#"]`).first().click();
    expect(await page.evaluate("location.hash")).toBe(`#${failed.at(-1)?.requirement}`);
  });

  it("has no dead link", async () => {
    const { page } = await browser.open(report);
    const lost = await page.evaluate(
      "[...document.querySelectorAll('a[href]')].map((a) => a.getAttribute('href')).filter((href) => !href.startsWith('#?') && (!href.startsWith('#') || document.getElementById(href.slice(1)) === null))",
    );
    expect(lost).toEqual([]);
    const twice = await page.evaluate(
      "(() => { const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id); return ids.filter((id, at) => ids.indexOf(id) !== at); })()",
    );
    expect(twice).toEqual([]);
  });

  it("draws every bar of its charts as large as its figure says", async () => {
    const { page } = await browser.open(report);
    const bars = await page.evaluate<readonly (readonly [number, number, number, number])[]>(
      `[...document.querySelectorAll('svg rect')].map((one) => { const { width, height } = one.getBBox();
        return [width, Number(one.getAttribute('width')), height, Number(one.getAttribute('height'))]; })`,
    );
    expect(bars.length).toBeGreaterThan(20);
    expect(bars.filter(([width, expected, height, high]) => Math.abs(width - expected) > 0.1 || Math.abs(height - high) > 0.1)).toEqual([]);
  });

  it("filters by level, outcome and text, and says how many are left", async () => {
    const { page } = await browser.open(report);
    const shown = page.locator("[data-counts]:visible");
    const all = record.checks.length;
    expect(await shown.count()).toBe(all);
    const should = record.checks.filter(({ level, status }) => level === "should" && status === "failed");
    await page.getByLabel("Level").selectOption("should");
    await page.getByLabel("Outcome").selectOption("failed");
    expect(await shown.count()).toBe(should.length);
    expect(await page.locator("output").innerText()).toBe(should.length === 0 ? `None of ${all} matches.` : `${should.length} of ${all} shown`);
    await page.getByRole("button", { name: "Clear" }).click();
    expect(await shown.count()).toBe(all);
    await page.getByRole("searchbox").fill("refuses-wrong-range");
    const named = record.checks.filter((check) => JSON.stringify([check.id, check.breaches]).includes("refuses-wrong-range"));
    expect(await shown.count()).toBe(named.length);
    await page.getByRole("searchbox").fill("no such thing anywhere");
    expect(await page.locator("output").innerText()).toBe(`None of ${all} matches.`);
  });

  it("keeps the filter in the address, and leads from a count to what it counts", async () => {
    const { page } = await browser.open(report);
    await page.getByLabel("Level").selectOption("should");
    await page.keyboard.press("Escape");
    await page.locator("body").press("/");
    await page.keyboard.type("a & b");
    expect(await page.evaluate("location.hash")).toBe("#?level=should&text=a%20%26%20b");
    await page.reload();
    expect(await page.getByLabel("Level").inputValue()).toBe("should");
    expect(await page.getByRole("searchbox").inputValue()).toBe("a & b");
    await page.getByRole("button", { name: "Clear" }).click();
    expect(await page.evaluate("location.hash")).toBe("");
    const count = page.locator(".counts a").first();
    const failed = Number(await count.innerText());
    await count.click();
    await expect.poll(() => page.locator("[data-counts]:visible").count()).toBe(failed);
    await expect.poll(() => page.evaluate<number>("scrollY")).toBeGreaterThan(500);
  });

  it("prints the page to sign alone where it is the target, and all pages otherwise", async () => {
    const shown = async (hash: string): Promise<readonly boolean[]> => {
      const { page } = await browser.open(report, {}, hash);
      await page.emulateMedia({ media: "print" });
      return await Promise.all(["#verdict", "#failures", "#sign"].map((id) => page.locator(id).isVisible()));
    };
    expect(await shown("#sign")).toEqual([false, false, true]);
    expect(await shown("")).toEqual([true, true, true]);
  });

  it("marks what a violation points at in the answer", async () => {
    const { page } = await browser.open(report);
    await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
    expect(await page.locator("#failures .line.differs mark").count()).toBeGreaterThan(3);
  });

  it("shows the target of a link that a filter had hidden", async () => {
    const { page } = await browser.open(report);
    const id = existing(record.checks.find(({ status }) => status === "failed")?.id);
    await page.getByLabel("Outcome").selectOption("passed");
    expect(await page.locator(`[id="${id}"]`).isVisible()).toBe(false);
    await page.evaluate(`location.hash = ${JSON.stringify(`#${id}`)}`);
    await expect.poll(() => page.locator(`[id="${id}"]`).isVisible()).toBe(true);
  });

  it("copies the curl line and the bug report to the clipboard, and says so", async () => {
    const { page, misdeeds } = await browser.open(report);
    const button = page.locator(".next [data-copies]").first();
    const text = await page.locator(".next pre").first().textContent();
    await button.click();
    await expect.poll(() => button.innerText()).toBe("Copied");
    expect(await page.locator("#status").textContent()).toBe("Copied");
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(text);
    await page.locator(".bug-report summary").first().click();
    await page.getByRole("button", { name: "Copy bug report" }).first().click();
    await expect.poll(() => page.evaluate("navigator.clipboard.readText()")).toMatch(/^### `ListSessions`: /u);
    expect(misdeeds).toEqual([]);
  });

  it("changes its theme by the button, and keeps the choice", async () => {
    const { page } = await browser.open(report, { colours: "light" });
    const ground = (): Promise<unknown> => page.evaluate("getComputedStyle(document.documentElement).backgroundColor");
    const light = await ground();
    await page.getByRole("button", { name: "Dark theme" }).click();
    const dark = await ground();
    expect(dark).not.toBe(light);
    // The browser stores the choice in its own time.
    const later = async (): Promise<unknown> => {
      await page.reload();
      return await ground();
    };
    await expect.poll(later).toBe(dark);
    await page.getByRole("button", { name: "Light theme" }).click();
    expect(await ground()).toBe(light);
  });

  it("can be used by keyboard only", async () => {
    const { page } = await browser.open(report);
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to the content");
    await page.locator("#failures summary").first().focus();
    const first = page.locator("#failures details.failure").first();
    const before = await first.getAttribute("open");
    await page.keyboard.press("Enter");
    expect((await first.getAttribute("open")) === null).toBe(before !== null);
  });

  it("can be read without scripts, its controls hidden", async () => {
    const { page, misdeeds } = await browser.open(report, { scripts: false });
    for (const control of ["[data-theme-button]", "form[data-filter]", "[data-copies]"]) expect(await page.locator(control).first().isVisible()).toBe(false);
    const second = page.locator("details.failure").nth(1);
    await second.locator("summary").first().click();
    expect(await second.locator("pre").first().isVisible()).toBe(true);
    expect(misdeeds).toEqual([]);
  });
});

/** What must be there, or the test has nothing to open. */
function existing(id: string | undefined): string {
  if (id === undefined) throw new Error("the run has no failure");
  return id;
}

describe.skipIf(noBrowser !== "")(`report.html of a hostile target in a browser${noBrowser}`, () => {
  const browser = new TestBrowser();
  beforeAll(() => browser.start(), 60_000);
  afterAll(() => browser.stop());

  it.each([
    { colours: "light", width: 360 },
    { colours: "dark", width: 1400 },
  ] as const)(
    "lets nothing of it take effect: $colours, $width px",
    async (look) => {
      const { page, misdeeds } = await browser.open(html(hostileRecord(sampleRecord(25))), look);
      await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
      expect(await page.locator("script, img, iframe, object, embed, [onerror], [onload]").count()).toBe(1);
      expect(await page.locator("#main :is(script, img, h5, style, link, meta)").count()).toBe(0);
      expect(await page.evaluate("document.querySelectorAll('body > :is(header, main, footer, a, p)').length")).toBe(5);
      expect(await page.locator("body").innerText()).toContain("<script>alert(1)</script>");
      expect(await overflowOf(page)).toBe(0);
      expect(await seriousFindings(page)).toEqual([]);
      expect(misdeeds).toEqual([]);
    },
    60_000,
  );
});
