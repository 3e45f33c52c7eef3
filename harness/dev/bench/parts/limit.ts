import { mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BareLoop } from "./bare-loop.ts";
import { groups, profileIn, timesIn } from "../measure/cpu-profile.ts";
import { figureOf, type PartResult, type Table } from "../measure/figure.ts";
import { againstService, cli, type Measured, measureProcess } from "../measure/measured-process.ts";
import { medianOf } from "../measure/median.ts";
import type { Bench } from "../measure/part.ts";
import { recordRequests } from "../measure/recorded-requests.ts";
import type { ProcessUsage } from "../measure/usage-at-exit.ts";

const bareLoop = fileURLToPath(new URL("bare-loop.js", import.meta.url));
const concurrency = 8;

/** One deep run and one bare loop over the same requests, each against a fresh service. */
interface Pair {
  readonly run: Measured;
  readonly bare: BareLoop;
  readonly services: readonly [run: ProcessUsage, bare: ProcessUsage];
}

/** The processor time of a deep run's client, compared with a loop that sends the same signed requests and discards the answers. */
export async function measureLimit({ isShort, folder, report }: Bench): Promise<PartResult> {
  const cases = isShort ? 50 : 1_000;
  const rounds = isShort ? 2 : 5;
  const requests = join(folder, "requests.jsonl");
  report(`recording the requests of a deep run with ${String(cases)} cases a property`);
  const { done: exchanges } = await againstService(folder, [], (endpoint) => recordRequests(requests, { endpoint, effort: "deep", cases, concurrency }));
  const pairs: Pair[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    report(`round ${String(round)} of ${String(rounds)}: ${String(exchanges)} exchanges, twice`);
    const run = await againstService(folder, [], (url) => deepRun(folder, url, cases));
    const bare = await againstService(folder, [], (url) => measureProcess(folder, [bareLoop, requests, url, String(concurrency)]));
    pairs.push({ run: run.done, bare: JSON.parse(bare.done.stdout) as BareLoop, services: [run.service, bare.service] });
  }
  if (!isShort) report("one more run, with a profile");
  const each = (of: (pair: Pair) => number): readonly number[] => pairs.map(of);
  return {
    figures: [
      figureOf(
        "limit/cpu-ratio",
        "client CPU of a deep run, a bare loop with the same requests being 1",
        "times",
        each(({ run, bare }) => run.cpuUs / bare.cpuUs),
      ),
      figureOf(
        "limit/client",
        "client CPU for each exchange",
        "µs",
        each(({ run }) => run.cpuUs / exchanges),
      ),
      figureOf(
        "limit/bare",
        "… of the bare loop",
        "µs",
        each(({ bare }) => bare.cpuUs / exchanges),
      ),
      figureOf(
        "limit/throughput",
        "throughput of the run, start to exit",
        "exchanges/s",
        each(({ run }) => (1_000 * exchanges) / run.wallMs),
      ),
      figureOf(
        "limit/bare-throughput",
        "… of the bare loop",
        "exchanges/s",
        each(({ bare }) => (1_000 * exchanges) / bare.wallMs),
      ),
      figureOf(
        "limit/server",
        "server CPU for each answer",
        "µs",
        each(({ services: [service] }) => service.cpuUs / exchanges),
      ),
      figureOf(
        "limit/bare-server",
        "… to the bare loop",
        "µs",
        each(({ services: [, service] }) => service.cpuUs / exchanges),
      ),
    ],
    tables: isShort ? [] : [await whereTimeGoes(folder, cases, medianOf(each(({ run }) => run.cpuUs / exchanges)))],
    notes: [
      `${String(exchanges)} exchanges a run (\`--effort deep --cases ${String(cases)}\`), ${String(concurrency)} at a time; each client has a fresh \`serve\` in another process.`,
      "The run's CPU is that of its whole process, from start to exit, reports written; the loop's is that of its sends alone, with nothing kept of the answers.",
    ],
  };
}

async function deepRun(folder: string, url: string, cases: number, nodeOptions: readonly string[] = []): Promise<Measured> {
  // A folder of its own: a journal that is there already would be read first.
  const out = mkdtempSync(join(folder, "out-"));
  const args = ["--endpoint", url, "--effort", "deep", "--cases", String(cases), "--concurrency", String(concurrency), "--out", out];
  return measureProcess(folder, [cli, "run", ...args], { nodeOptions });
}

async function whereTimeGoes(folder: string, cases: number, cpuUs: number): Promise<Table> {
  const profiles = join(folder, "profile");
  mkdirSync(profiles);
  await againstService(folder, [], (url) => deepRun(folder, url, cases, ["--cpu-prof", "--cpu-prof-dir", profiles]));
  const times = timesIn(profileIn(profiles));
  const all = [...times.values()].reduce((sum, time) => sum + time, 0);
  return {
    title: "Where the client's time goes, by a CPU profile",
    head: ["group", "share", "of the CPU for each exchange, µs"],
    rows: groups.map((group) => {
      const time = times.get(group) ?? 0;
      return [group, `${((100 * time) / all).toFixed(1)} %`, ((time / all) * cpuUs).toFixed(0)];
    }),
  };
}
