import { spawn } from "node:child_process";
import { constants } from "node:os";

/** A program that ran to its end. */
export interface EndedProcess {
  /** Its exit status, 128 and the number of the signal where one ended it. */
  readonly status: number;
  readonly wallMs: number;
  /** What it wrote, unless it wrote to the terminal; the end of it for `stderr`. */
  readonly stdout: string;
  readonly stderr: string;
}

/** How a program is run. */
export interface ProcessOptions {
  readonly folder?: string;
  /** All of its variables: those of this process unless given. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Whether it uses the terminal of this process. */
  readonly inTerminal?: boolean;
  /** When it gets a signal, and which. */
  readonly limit?: { readonly ms: number; readonly signal: "SIGINT" | "SIGKILL" };
}

/** Runs a program to its end. It is ended at the latest with this process, which waits for it when Ctrl-C reaches both. */
export async function runProcess(command: string, args: readonly string[], options: ProcessOptions = {}): Promise<EndedProcess> {
  const { folder, environment = process.env, inTerminal = false, limit } = options;
  const start = performance.now();
  const child = spawn(command, args, { cwd: folder, env: environment, stdio: inTerminal ? "inherit" : ["ignore", "pipe", "pipe"] });
  let [stdout, stderr] = ["", ""];
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr = (stderr + text).slice(-5_000)));
  const end = (): void => void child.kill("SIGKILL");
  const wait = (): void => undefined;
  process.once("exit", end);
  if (inTerminal) process.on("SIGINT", wait);
  const timer = limit && setTimeout(() => child.kill(limit.signal), limit.ms);
  try {
    const status = await new Promise<number>((resolve, reject) => {
      child.once("error", reject).once("close", (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? "SIGKILL"]));
    });
    return { status, wallMs: performance.now() - start, stdout, stderr };
  } finally {
    clearTimeout(timer);
    process.off("exit", end).off("SIGINT", wait);
  }
}
