import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { commandLine } from "../../processes/package-root.ts";
import { type Bench, figuresOf, type PartResult, repeated } from "../measure/figure.ts";
import { againstService, measureProcess } from "../measure/measured-process.ts";

/** Whole processes, from start to exit, beside a bare node, in turn. */
export async function measureStartUp({ isShort, folder, report }: Bench): Promise<PartResult> {
  const { done: rounds } = await againstService(folder, [], async (url) => {
    const timeOf = async (args: readonly string[]): Promise<number> => (await measureProcess(folder, args)).wallMs;
    // A first round warms the disk's cache and does not count.
    const all = await repeated(isShort ? 3 : 11, report, async () => ({
      bare: await timeOf(["-e", "0"]),
      help: await timeOf([commandLine, "--help"]),
      list: await timeOf([commandLine, "list"]),
      run: await timeOf([commandLine, "run", "--endpoint", url, "--out", mkdtempSync(join(folder, "out-"))]),
    }));
    return all.slice(1);
  });
  const figure = figuresOf(rounds);
  return {
    figures: [
      figure("start-up/run", "default run against `serve`, start to exit, `node -e 0` being 1", "times", ({ run, bare }) => run / bare),
      figure("start-up/run-time", "… its time", "s", ({ run }) => run / 1_000),
      figure("start-up/help", "`--help`", "times", ({ help, bare }) => help / bare),
      figure("start-up/list", "`list`", "times", ({ list, bare }) => list / bare),
      figure("start-up/bare", "`node -e 0`", "ms", ({ bare }) => bare),
    ],
    tables: [],
    notes: ["Whole processes in turn; each is compared with the bare one of its own round."],
  };
}
