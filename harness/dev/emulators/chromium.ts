import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const program = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";

/** Why there is no browser, and what to do about it; undefined where there is one. */
export const chromiumLacks = existsSync(program) ? undefined : `there is no ${program}; install chromium or set CHROMIUM_PATH`;

const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts the browser that this machine has, without a window and without calls of its own. */
export async function launchChromium(): Promise<Browser> {
  return await chromium.launch({ executablePath: program, args: quiet });
}
