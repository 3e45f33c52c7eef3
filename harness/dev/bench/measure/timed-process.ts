import { spawn } from "node:child_process";

/** A process that ran to its end. */
export interface Timed {
  readonly status: number | null;
  readonly wallMs: number;
  readonly stdout: string;
  /** The end of what it wrote to stderr. */
  readonly stderr: string;
}

/** Runs a program to its end, in another folder where one is named; it is ended at the latest with this process. */
export async function timeProcess(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  folder = process.cwd(),
): Promise<Timed> {
  const start = performance.now();
  const child = spawn(command, args, { cwd: folder, env: { ...process.env, ...environment }, stdio: ["ignore", "pipe", "pipe"] });
  const end = (): void => void child.kill("SIGKILL");
  process.once("exit", end);
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr = (stderr + text).slice(-5_000)));
  const status = await new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
  process.off("exit", end);
  return { status, wallMs: performance.now() - start, stdout, stderr };
}
