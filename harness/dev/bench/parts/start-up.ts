import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { figureOf, type PartResult } from "../measure/figure.ts";
import { againstService, cli } from "../measure/measured-process.ts";
import type { Bench } from "../measure/part.ts";
import { timeProcess } from "../measure/timed-process.ts";

/** Whole processes, from start to exit, beside a bare node, in turn. */
export async function measureStartUp({ isShort, folder, report }: Bench): Promise<PartResult> {
  const rounds = isShort ? 2 : 10;
  const { done: times } = await againstService(folder, [], async (url) => {
    const programs = {
      bare: () => ["-e", "0"],
      help: () => [cli, "--help"],
      list: () => [cli, "list"],
      run: () => [cli, "run", "--endpoint", url, "--out", mkdtempSync(join(folder, "out-"))],
    };
    const measured = { bare: [] as number[], help: [] as number[], list: [] as number[], run: [] as number[] };
    // A first round warms the disk's cache and does not count.
    for (let round = 0; round <= rounds; round += 1) {
      report(`round ${String(round)} of ${String(rounds)}`);
      for (const name of ["bare", "help", "list", "run"] as const) {
        const took = await timeOf(programs[name]());
        if (round > 0) measured[name].push(took);
      }
    }
    return measured;
  });
  const timesOfBare = (which: "help" | "list" | "run"): readonly number[] => times[which].map((time, round) => time / (times.bare[round] ?? 0));
  return {
    figures: [
      figureOf("start-up/run", "default run against `serve`, start to exit, `node -e 0` being 1", "times", timesOfBare("run")),
      figureOf(
        "start-up/run-time",
        "… its time",
        "s",
        times.run.map((time) => time / 1_000),
      ),
      figureOf("start-up/help", "`--help`", "times", timesOfBare("help")),
      figureOf("start-up/list", "`list`", "times", timesOfBare("list")),
      figureOf("start-up/bare", "`node -e 0`", "ms", times.bare),
    ],
    tables: [],
    notes: ["Whole processes in turn; each is compared with the bare one of its own round."],
  };
}

async function timeOf(args: readonly string[]): Promise<number> {
  const { status, wallMs, stdout, stderr } = await timeProcess(process.execPath, args);
  if (status !== 0) throw new Error(`node ${args.join(" ")} ended with exit ${String(status)}. It said:\n${stdout.slice(-5_000)}${stderr}`);
  return wallMs;
}
