import { Command, Option } from "commander";
import type { ListOptions } from "./list-action.ts";
import { list } from "./option-values.ts";

/** `list`: the properties and requirements. */
export function listCommand(): Command {
  return new Command("list")
    .description("the properties and the requirements that they judge")
    .option("--json", "as JSON")
    .addOption(new Option("--level <level>", "those of one level only").choices(["must", "should", "may"]))
    .option("--operation <name>", "those of another shipped operation (ListSessions)")
    .option("--only <glob>", "these properties only; may be repeated", list)
    .addHelpText("after", "\nExamples:\n  glue-conformance list --json\n  glue-conformance list --level must --only request/tags")
    .action(async (options: ListOptions) => {
      const { printList } = await import("./list-action.ts");
      printList(options);
    });
}
