import { Command } from "commander";

/** `explain`: one property or requirement. */
export function explainCommand(): Command {
  return new Command("explain")
    .argument("<id>")
    .description("one property or requirement: where it comes from, what is sent, what is accepted")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExample:\n  glue-conformance explain request/max-results/refuses-wrong-range")
    .action(async (id: string, options: { json?: boolean }) => {
      const { printExplanation } = await import("./explain-action.ts");
      printExplanation(id, options);
    });
}
