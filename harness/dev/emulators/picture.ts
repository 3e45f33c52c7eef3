import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { writeReports } from "../../storage/write-reports.ts";
import { runProgram, say } from "../processes/program.ts";
import { chromiumLacks, launchChromium } from "./chromium.ts";
import { recordIn, records } from "./findings.ts";

/** The emulator whose report the README shows. */
const name = "moto";

/** The visible part of the page, in CSS pixels: its top, in a window of that size. */
const viewport = { width: 1200, height: 755 };

const usage = `Usage: npm run picture

Renders the record of ${name} to HTML, opens it in a browser, and saves the picture that the README shows.
`;

await runProgram(usage, {}, async () => {
  const record = recordIn(join(records, name));
  if (record === undefined) throw new Error(`There is no record of ${name} in reports/emulators/. Make it: npm run emulators -- ${name} --record`);
  if (chromiumLacks !== undefined) throw new Error(`No picture can be taken: ${chromiumLacks}.`);
  const folder = mkdtempSync(join(tmpdir(), "glue-conformance-"));
  const browser = await launchChromium();
  try {
    const [problem] = await writeReports(record, ["html"], { out: folder });
    if (problem !== undefined) throw new Error(problem);
    const page = await browser.newPage({ viewport, colorScheme: "light" });
    await page.goto(pathToFileURL(join(folder, "report.html")).href);
    await page.screenshot({ path: join(records, name, "report.png") });
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
  say(`written: reports/emulators/${name}/report.png, of ${record.target.name}`);
  return 0;
});
