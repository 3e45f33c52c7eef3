import { Command } from "commander";
import type { MatrixOptions } from "./matrix-action.ts";
import { list } from "./option-values.ts";

/** `matrix RUN…`: several targets side by side. */
export function matrixCommand(): Command {
  return new Command("matrix")
    .description("several targets side by side, requirement by requirement")
    .argument("<run...>", "two runs or more, each a folder, its run.json, or an evidence archive")
    .option("--format <list>", "terminal, html, markdown, json (terminal,html); one goes to standard output where there is no --out", list)
    .option("--out <dir>", "folder for the files, or the file where there is one (conformance-report where no format is named)")
    .option("--no-color", "print without colour")
    .addHelpText("after", "\nExample:\n  glue-conformance matrix moto/ localstack/ --out matrix.html --format html")
    .action(async (runs: readonly string[], options: MatrixOptions) => {
      const { setSideBySide } = await import("./matrix-action.ts");
      await setSideBySide(runs, options);
    });
}
