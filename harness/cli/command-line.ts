import { Command, CommanderError } from "commander";
import { adviceOf, HarnessError } from "../runtime/harness-error.ts";
import { manifest } from "../runtime/package-manifest.ts";
import { allCommands } from "./commands.ts";

/** Carries out a command line, and sets the exit status of the process. */
export async function runCommandLine(args: readonly string[]): Promise<void> {
  const program = new Command(manifest.name)
    .description("Judges an implementation of AWS Glue ListSessions against the contract taken from its API page.")
    .version(manifest.version)
    .exitOverride()
    .showHelpAfterError("(see glue-conformance --help)")
    .addHelpText(
      "after",
      "\nExample:\n  glue-conformance run --endpoint http://127.0.0.1:5000 --name moto\n\nEach command has its own --help, with an example.",
    );
  for (const command of allCommands) program.addCommand(command().copyInheritedSettings(program));
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    // Commander has printed its own errors already.
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else {
      process.stderr.write(`glue-conformance: ${adviceOf(error)}\n`);
      if (!(error instanceof HarnessError) && process.env["GLUE_CONFORMANCE_DEBUG"] !== undefined && error instanceof Error)
        process.stderr.write(`${error.stack ?? ""}\n`);
      process.exitCode = 2;
    }
  }
}
