import { Command } from "commander";
import type { CleanupOptions } from "./cleanup-action.ts";
import { withTargetOptions } from "./target-options.ts";

/** `cleanup`: deletes the sessions that an earlier, killed run left on a target. */
export function cleanupCommand(): Command {
  return withTargetOptions(
    new Command("cleanup")
      .argument("[folder]", "folder of the run, with its journal (conformance-report)")
      .description("delete the sessions that an earlier, killed run left on a target: those in its journal, or with the prefix of a run that you name")
      .option("--run-id <id>", "without a journal: the run whose sessions are deleted, by the id that is part of theirs; needs --endpoint"),
  )
    .addHelpText(
      "after",
      "\nExamples:\n  glue-conformance cleanup conformance-report\n  glue-conformance cleanup --run-id 0a1b2c3d4e --endpoint http://127.0.0.1:5000",
    )
    .action(async (folder: string | undefined, options: CleanupOptions) => {
      const { cleanUp } = await import("./cleanup-action.ts");
      process.exitCode = await cleanUp(folder, options);
    });
}
