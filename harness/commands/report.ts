import { Command } from "commander";
import { list } from "./option-values.ts";
import type { ReportOptions } from "./report-action.ts";

/** `report`: renders a run again. */
export function reportCommand(): Command {
  return new Command("report")
    .argument("[run]", "folder of a run, its run.json, or an evidence archive")
    .description("render a run again in any format, recover the record of a run that was killed, or join the shards of a run")
    .option("--from-journal <dir>", "make the record of a killed run from its journal, of all that had been judged")
    .option("--merge <runs...>", "join the shards of a run, all of them: a run directory with the record and the journal of the whole; exit as `run`")
    .option("--format <list>", "reports, as for `run` (terminal; with --merge as for `run`)", list)
    .option("--out <dir>", "folder to write to; that of the run unless it is given (conformance-report with --merge)")
    .option("--page <file>", "text of the API page, whose own lines report.html then shows")
    .option("--verbose", "tell every failure in full")
    .option("--no-color", "print without colour")
    .addHelpText(
      "after",
      "\nExamples:\n  glue-conformance report conformance-report --format html,junit\n  glue-conformance report --from-journal conformance-report\n  glue-conformance report --merge shards/1 shards/2 shards/3 --out conformance-report",
    )
    .action(async (run: string | undefined, options: ReportOptions) => {
      const { reportRun } = await import("./report-action.ts");
      process.exitCode = await reportRun(run, options);
    });
}
