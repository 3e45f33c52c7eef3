import { lstatSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { formats } from "../../reports/formats/formats.ts";
import { makeFolder } from "../files/make-folder.ts";
import { journalName } from "./journal-file.ts";
import { contractName } from "./run-contract.ts";

/**
 * Moves what an earlier run left in a folder to the folder beside it that is named `.previous` in addition, in the place of what is there. What did not come
 * from a run stays. Where that cannot be done, or the folder is the one that the user works in, only the record is removed.
 */
export function keepPreviousRun(folder: string): void {
  const from = resolve(folder);
  const kept = `${from}.previous`;
  const names = [...formats.map(({ file }) => file), journalName, contractName];
  try {
    const found = names.filter((name) => lstatSync(join(from, name), { throwIfNoEntry: false })?.isFile() === true);
    if (found.length === 0 || from === process.cwd()) return;
    makeFolder(kept);
    for (const name of names) rmSync(join(kept, name), { force: true });
    for (const name of found) renameSync(join(from, name), join(kept, name));
  } catch {
    // As where the folder is a volume of its own: the new run takes its place.
  } finally {
    // A run that is killed must not leave the record of another one behind.
    rmSync(join(from, "run.json"), { force: true });
  }
}
