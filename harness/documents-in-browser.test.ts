import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noBrowser, TestBrowser } from "./browser.testdata.ts";
import { documentText, renderDocument } from "./documents.testdata.ts";

/** A window as high as most are, and as wide as a document is on GitHub. */
const screen = { width: 900, height: 1080 };

describe.skipIf(noBrowser !== "")(`the README in a browser${noBrowser}`, () => {
  const browser = new TestBrowser();
  beforeAll(async () => {
    await browser.start();
  }, 60_000);
  afterAll(async () => {
    await browser.stop();
  }, 60_000);

  const heightOf = async (text: string): Promise<number> => {
    const { page } = await browser.open(renderDocument(text), { width: screen.width });
    expect(await page.evaluate("[...document.images].every(({ complete, naturalWidth }) => complete && naturalWidth > 0)")).toBe(true);
    return await page.evaluate<number>("Math.ceil(document.body.getBoundingClientRect().height)");
  };

  it("takes two screens while nothing is unfolded", { timeout: 60_000 }, async () => {
    const readme = documentText("README.md");
    const height = await heightOf(readme);
    expect(height).toBeLessThanOrEqual(2 * screen.height);
    // The measure tells: unfolded it takes many.
    expect(await heightOf(readme.replaceAll("<details>", "<details open>"))).toBeGreaterThan(5 * height);
  });
});
