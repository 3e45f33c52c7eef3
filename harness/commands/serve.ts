import { Command } from "commander";
import { number } from "./option-values.ts";
import type { ServeOptions } from "./serve-action.ts";

/** `serve`: the reference service, or one of the bank. */
export function serveCommand(): Command {
  return new Command("serve")
    .description("the reference service on a loopback port")
    .option("--port <n>", "port to listen on; 0 takes a free one", number(0), 4_580)
    .option("--sessions <n>", "so many sessions of somebody else, every member set, are there from the beginning", number(0))
    .option("--fault <name>", "with one fault of the bank")
    .option("--variant <name>", "as one of the unusual but legal variants")
    .option("--idle <name>", "one of the servers that do no work instead")
    .addHelpText("after", "\nExample:\n  glue-conformance serve --port 4580 --fault max-results-numeric-text")
    .action(async (options: ServeOptions) => {
      const { serve } = await import("./serve-action.ts");
      await serve(options);
    });
}
