#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { allCommands } from "./commands.ts";
import { adviceOf, HarnessError } from "../runtime/harness-error.ts";
import { leaveWhenInterrupted } from "./terminal/interruption.ts";
import { manifest } from "../runtime/package-manifest.ts";

const program = new Command(manifest.name)
  .description("Judges an implementation of AWS Glue ListSessions against the contract taken from its API page.")
  .version(manifest.version)
  .exitOverride()
  .showHelpAfterError("(see glue-conformance --help)")
  .addHelpText("after", "\nExample:\n  glue-conformance run --endpoint http://127.0.0.1:5000 --name moto\n\nEach command has its own --help, with an example.");

for (const command of allCommands) program.addCommand(command().copyInheritedSettings(program));

// A reader that closes the pipe, as `head` or a terminal may, must not end a run that has sessions to delete.
const gone: ReadonlySet<string | undefined> = new Set(["EPIPE", "EIO"]);
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (!gone.has(error.code)) throw error;
  });
}

leaveWhenInterrupted();

try {
  await program.parseAsync();
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
