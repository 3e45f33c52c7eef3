import { mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startServiceProcess } from "../../processes/service-process.ts";
import { type Timed, timeProcess } from "./timed-process.ts";
import { type ProcessUsage, usageVariable } from "./usage-at-exit.ts";

/** The command line as it is built. */
export const cli = fileURLToPath(new URL("../../../cli/cli.js", import.meta.url));
const usageAtExit = new URL("usage-at-exit.js", import.meta.url).href;

/** A process of Node that ran to its end, with what it took. */
export type Measured = Timed & ProcessUsage;

/** Runs a program of Node to its end. Throws an Error with its last words where it ends with another status than those that are expected. */
export async function measureProcess(
  folder: string,
  args: readonly string[],
  { nodeOptions = [], expected = [0] }: { readonly nodeOptions?: readonly string[]; readonly expected?: readonly number[] } = {},
): Promise<Measured> {
  const file = join(folder, "usage.json");
  const timed = await timeProcess(process.execPath, [...nodeOptions, "--import", usageAtExit, ...args], { [usageVariable]: file });
  if (timed.status === null || !expected.includes(timed.status))
    throw new Error(`node ${args.join(" ")} ended with exit ${String(timed.status)}. It said:\n${timed.stdout.slice(-5_000)}${timed.stderr}`);
  return { ...timed, ...(JSON.parse(readFileSync(file, "utf8")) as ProcessUsage) };
}

/** Runs a step against a fresh `serve` in a process of its own; the result includes the resources that the service used. */
export async function againstService<T>(
  folder: string,
  args: readonly string[],
  act: (url: string) => Promise<T>,
): Promise<{ readonly done: T; readonly service: ProcessUsage }> {
  const file = join(mkdtempSync(join(folder, "service-")), "usage.json");
  const service = await startServiceProcess(process.execPath, ["--import", usageAtExit, cli, "serve", "--port", "0", ...args], {
    environment: { [usageVariable]: file },
    // Creating a hundred thousand sessions takes a while.
    limitMs: 180_000,
  });
  try {
    const done = await act(service.url);
    await service.stop("SIGTERM");
    return { done, service: JSON.parse(readFileSync(file, "utf8")) as ProcessUsage };
  } finally {
    await service.stop();
  }
}
