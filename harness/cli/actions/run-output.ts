import type { Layout } from "../../../reports/encoding/layout.ts";
import { type Progress, renderProgress } from "../../../reports/text/run-header.ts";
import { stopWhenInterrupted } from "../terminal/interruption.ts";

/** Where a run prints, and the signal that ends it early. */
export interface RunOutput {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly progress: (progress: Progress) => void;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
}

/** Prints to standard output and standard error; `showsProgress` is whether progress is printed too. To be closed when the run is over. */
export function standardOutput(layout: Layout, showsProgress: boolean): RunOutput & { readonly close: () => void } {
  const interactive = process.stderr.isTTY && showsProgress;
  // On a terminal one line is overwritten; in a log a line is added every five seconds.
  const pause = interactive ? 100 : 5_000;
  let next = performance.now() + (interactive ? 0 : pause);
  const clear = (): void => {
    if (interactive) process.stderr.write("\r\u001B[2K");
  };
  const abort = new AbortController();
  const stop = stopWhenInterrupted("deleting sessions", () => abort.abort());
  return {
    signal: abort.signal,
    out: (text) => {
      clear();
      process.stdout.write(text);
    },
    err: (text) => {
      clear();
      process.stderr.write(text);
    },
    progress: (progress) => {
      if (!showsProgress || performance.now() < next) return;
      next = performance.now() + pause;
      process.stderr.write(renderProgress(progress, { ...layout, interactive }));
    },
    close: () => {
      clear();
      stop();
    },
  };
}

/** Outputs for several runs at the same time: the text of each is printed in one piece when it ends, and the progress of all as one line. */
export class SharedOutput {
  readonly #output: RunOutput;
  readonly #progress = new Map<string, Progress>();

  constructor(output: RunOutput) {
    this.#output = output;
  }

  /** The output of one run; `end` prints its text. */
  of(name: string): RunOutput & { readonly end: () => void } {
    const buffered: { readonly to: "out" | "err"; readonly text: string }[] = [];
    return {
      signal: this.#output.signal,
      out: (text) => void buffered.push({ to: "out", text }),
      err: (text) => void buffered.push({ to: "err", text }),
      progress: (progress) => {
        this.#progress.set(name, progress);
        this.#output.progress(this.#sum());
      },
      end: () => {
        this.#progress.delete(name);
        for (const { to, text } of buffered.splice(0)) this.#output[to](text);
      },
    };
  }

  #sum(): Progress {
    const all = [...this.#progress.values()];
    const sum = (of: (progress: Progress) => number): number => all.reduce((total, progress) => total + of(progress), 0);
    return {
      done: sum(({ done }) => done),
      total: sum(({ total }) => total),
      failed: sum(({ failed }) => failed),
      requests: sum(({ requests }) => requests),
      elapsedMs: Math.max(...all.map(({ elapsedMs }) => elapsedMs)),
      doing: [...this.#progress.keys()].join(", "),
    };
  }
}
