import { Command } from "commander";
import type { ExtractOptions } from "./extract-action.ts";

/** `extract`: page text to contract. */
export function extractCommand(): Command {
  return new Command("extract")
    .argument("<page>")
    .description("the contract of an API page")
    .option("--json", "print the whole contract as JSON")
    .option("--against <contract>", "what the page changes of a contract: a folder of spec/contracts, a file written by extract --json, or a shipped operation")
    .addHelpText(
      "after",
      "\nExit status: 0; with --against 0 where both say the same and run records stay comparable, 1 where they differ; 2 where a page or contract cannot be used." +
        "\n\nExamples:\n  glue-conformance extract ListSessions.txt --json\n  glue-conformance extract --against ListSessions ListSessions-new.txt",
    )
    .action(async (page: string, options: ExtractOptions) => {
      const { printContract } = await import("./extract-action.ts");
      process.exitCode = await printContract(page, options);
    });
}
