import { Command } from "commander";
import type { ExplainOptions } from "./explain-action.ts";

/** `explain`: one property or requirement. */
export function explainCommand(): Command {
  return new Command("explain")
    .argument("<id>")
    .description("one property or requirement: where it comes from, what is sent, what is accepted")
    .option("--json", "as JSON")
    .option("--operation <name>", "of another shipped operation (ListSessions)")
    .option("--run <run>", "print the failure in that run as a bug report for the target's tracker; a case or a property")
    .addHelpText(
      "after",
      "\nExamples:\n  glue-conformance explain request/max-results/refuses-wrong-range\n  glue-conformance explain request/max-results/refuses-wrong-range --run conformance-report",
    )
    .action(async (id: string, options: ExplainOptions) => {
      const { printExplanation } = await import("./explain-action.ts");
      printExplanation(id, options);
    });
}
