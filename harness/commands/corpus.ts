import { Command, Option } from "commander";
import type { CorpusOptions } from "./corpus-action.ts";
import { list, number, seed } from "./option-values.ts";

/** `corpus`: the cases for use without this tool. */
export function corpusCommand(): Command {
  return new Command("corpus")
    .description("write the cases that are one request and need no state as JSON Lines, each with the answers that are accepted (reports/corpus.schema.json)")
    .option("--seed <n>", "seed of the generated cases (1); `random` draws one", seed)
    .addOption(new Option("--effort <effort>", "how much is generated (standard)").choices(["quick", "standard", "deep"]))
    .option("--cases <n>", "generated cases of each random property", number(1))
    .option("--out <file>", "write there instead of to standard output")
    .option("--only <glob>", "cases of these properties only; may be repeated", list)
    .option("--skip <glob>", "leave cases of these properties out; may be repeated", list)
    .addHelpText("after", "\nExample:\n  glue-conformance corpus --seed 1 --out corpus.jsonl")
    .action(async (options: CorpusOptions) => {
      const { writeCorpus } = await import("./corpus-action.ts");
      writeCorpus(options);
    });
}
