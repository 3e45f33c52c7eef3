import type { RunRecord } from "../reports/record/run-record.ts";
import { systemEnvironment } from "./reference/environment.ts";
import { faults } from "./reference/faults.ts";
import { listen } from "./reference/http.ts";
import { createFaultyService } from "./reference/fault.ts";
import { createService } from "./reference/service.ts";
import { performRun } from "./run-conformance.ts";
import type { RunOptions } from "./options.ts";

/** The record of a run against the reference service, with one fault of the bank where it is named. */
export async function judged(fault: string | undefined, options: RunOptions = {}): Promise<RunRecord> {
  const one = faults.find(({ name }) => name === fault);
  if (fault !== undefined && one === undefined) throw new Error(`the bank has no fault ${fault}`);
  const listener = await listen(one === undefined ? createService(systemEnvironment) : createFaultyService(one, systemEnvironment));
  try {
    return (await performRun({ endpoint: listener.url, name: "mine", effort: "quick", sign: "dummy", ...options })).record;
  } finally {
    await listener.close();
  }
}
