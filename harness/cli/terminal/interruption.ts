/** Signals that interrupt a command; the last is sent when its terminal closes, often more than once. */
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Exit status of a command that was interrupted. */
export const interruptedExit = 130;

/** Ends the process when it is interrupted, unless a command handles that itself. */
export function leaveWhenInterrupted(): void {
  for (const signal of signals) process.on(signal, () => process.listenerCount(signal) === 1 && leave());
}

/** Calls `stop` when the process is interrupted, after printing what the command is `doing`; a second signal ends it immediately, except SIGHUP. The result removes the handlers. */
export function stopWhenInterrupted(doing: string, stop: () => void): () => void {
  let isAsked = false;
  const interrupt = (signal: NodeJS.Signals): void => {
    if (isAsked) {
      if (signal !== "SIGHUP") leave();
      return;
    }
    isAsked = true;
    process.stderr.write(`\nglue-conformance: Stopping and ${doing}. Press Ctrl-C again to quit immediately.\n`);
    stop();
  };
  for (const signal of signals) process.on(signal, interrupt);
  return () => {
    for (const signal of signals) process.off(signal, interrupt);
  };
}

function leave(): never {
  // oxlint-disable-next-line unicorn/no-process-exit -- a second signal, or one with nothing to clean up, ends the process with sockets and timers still open
  process.exit(interruptedExit);
}
