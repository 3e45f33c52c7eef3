import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { chromiumLacks, launchChromium } from "../dev/emulators/chromium.ts";

/** Why nothing can be opened in a browser here; empty where it can. A caller's title shows it. */
export const noBrowser = chromiumLacks === undefined ? "" : ` (skipped: ${chromiumLacks})`;
if (chromiumLacks !== undefined) process.stdout.write(`\nskipped: no test in a browser: ${chromiumLacks}\n`);

/** How a document is viewed. */
export interface Look {
  readonly colours?: "light" | "dark";
  readonly width?: number;
  readonly scripts?: boolean;
}

/** A document that is open in a browser, and all that it did which a document of ours must not do. */
export interface OpenDocument {
  readonly page: Page;
  /** Requests, console messages, errors, dialogs. */
  readonly misdeeds: readonly string[];
}

/** A browser with a folder for the documents that it opens. */
export class TestBrowser {
  readonly #folder = mkdtempSync(join(tmpdir(), "glue-conformance-"));
  #browser: Browser | undefined;
  #context: BrowserContext | undefined;

  async start(): Promise<void> {
    this.#browser = await launchChromium();
  }

  async stop(): Promise<void> {
    await this.#browser?.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Opens a document from its file; closes the one that was open before. */
  async open(html: string, { colours = "light", width = 1400, scripts = true }: Look = {}, hash = ""): Promise<OpenDocument> {
    if (this.#browser === undefined) throw new Error("the browser was not started");
    const file = join(this.#folder, "report.html");
    writeFileSync(file, html);
    const url = pathToFileURL(file).href;
    await this.#context?.close();
    const context = await this.#browser.newContext({
      viewport: { width, height: 800 },
      colorScheme: colours,
      javaScriptEnabled: scripts,
      permissions: ["clipboard-read", "clipboard-write"],
    });
    this.#context = context;
    const page = await context.newPage();
    const misdeeds: string[] = [];
    page.on("request", (request) => request.url() === url || misdeeds.push(`request ${request.url().slice(0, 200)}`));
    page.on("console", (message) => misdeeds.push(`console ${message.text()}`));
    page.on("pageerror", (error) => misdeeds.push(`error ${error.message}`));
    page.on("dialog", (dialog) => {
      misdeeds.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("popup", () => misdeeds.push("popup"));
    await page.goto(url + hash);
    return { page, misdeeds };
  }
}

/** What axe finds serious or critical in a document: rule and first element of each. */
export async function seriousFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return await page.evaluate<string[]>(
    `axe.run({ resultTypes: ["violations"] }).then(({ violations }) => violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => id + ": " + nodes[0].html.slice(0, 200) + " " + (nodes[0].any[0]?.message ?? "")))`,
  );
}

/** By how many pixels a document is wider than its window. */
export async function overflowOf(page: Page): Promise<number> {
  return await page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
}
