import { mkdtempSync, rmSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { writeMutantFigures } from "../../proof/figures.ts";
import type { Job, JobResult } from "../../proof/job.ts";
import { runJobs } from "../../proof/workers.ts";
import { runProgram, wholeNumber } from "../processes/program.ts";
import { instrument, type NumberedMutant, sourcesOf, writeInstrumented } from "./instrument.ts";
import { judgementOf, judgementText, mutantShortfalls, survivorList } from "./judgement.ts";
import { entryOf, identityOf } from "./mutant.ts";
import { seededSample } from "./sample.ts";

const usage = `Usage: npm run mutants -- [options]

Changes the reference service's own source in every way that Stryker knows, one small change at a time, and counts how many the suite catches from outside.
Fails where the list of survivors does not agree, or too few mutants are caught.

  --sample N   judge N of the mutants
  --seed N     which ones those are (default 1)
  --write      write the figures that every report shows
  --json       as JSON, with what became of each mutant
  --help       this text
`;
const text = { type: "string" } as const;
const flag = { type: "boolean", default: false } as const;

await runProgram(usage, { sample: text, seed: text, write: flag, json: flag }, async ({ values: { sample, seed = "1", write, json } }) => {
  const start = performance.now();
  const size = sample === undefined ? undefined : wholeNumber("--sample", sample, 1);
  const { all, run } = await runMutants(size, wholeNumber("--seed", seed, 0));
  const judgement = judgementOf(all, run, survivorList(), (performance.now() - start) / 1_000);
  const shortfalls = mutantShortfalls(judgement);
  const { caught, judged, explained } = judgement;
  const excused = explained.equivalent + explained.legal;
  if (write && size === undefined && shortfalls.length === 0) writeMutantFigures({ all: judged - excused, caught, explained: excused });
  const mutants = run.map(([mutant, { caught: failed, ending, requests, catchers }]) => ({ ...entryOf(mutant), failed, ending, requests, catchers }));
  process.stdout.write(json ? `${JSON.stringify({ ...judgement, shortfalls, mutants }, undefined, 2)}\n` : judgementText(judgement, shortfalls));
  return shortfalls.length === 0 ? 0 : 1;
});

interface MutantRuns {
  readonly all: readonly NumberedMutant[];
  readonly run: readonly (readonly [NumberedMutant, JobResult])[];
}

/** Makes the mutants of the built reference service and has each judged, or a sample of that size, on all processors. */
async function runMutants(size: number | undefined, seed: number): Promise<MutantRuns> {
  const sources = fileURLToPath(new URL("../../reference/service", import.meta.url));
  const { files, mutants } = await instrument(sources, sourcesOf(sources));
  const chosen = seededSample(mutants, identityOf, size ?? Infinity, seed);
  const isInteractive = process.stderr.isTTY;
  // Beside the source, so that what it imports from elsewhere is found.
  const folder = mkdtempSync(fileURLToPath(new URL("../../reference/mutated-", import.meta.url)));
  try {
    writeInstrumented(files, folder);
    const jobOf = (name: string): Job => ({ kind: "mutant", name, folder: basename(folder) });
    const [unchanged, ...results] = await runJobs([jobOf("none"), ...chosen.map(({ id }) => jobOf(id))], (done, total) => {
      if (isInteractive) process.stderr.write(`\r\u001B[2K${String(done)}/${String(total)} mutants judged`);
    });
    if (isInteractive) process.stderr.write("\r\u001B[2K");
    if (unchanged?.ending?.verdict !== "conforms") {
      throw new Error(`The reference service does not conform with every mutant switched off: ${unchanged?.ending?.because ?? "something failed"}.`);
    }
    return { all: mutants, run: results.flatMap((result, index) => (chosen[index] === undefined ? [] : [[chosen[index], result] as const])) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
