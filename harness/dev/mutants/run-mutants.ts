import { mkdtempSync, rmSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import type { Job, JobResult } from "../../proof/job.ts";
import { runJobs } from "../../proof/workers.ts";
import { instrument, sourcesOf, writeInstrumented } from "./instrument.ts";
import type { NumberedMutant } from "./mutant.ts";
import { sampledMutants } from "./sample.ts";

/** Which mutants are run. */
export interface MutantScope {
  /** The number of them, chosen by the seed; all where it is omitted. */
  readonly sample?: { readonly size: number; readonly seed: number };
  readonly onDone?: (done: number, total: number) => void;
}

/** The mutants that can be made of the built reference service, and the results of those that were run. */
export interface MutantRuns {
  readonly all: readonly NumberedMutant[];
  readonly run: readonly (readonly [NumberedMutant, JobResult])[];
}

/** Makes the mutants of the built reference service and has each judged, on all processors. */
export async function runMutants({ sample, onDone }: MutantScope): Promise<MutantRuns> {
  const sources = fileURLToPath(new URL("../../reference/service", import.meta.url));
  const { files, mutants } = await instrument(sources, sourcesOf(sources));
  const chosen = sample === undefined ? mutants : sampledMutants(mutants, sample.size, sample.seed);
  // Beside the source, so that what it imports from elsewhere is found.
  const folder = mkdtempSync(fileURLToPath(new URL("../../reference/mutated-", import.meta.url)));
  try {
    writeInstrumented(files, folder);
    const jobOf = (name: string): Job => ({ kind: "mutant", name, folder: basename(folder) });
    const [unchanged, ...results] = await runJobs([jobOf("none"), ...chosen.map(({ id }) => jobOf(id))], onDone);
    if (unchanged?.ending?.verdict !== "conforms") {
      throw new Error(`The reference service does not conform with every mutant switched off: ${unchanged?.ending?.because ?? "something failed"}.`);
    }
    return { all: mutants, run: results.flatMap((result, index) => (chosen[index] === undefined ? [] : [[chosen[index], result] as const])) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
