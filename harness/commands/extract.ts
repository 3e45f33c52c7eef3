import { Command } from "commander";

/** `extract`: page text to contract. */
export function extractCommand(): Command {
  return new Command("extract")
    .argument("<page>")
    .description("the contract of an API page")
    .option("--json", "print the whole contract as JSON")
    .addHelpText("after", "\nExample:\n  glue-conformance extract ListSessions.txt --json")
    .action(async (page: string, options: { json?: boolean }) => {
      const { printContract } = await import("./extract-action.ts");
      await printContract(page, options);
    });
}
