import { writeFileSync } from "node:fs";

/** What a process took over its whole life. */
export interface ProcessUsage {
  /** Microseconds on the processor, user and system. */
  readonly cpuUs: number;
  /** Peak resident memory, in bytes. */
  readonly peakBytes: number;
}

/** Environment variable that names the file for the usage. */
export const usageVariable = "GLUE_CONFORMANCE_BENCH_USAGE";

// Loaded by `node --import` before the program that is measured, which runs as it is.
const file = process.env[usageVariable];
if (file !== undefined) {
  process.once("exit", () => {
    const { user, system } = process.cpuUsage();
    const usage: ProcessUsage = { cpuUs: user + system, peakBytes: process.resourceUsage().maxRSS * 1_024 };
    writeFileSync(file, JSON.stringify(usage));
  });
}
