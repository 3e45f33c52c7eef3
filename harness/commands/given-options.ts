import type { Command } from "commander";
import type { RepeatedOptions } from "./command-lines.ts";

/** The options that the command line itself gives: none of the defaults. */
export function givenOptions(command: Command): RepeatedOptions {
  return Object.fromEntries(Object.entries(command.opts<RepeatedOptions>()).filter(([name]) => command.getOptionValueSource(name) === "cli"));
}
