import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { emulatorsPage } from "./emulators-page.ts";
import { records } from "./folder.ts";

/** Checks in the record of a judged emulator, and the page that sets all of them side by side. */
export async function writeRecord(name: string, out: string): Promise<void> {
  const folder = join(records, name);
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(out, "run.json"), join(folder, "run.json"));
  writeFileSync(join(records, "README.md"), emulatorsPage());
}
