import { Command } from "commander";
import type { ReplayOptions } from "./replay-action.ts";
import { withTargetOptions } from "./target-options.ts";

/** `replay`: sends one case of a run again. */
export function replayCommand(): Command {
  return withTargetOptions(
    new Command("replay")
      .argument("<case-id>", "the case, as reports name it")
      .description("send one case of a run again, sessions included, to the same or another endpoint, and show the exchanges; exit 1 where it fails again")
      .option("--run <run>", "folder of the run, with its exchanges.jsonl, or its evidence archive", "conformance-report"),
  )
    .option("--dry-run", "only show the requests, as the run sent them; send nothing")
    .option("--json", "print JSON (replay.schema.json)")
    .option("--no-color", "print without colour")
    .addHelpText(
      "after",
      "\nExample:\n  glue-conformance replay 'request/max-results/refuses-wrong-range#MaxResults/maximum/above' --endpoint http://127.0.0.1:5000\n\nExit: 0 it does not fail any more, 1 it fails again, 2 it cannot be sent again, 3 the target could not be judged",
    )
    .action(async (id: string, options: ReplayOptions) => {
      const { replay } = await import("./replay-action.ts");
      process.exitCode = await replay(id, options);
    });
}
