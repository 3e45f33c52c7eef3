import { setImmediate as turn } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { collectGarbage } from "../../client/garbage-collection.ts";
import { messageOf } from "../../runtime/harness-error.ts";
import { courseOf, leaksIn, type MemorySample } from "./memory-course.ts";
import { performRun } from "../../run/run-conformance.ts";
import { startServiceProcess } from "../processes/service-process.ts";

const cli = fileURLToPath(new URL("../../cli/cli.js", import.meta.url));
/** Exchanges from which on a slope says something. */
const longFrom = 50_000;

try {
  process.exitCode = await soak();
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}

/** Judges the reference service in another process again and again, and measures the memory that is left behind. Resolves to 1 where it grows. */
async function soak(): Promise<0 | 1> {
  const { values } = parseArgs({ options: { exchanges: { type: "string", default: "100000" } } });
  const minimum = Number(values.exchanges);
  if (!Number.isInteger(minimum) || minimum < 1) throw new Error(`--exchanges is ${JSON.stringify(values.exchanges)}, which is not a whole number above 0`);
  const service = await startServiceProcess(process.execPath, [cli, "serve", "--port", "0"]);
  try {
    const samples: MemorySample[] = [];
    for (let exchanges = 0, seed = 1; exchanges < minimum; seed += 1) {
      exchanges += await exchangesOf(service.url, seed);
      samples.push(await sampleAfter(exchanges));
      const { heap, resident, sockets } = samples.at(-1) as MemorySample;
      if (seed % 20 === 1) console.log(`${String(exchanges)} exchanges: heap ${shown(heap)}, process ${shown(resident)}, ${String(sockets)} sockets`);
    }
    const course = courseOf(samples);
    const last = samples.at(-1)?.exchanges ?? 0;
    console.log(
      `${String(last)} exchanges in ${String(samples.length)} runs: at most ${shown(course.peakResident)}; each exchange leaves ${course.heapSlope.toFixed(1)} bytes of heap and ${course.residentSlope.toFixed(1)} of the process; ${String(course.sockets)} sockets left open`,
    );
    const leaks = leaksIn(course, last >= longFrom);
    for (const leak of leaks) console.error(leak);
    return leaks.length === 0 ? 0 : 1;
  } finally {
    await service.stop();
  }
}

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

function shown(bytes: number): string {
  return `${(bytes / 1_048_576).toFixed(1)} MB`;
}
