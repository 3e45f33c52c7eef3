import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startServiceProcess } from "../service-process.ts";
import { type ProcessUsage, usageVariable } from "./usage-at-exit.ts";

/** The command line as it is built. */
export const cli = fileURLToPath(new URL("../cli.js", import.meta.url));
const usageAtExit = new URL("usage-at-exit.js", import.meta.url).href;

/** A process that ran to its end. */
export interface Measured extends ProcessUsage {
  readonly wallMs: number;
  readonly stdout: string;
}

/** Runs a program of Node to its end. Throws an Error with its last words where it ends with another status than 0. */
export async function measureProcess(folder: string, args: readonly string[], nodeOptions: readonly string[] = []): Promise<Measured> {
  const file = join(folder, "usage.json");
  const start = performance.now();
  const child = spawn(process.execPath, [...nodeOptions, "--import", usageAtExit, ...args], {
    env: { ...process.env, [usageVariable]: file },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const end = (): void => void child.kill("SIGKILL");
  process.once("exit", end);
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr = (stderr + text).slice(-5_000)));
  const status = await new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
  process.off("exit", end);
  const wallMs = performance.now() - start;
  if (status !== 0) throw new Error(`node ${args.join(" ")} ended with exit ${String(status)}. It said:\n${stdout.slice(-5_000)}${stderr}`);
  return { ...(JSON.parse(readFileSync(file, "utf8")) as ProcessUsage), wallMs, stdout };
}

/** Has something done against `serve` in a process of its own, a fresh one; with what the service took. */
export async function againstService<T>(
  folder: string,
  args: readonly string[],
  act: (url: string) => Promise<T>,
): Promise<{ readonly done: T; readonly service: ProcessUsage }> {
  const file = join(folder, "service-usage.json");
  const service = await startServiceProcess(process.execPath, ["--import", usageAtExit, cli, "serve", "--port", "0", ...args], {
    environment: { [usageVariable]: file },
  });
  try {
    const done = await act(service.url);
    await service.stop("SIGTERM");
    return { done, service: JSON.parse(readFileSync(file, "utf8")) as ProcessUsage };
  } finally {
    await service.stop();
  }
}
