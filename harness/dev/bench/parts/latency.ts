import type { Server } from "node:http";
import { listen } from "../../../reference/server/http.ts";
import { systemEnvironment } from "../../../reference/server/environment.ts";
import { createChangedService } from "../../../reference/faults/changed-service.ts";
import { faults } from "../../../reference/faults/all-faults.ts";
import { createService, type Service } from "../../../reference/service/service.ts";
import { type Bench, figureOf, figuresOf, type PartResult, repeated } from "../measure/figure.ts";
import { measureRun } from "../measure/measured-process.ts";

const latencyMs = 50;
/** Requests that a default run has under way at most. */
const concurrency = 8;

/** Services that keep a run waiting for what never comes, each for another reason. */
const vainFaults = ["deleted-session-stays", "filter-first-tag-of-session", "tags-replaced"];

/** What a run took, as the target saw it. */
interface Traffic {
  readonly requests: number;
  /** From the first request to the last answer. */
  readonly ms: number;
  readonly inFlight: number;
  /** Time in which no request was under way. */
  readonly idleMs: number;
}

/** A default run against the reference service 50 ms away, and how long runs against faulty ones do nothing but wait. */
export async function measureLatency(bench: Bench): Promise<PartResult> {
  const { isShort, report } = bench;
  const rounds = await repeated(isShort ? 1 : 3, report, () => trafficOf(bench, createService(systemEnvironment), latencyMs, [0]));
  const idle: number[] = [];
  for (const name of isShort ? vainFaults.slice(0, 1) : vainFaults) {
    report(name);
    const fault = faults.find((one) => one.name === name);
    if (fault === undefined) throw new Error(`the bank has no fault named ${name}`);
    idle.push((await trafficOf(bench, createChangedService(fault, systemEnvironment), 0, [0, 1])).idleMs / 1_000);
  }
  const figure = figuresOf(rounds);
  return {
    figures: [
      figure(
        "latency/ratio",
        "time of a default run 50 ms away, `requests x latency / concurrency` being 1",
        "times",
        ({ requests, ms }) => ms / ((requests * latencyMs) / concurrency),
      ),
      figure("latency/time", "… its time, from the first request to the last answer", "s", ({ ms }) => ms / 1_000),
      figure("latency/requests", "… its requests", "requests", ({ requests }) => requests),
      figure("latency/in-flight", "… requests under way on average", "requests", ({ inFlight }) => inFlight),
      figureOf("latency/idle", "time in which nothing is under way, against services that never show what was changed", "s", [Math.max(...idle)]),
    ],
    tables: [],
    notes: [
      `Default runs against the reference service, which delays each request by ${String(latencyMs)} ms; and without delay against the faults ${vainFaults.map((name) => `\`${name}\``).join(", ")}, of which the longest counts.`,
    ],
  };
}

/** Has a service judged that delays each request, and notes what it got. */
async function trafficOf({ folder }: Bench, service: Service, delayMs: number, expected: readonly number[]): Promise<Traffic> {
  let [requests, underWay, area, idleMs] = [0, 0, 0, 0];
  let [began, last] = [0, 0];
  const note = (change: number): void => {
    const now = performance.now();
    if (began === 0) began = last = now;
    area += underWay * (now - last);
    if (underWay === 0) idleMs += now - last;
    last = now;
    underWay += change;
  };
  const delayed = (server: Server): void => {
    const [answer] = server.listeners("request") as ((...exchange: unknown[]) => void)[];
    server.removeAllListeners("request").on("request", (request, response) => {
      requests += 1;
      note(1);
      response.on("close", () => note(-1));
      setTimeout(() => answer?.(request, response), delayMs);
    });
  };
  const listener = await listen(service, { adjust: delayed });
  try {
    await measureRun(folder, listener.url, { expected });
  } finally {
    await listener.close();
  }
  return { requests, ms: last - began, inFlight: area / (last - began), idleMs };
}
