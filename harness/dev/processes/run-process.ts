import { execFile, type ExecFileOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { commandLine } from "./package-root.ts";

/** A program that ran to its end. */
export interface EndedProcess {
  /** Its exit status, 128 and the number of the signal where one ended it. */
  readonly status: number;
  readonly wallMs: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. Rejects where it cannot be started. */
export async function runProcess(command: string, args: readonly string[], options: ExecFileOptions = {}): Promise<EndedProcess> {
  const start = performance.now();
  return await new Promise((resolve, reject) => {
    const child = execFile(command, args, { maxBuffer: 2 ** 30, ...options, encoding: "utf8" }, (error, stdout, stderr) => {
      if (typeof error?.code === "string") reject(new Error(error.message, { cause: error }));
      else resolve({ status: statusOf(child.exitCode, child.signalCode), wallMs: performance.now() - start, stdout, stderr });
    });
    child.stdin?.end();
  });
}

/** Runs the suite in the terminal of this process; resolves to its exit status. Ctrl-C reaches both, and this process waits. */
export async function runInTerminal(options: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [commandLine, "run", ...options], { stdio: "inherit" });
  const wait = (): void => undefined;
  process.on("SIGINT", wait);
  const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  process.off("SIGINT", wait);
  return statusOf(code, signal);
}

function statusOf(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + constants.signals[signal ?? "SIGKILL"];
}

/** What a program said of its problem: its last words. */
export function lastWords({ status, stdout, stderr }: EndedProcess): string {
  return `exit ${String(status)}: ${(stderr.trim() || stdout.trim()).slice(-5_000)}`;
}
