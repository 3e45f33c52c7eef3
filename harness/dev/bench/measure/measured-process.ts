import { mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseRunRecord } from "../../../../reports/documents/parse-run-record.ts";
import type { RunRecord } from "../../../../reports/record/run-record.ts";
import { commandLine } from "../../processes/package-root.ts";
import { type EndedProcess, runProcess } from "../../processes/run-process.ts";
import { startServiceProcess } from "../../processes/service-process.ts";

/** What a process took over its whole life. */
export interface ProcessUsage {
  /** Microseconds on the processor, user and system. */
  readonly cpuUs: number;
  /** Peak resident memory. */
  readonly megabytes: number;
}

/** A process of Node that ran to its end, with what it took. */
export type Measured = EndedProcess & ProcessUsage;

const usageVariable = "GLUE_CONFORMANCE_BENCH_USAGE";
// Loaded before the program that is measured, which runs as it is.
const usageAtExit = `data:text/javascript,${encodeURIComponent(`import { writeFileSync } from "node:fs";
process.once("exit", () => {
  const { user, system } = process.cpuUsage();
  const usage = { cpuUs: user + system, megabytes: process.resourceUsage().maxRSS / 1024 };
  writeFileSync(process.env.${usageVariable}, JSON.stringify(usage));
});`)}`;

/** Runs a program of Node to its end. Throws an Error with its last words where it ends with another status than those that are expected. */
export async function measureProcess(folder: string, args: readonly string[], expected: readonly number[] = [0]): Promise<Measured> {
  const file = join(folder, "usage.json");
  const ended = await runProcess(process.execPath, ["--import", usageAtExit, ...args], { env: { ...process.env, [usageVariable]: file } });
  if (!expected.includes(ended.status))
    throw new Error(`node ${args.join(" ")} ended with exit ${String(ended.status)}. It said:\n${ended.stdout.slice(-5_000)}${ended.stderr}`);
  return { ...ended, ...usageIn(file) };
}

/** A run of the suite in a process of its own. */
export interface MeasuredRun extends Measured {
  readonly out: string;
  readonly record: RunRecord;
  /** All requests that it sent, preparation included. */
  readonly requests: number;
}

/** How a run is made; any exit status is fine that `expected` lists. */
export interface RunArguments {
  readonly args?: readonly string[];
  readonly nodeOptions?: readonly string[];
  readonly expected?: readonly number[];
}

/** Runs the suite against a service, into a folder of its own: a journal that is there already would be read first. */
export async function measureRun(folder: string, url: string, { args = [], nodeOptions = [], expected }: RunArguments = {}): Promise<MeasuredRun> {
  const out = mkdtempSync(join(folder, "out-"));
  const measured = await measureProcess(folder, [...nodeOptions, commandLine, "run", "--endpoint", url, ...args, "--out", out], expected);
  const record = parseRunRecord(readFileSync(join(out, "run.json"), "utf8"));
  return { ...measured, out, record, requests: Object.values(record.meta.requests).reduce((sum, count) => sum + count, 0) };
}

/** Runs a step against a fresh `serve` in a process of its own; the result includes the resources that the service used. */
export async function againstService<T>(
  folder: string,
  args: readonly string[],
  act: (url: string) => Promise<T>,
): Promise<{ readonly done: T; readonly service: ProcessUsage }> {
  const file = join(mkdtempSync(join(folder, "service-")), "usage.json");
  const service = await startServiceProcess(process.execPath, ["--import", usageAtExit, commandLine, "serve", "--port", "0", ...args], {
    environment: { ...process.env, [usageVariable]: file },
    // Creating a hundred thousand sessions takes a while.
    limitMs: 180_000,
  });
  try {
    const done = await act(service.url);
    await service.stop("SIGTERM");
    return { done, service: usageIn(file) };
  } finally {
    await service.stop();
  }
}

/** As `againstService`, for a run with the suite's own options. */
export async function runAgainst(folder: string, serveArgs: readonly string[], how?: RunArguments): Promise<MeasuredRun> {
  return (await againstService(folder, serveArgs, (url) => measureRun(folder, url, how))).done;
}

function usageIn(file: string): ProcessUsage {
  return JSON.parse(readFileSync(file, "utf8")) as ProcessUsage;
}
