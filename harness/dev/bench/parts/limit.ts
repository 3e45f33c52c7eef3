import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BareLoop } from "./bare-loop.ts";
import { profileIn, timesIn } from "../measure/cpu-profile.ts";
import { type Bench, figuresOf, medianOf, type PartResult, repeated, type Table } from "../measure/figure.ts";
import { againstService, measureProcess, measureRun } from "../measure/measured-process.ts";

const bareLoop = fileURLToPath(new URL("bare-loop.js", import.meta.url));
const concurrency = 8;

/** The processor time of a deep run's client, compared with a loop that sends the same requests, as long as they were signed, and discards the answers. */
export async function measureLimit({ isShort, folder, report }: Bench): Promise<PartResult> {
  const cases = isShort ? 50 : 1_000;
  const args = ["--effort", "deep", "--cases", String(cases), "--concurrency", String(concurrency)];
  const rounds = await repeated(isShort ? 2 : 5, report, async () => {
    const { done: run, service } = await againstService(folder, [], (url) => measureRun(folder, url, { args }));
    const loop = await againstService(folder, [], (url) => measureProcess(folder, [bareLoop, join(run.out, "exchanges.jsonl"), url, String(concurrency)]));
    const bare = JSON.parse(loop.done.stdout) as BareLoop;
    return { run, bare, clientUs: run.cpuUs / run.requests, bareUs: bare.cpuUs / bare.exchanges, service, bareService: loop.service };
  });
  const figure = figuresOf(rounds);
  const tables: Table[] = [];
  if (!isShort) {
    report("one more run, with a profile");
    const profiles = join(folder, "profile");
    mkdirSync(profiles);
    await againstService(folder, [], (url) => measureRun(folder, url, { args, nodeOptions: ["--cpu-prof", "--cpu-prof-dir", profiles] }));
    tables.push(whereTimeGoes(timesIn(profileIn(profiles)), medianOf(rounds.map(({ clientUs }) => clientUs))));
  }
  return {
    figures: [
      figure("limit/cpu-ratio", "client CPU of a deep run, a bare loop with the same requests being 1", "times", ({ clientUs, bareUs }) => clientUs / bareUs),
      figure("limit/client", "client CPU for each exchange", "µs", ({ clientUs }) => clientUs),
      figure("limit/bare", "… of the bare loop", "µs", ({ bareUs }) => bareUs),
      figure("limit/throughput", "throughput of the run, start to exit", "exchanges/s", ({ run }) => (1_000 * run.requests) / run.wallMs),
      figure("limit/bare-throughput", "… of the bare loop", "exchanges/s", ({ bare }) => (1_000 * bare.exchanges) / bare.wallMs),
      figure("limit/server", "server CPU for each answer", "µs", ({ service, run }) => service.cpuUs / run.requests),
      figure("limit/bare-server", "… to the bare loop", "µs", ({ bareService, bare }) => bareService.cpuUs / bare.exchanges),
    ],
    tables,
    notes: [
      `${String(rounds[0]?.run.requests)} exchanges a run (\`${args.slice(0, 4).join(" ")}\`), ${String(concurrency)} at a time; each client has a fresh \`serve\` in another process.`,
      "The run's CPU is that of its whole process, from start to exit, reports written; the loop's is that of its sends alone, with nothing kept of the answers.",
    ],
  };
}

function whereTimeGoes(times: ReadonlyMap<string, number>, cpuUs: number): Table {
  const all = [...times.values()].reduce((sum, time) => sum + time, 0);
  return {
    title: "Where the client's time goes, by a CPU profile",
    head: ["group", "share", "of the CPU for each exchange, µs"],
    rows: [...times].map(([group, time]) => [group, `${((100 * time) / all).toFixed(1)} %`, ((time / all) * cpuUs).toFixed(0)]),
  };
}
