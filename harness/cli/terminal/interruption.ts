/** What interrupts a command; the last comes when its terminal goes away, often more than once. */
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Exit status of a command that was interrupted. */
export const interruptedExit = 130;

/** Ends the process when it is interrupted, unless a command sees to an end in order. */
export function leaveWhenInterrupted(): void {
  for (const signal of signals) process.on(signal, () => process.listenerCount(signal) === 1 && leave());
}

/** Calls `stop` when the process is interrupted, after saying what is done about it; the second time it ends at once, unless by its terminal. The result gives the signals back. */
export function stopWhenInterrupted(doing: string, stop: () => void): () => void {
  let isAsked = false;
  const interrupt = (signal: NodeJS.Signals): void => {
    if (isAsked) {
      if (signal !== "SIGHUP") leave();
      return;
    }
    isAsked = true;
    process.stderr.write(`\nglue-conformance: stopping; ${doing}. Once more to leave at once.\n`);
    stop();
  };
  for (const signal of signals) process.on(signal, interrupt);
  return () => {
    for (const signal of signals) process.off(signal, interrupt);
  };
}

function leave(): never {
  // oxlint-disable-next-line unicorn/no-process-exit -- whoever asks twice, or where nothing is to be put in order, wants out, whatever is still open
  process.exit(interruptedExit);
}
