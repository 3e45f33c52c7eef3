import type { Layout } from "../../../reports/encoding/layout.ts";
import { type Progress, renderProgress } from "../../../reports/text/run-header.ts";
import { stopWhenInterrupted } from "../terminal/interruption.ts";

/** Where a run tells what it does, and what ends it early. */
export interface RunOutput {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly progress: (progress: Progress) => void;
  /** Aborted where the user interrupts. */
  readonly signal: AbortSignal;
}

/** Tells on standard output and standard error; `tells` is whether there is anything to tell while it goes on. To be closed when it is over. */
export function standardOutput(layout: Layout, tells: boolean): RunOutput & { readonly close: () => void } {
  const interactive = process.stderr.isTTY && tells;
  // A line that is written over on a terminal; in a log a line at the most every five seconds.
  const pause = interactive ? 100 : 5_000;
  let next = performance.now() + (interactive ? 0 : pause);
  const clear = (): void => {
    if (interactive) process.stderr.write("\r\u001B[2K");
  };
  const abort = new AbortController();
  const stop = stopWhenInterrupted("sessions are taken away", () => abort.abort());
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
      if (!tells || performance.now() < next) return;
      next = performance.now() + pause;
      process.stderr.write(renderProgress(progress, { ...layout, interactive }));
    },
    close: () => {
      clear();
      stop();
    },
  };
}

/** Outputs for several runs at the same time: what each tells is handed on as one piece when it is over, and how far all are as one line. */
export class SharedOutput {
  readonly #output: RunOutput;
  readonly #progress = new Map<string, Progress>();

  constructor(output: RunOutput) {
    this.#output = output;
  }

  /** The output of one of the runs; `end` hands on what it told. */
  of(name: string): RunOutput & { readonly end: () => void } {
    const reported: { readonly to: "out" | "err"; readonly text: string }[] = [];
    return {
      signal: this.#output.signal,
      out: (text) => void reported.push({ to: "out", text }),
      err: (text) => void reported.push({ to: "err", text }),
      progress: (progress) => {
        this.#progress.set(name, progress);
        this.#output.progress(this.#sum());
      },
      end: () => {
        this.#progress.delete(name);
        for (const { to, text } of reported.splice(0)) this.#output[to](text);
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
