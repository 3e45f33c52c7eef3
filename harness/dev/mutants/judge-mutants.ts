import { parseArgs } from "node:util";
import { HarnessError, messageOf } from "../../runtime/harness-error.ts";
import { writeMutantFigures } from "../../proof/figures.ts";
import { judgementOf, judgementText, mutantShortfalls } from "./judgement.ts";
import { entryOf } from "./mutant.ts";
import { runMutants } from "./run-mutants.ts";
import { survivorList } from "./survivors.ts";

const usage = `Usage: npm run mutants -- [options]

Changes the reference service's own source in every way that Stryker knows, one small change at a time, and counts how many the suite catches from outside.

  --sample N   judge N of the mutants
  --seed N     which ones those are (default 1)
  --write      write the figures that every report shows
  --json       as JSON, with what became of each mutant
  --help       this text
`;

try {
  process.exitCode = await judgeMutants(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 2;
}

/** Resolves to the exit status: 1 where the list of survivors does not agree, or too few mutants are caught. */
async function judgeMutants(args: string[]): Promise<0 | 1> {
  const { sample, seed, write, json, help } = optionsOf(args);
  if (help) {
    process.stdout.write(usage);
    return 0;
  }
  const start = performance.now();
  const interactive = process.stderr.isTTY;
  const { all, run } = await runMutants({
    ...(sample === undefined ? {} : { sample: { size: sample, seed } }),
    onDone: (done, total) => void (interactive && process.stderr.write(`\r\u001B[2K${String(done)}/${String(total)} mutants judged`)),
  });
  if (interactive) process.stderr.write("\r\u001B[2K");
  const judgement = judgementOf(all, run, survivorList(), (performance.now() - start) / 1_000);
  const shortfalls = mutantShortfalls(judgement);
  const { caught, judged, explained } = judgement;
  const excused = explained.equivalent + explained.legal;
  if (write && sample === undefined && shortfalls.length === 0) writeMutantFigures({ all: judged - excused, caught, explained: excused });
  const mutants = run.map(([mutant, { caught: failed, ending, requests, catchers }]) => ({
    ...entryOf(mutant),
    failed,
    ending,
    requests,
    catchers,
  }));
  process.stdout.write(json ? `${JSON.stringify({ ...judgement, shortfalls, mutants }, undefined, 2)}\n` : judgementText(judgement, shortfalls));
  return shortfalls.length === 0 ? 0 : 1;
}

interface Options {
  readonly sample: number | undefined;
  readonly seed: number;
  readonly write: boolean;
  readonly json: boolean;
  readonly help: boolean;
}

function optionsOf(args: string[]): Options {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  try {
    const { values } = parseArgs({ args, options: { sample: text, seed: text, write: flag, json: flag, help: flag } });
    return {
      ...values,
      sample: values.sample === undefined ? undefined : wholeNumber("--sample", values.sample, 1),
      seed: wholeNumber("--seed", values.seed ?? "1", 0),
    };
  } catch (error) {
    if (error instanceof HarnessError) throw error;
    throw new HarnessError("usage", `${messageOf(error)} \`npm run mutants -- --help\` lists the options.`, error);
  }
}

function wholeNumber(option: string, text: string, least: number): number {
  const value = Number(text);
  if (/^\d+$/u.test(text) && Number.isSafeInteger(value) && value >= least) return value;
  throw new HarnessError("usage", `${option} is ${JSON.stringify(text)}, which is not a whole number of at least ${String(least)} (example: 150).`);
}
