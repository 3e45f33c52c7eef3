import { Command } from "commander";
import type { RejudgeOptions } from "./rejudge-action.ts";

/** `rejudge`: judges the stored exchanges of a run again. */
export function rejudgeCommand(): Command {
  return new Command("rejudge")
    .argument("<run>", "folder of a run, with its run.json and exchanges.jsonl")
    .description("judge the stored exchanges of a run again, without the target, with the properties of this version; exit 1 where the verdict changes")
    .option("--out <file>", "write the new run record there")
    .option("--verbose", "tell every change in full")
    .option("--no-color", "print without colour")
    .addHelpText("after", "\nExample:\n  glue-conformance rejudge conformance-report")
    .action(async (run: string, options: RejudgeOptions) => {
      const { rejudgeRun } = await import("./rejudge-action.ts");
      process.exitCode = await rejudgeRun(run, options);
    });
}
