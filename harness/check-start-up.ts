import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { messageOf } from "./harness-error.ts";
import { startServiceProcess } from "./service-process.ts";
import { medianOf, startUpsOf } from "./start-up.ts";

const rounds = 5;
const cli = fileURLToPath(new URL("cli.js", import.meta.url));

try {
  process.exitCode = await checkStartUp();
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}

/** Measures whole processes, in turn so that a busy machine slows all of them. Resolves to 1 where one is too slow compared with a bare node. */
async function checkStartUp(): Promise<0 | 1> {
  const out = mkdtempSync(join(tmpdir(), "glue-conformance-"));
  const service = await startServiceProcess(process.execPath, [cli, "serve", "--port", "0"]);
  try {
    const [bare, help, run] = measureInTurn([
      ["-e", "0"],
      [cli, "--help"],
      [cli, "run", "--endpoint", service.url, "--out", out],
    ]);
    console.log(`node -e 0: ${medianOf(bare).toFixed(0)} ms, the median of ${rounds}`);
    const startUps = startUpsOf(bare, [
      { name: "--help", milliseconds: help, most: 5 },
      { name: "run against serve", milliseconds: run, most: 40 },
    ]);
    for (const { name, median, times, most, isSlow } of startUps) {
      console.log(`${name}: ${median.toFixed(0)} ms, ${times.toFixed(1)} times as much; at most ${most} times${isSlow ? ": TOO SLOW" : ""}`);
    }
    return startUps.some(({ isSlow }) => isSlow) ? 1 : 0;
  } finally {
    await service.stop();
    rmSync(out, { recursive: true, force: true });
  }
}

type Programs = readonly [readonly string[], readonly string[], readonly string[]];

/** Milliseconds of each program; a first round warms the disk's cache and does not count. */
function measureInTurn(programs: Programs): readonly [number[], number[], number[]] {
  const times: readonly [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, args] of programs.entries()) {
      const took = timeOf(args);
      if (round > 0) times[index]?.push(took);
    }
  }
  return times;
}

function timeOf(args: readonly string[]): number {
  const start = performance.now();
  const { status, error, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  const took = performance.now() - start;
  if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${error?.message ?? `exit ${status}`}. It said:\n${stdout}${stderr}`);
  return took;
}
