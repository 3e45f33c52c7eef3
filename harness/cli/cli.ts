#!/usr/bin/env node
import { runCommandLine } from "./command-line.ts";
import { leaveWhenInterrupted } from "./terminal/interruption.ts";

// A reader that closes the pipe, as `head` or a terminal may, must not end a run that has sessions to delete.
const gone: ReadonlySet<string | undefined> = new Set(["EPIPE", "EIO"]);
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (!gone.has(error.code)) throw error;
  });
}

leaveWhenInterrupted();

await runCommandLine(process.argv.slice(2));
