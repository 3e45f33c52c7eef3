import type { Command } from "commander";
import type { CommandLineOptions } from "../effective-options.ts";

/** The options that the command line itself gives: none of the defaults. */
export function givenOptions(command: Command): CommandLineOptions {
  return Object.fromEntries(Object.entries(command.opts<CommandLineOptions>()).filter(([name]) => command.getOptionValueSource(name) === "cli"));
}
