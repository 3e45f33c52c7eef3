import { Command } from "commander";
import type { ProofOptions } from "./proof-action.ts";

/** `proof`: the suite judged. */
export function proofCommand(): Command {
  return new Command("proof")
    .description("the suite judged: faults caught, legal variants accused, idle servers passed, requests needed")
    .option("--full", "20 seeds for each variant and 50 for the reference service, instead of 3 and 5")
    .option("--json", "as JSON")
    .option("--write", "make the figures those that every report carries")
    .addHelpText("after", "\nExample:\n  glue-conformance proof")
    .action(async (options: ProofOptions) => {
      const { proveAndPrint } = await import("./proof-action.ts");
      process.exitCode = await proveAndPrint(options);
    });
}
