import { setImmediate as turn } from "node:timers/promises";
import { collectGarbage } from "../../client/garbage-collection.ts";
import { performRun } from "../../run/run-conformance.ts";
import { commandLine } from "../processes/package-root.ts";
import { runProgram, say, wholeNumber } from "../processes/program.ts";
import { startServiceProcess } from "../processes/service-process.ts";
import { courseOf, leaksIn, megabytes, type MemorySample } from "./memory-course.ts";

const usage = `Usage: npm run soak -- [options]

Judges the reference service in another process again and again, and measures the memory that is left behind. Fails where it grows, or a socket stays open.

  --exchanges N   end after so many (default 100000)
`;
/** Exchanges from which on a slope says something. */
const longFrom = 50_000;

await runProgram(usage, { exchanges: { type: "string", default: "100000" } }, async ({ values }) => {
  const minimum = wholeNumber("--exchanges", values.exchanges, 1);
  const service = await startServiceProcess(process.execPath, [commandLine, "serve", "--port", "0"]);
  try {
    const samples: MemorySample[] = [];
    for (let exchanges = 0, seed = 1; exchanges < minimum; seed += 1) {
      exchanges += await exchangesOf(service.url, seed);
      const sample = await sampleAfter(exchanges);
      samples.push(sample);
      if (seed % 20 === 1)
        say(`${String(exchanges)} exchanges: heap ${megabytes(sample.heap)}, process ${megabytes(sample.resident)}, ${String(sample.sockets)} sockets`);
    }
    const course = courseOf(samples);
    const last = samples.at(-1)?.exchanges ?? 0;
    const left = `each exchange leaves ${course.heapSlope.toFixed(1)} bytes of heap and ${course.residentSlope.toFixed(1)} of the process`;
    say(
      `${String(last)} exchanges in ${String(samples.length)} runs: at most ${megabytes(course.peakResident)}; ${left}; ${String(course.sockets)} sockets left open`,
    );
    const leaks = leaksIn(course, last >= longFrom);
    for (const leak of leaks) process.stderr.write(`${leak}\n`);
    return leaks.length === 0 ? 0 : 1;
  } finally {
    await service.stop();
  }
});

/** One whole run, its journal included; how many requests it sent. */
async function exchangesOf(endpoint: string, seed: number): Promise<number> {
  let journalled = 0;
  const { record, ruling } = await performRun({ endpoint, seed, sign: "dummy" }, { journal: (line) => (journalled += line.length) });
  if (ruling.exit !== 0 || journalled === 0) throw new Error(`the run with seed ${String(seed)} ended with ${String(ruling.exit)}: ${ruling.because}`);
  return Object.values(record.meta.requests).reduce((sum, count) => sum + count, 0);
}

async function sampleAfter(exchanges: number): Promise<MemorySample> {
  // Sockets that were closed are gone a few turns later.
  for (let turns = 0; turns < 5; turns += 1) await turn();
  collectGarbage();
  const { heapUsed, rss } = process.memoryUsage();
  const sockets = process.getActiveResourcesInfo().filter((name) => name === "TCPSocketWrap").length;
  return { exchanges, heap: heapUsed, resident: rss, sockets };
}
