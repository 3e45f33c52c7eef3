import { Command } from "commander";

/** `list`: the properties and requirements. */
export function listCommand(): Command {
  return new Command("list")
    .description("the properties and the requirements that they judge")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExample:\n  glue-conformance list --json")
    .action(async (options: { json?: boolean }) => {
      const { printList } = await import("./list-action.ts");
      printList(options);
    });
}
