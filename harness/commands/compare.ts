import { Command } from "commander";
import { list } from "./option-values.ts";
import type { CompareOptions } from "./compare-action.ts";

/** `compare OLD NEW`: what changed between two runs. */
export function compareCommand(): Command {
  return new Command("compare")
    .description("what changed between two runs; the exit status is 1 on a regression")
    .argument("<old>", "the run before: its folder, its run.json, or an evidence archive")
    .argument("<new>", "the run after")
    .option("--strict", "a `should` that newly fails is a regression, too")
    .option("--format <list>", "terminal, markdown, json, html (terminal); one goes to standard output where there is no --out", list)
    .option("--out <dir>", "folder for the files, or the file where there is one")
    .option("--verbose", "tell every change, and what newly fails in full")
    .option("--no-color", "print without colour")
    .addHelpText("after", "\nExample:\n  glue-conformance compare last-release/ conformance-report/ --format markdown >> $GITHUB_STEP_SUMMARY")
    .action(async (old: string, now: string, options: CompareOptions) => {
      const { compareStoredRuns } = await import("./compare-action.ts");
      process.exitCode = await compareStoredRuns(old, now, options);
    });
}
