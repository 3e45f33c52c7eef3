import type { RunRecord } from "../../reports/record/run-record.ts";
import { systemEnvironment } from "../reference/server/environment.ts";
import { faults } from "../reference/faults/all-faults.ts";
import { listen } from "../reference/server/http.ts";
import { createChangedService } from "../reference/faults/changed-service.ts";
import { createService } from "../reference/service/service.ts";
import { performRun } from "./run-conformance.ts";
import type { RunOptions } from "../config/settings.ts";

/** The record of a run against the reference service, with one fault of the bank where it is named. */
export function judged(fault: string | undefined, options: RunOptions = {}): Promise<RunRecord> {
  return serving(fault, async (endpoint) => (await performRun({ endpoint, name: "mine", effort: "quick", sign: "dummy", ...options })).record);
}

/** Serves the reference service, with one fault of the bank where it is named, while a function uses its address. */
export async function serving<T>(fault: string | undefined, use: (endpoint: string) => Promise<T>): Promise<T> {
  const one = faults.find(({ name }) => name === fault);
  if (fault !== undefined && one === undefined) throw new Error(`the bank has no fault ${fault}`);
  const listener = await listen(one === undefined ? createService(systemEnvironment) : createChangedService(one, systemEnvironment));
  try {
    return await use(listener.url);
  } finally {
    await listener.close();
  }
}
