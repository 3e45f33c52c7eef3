import { cpSync, rmSync } from "node:fs";
import { validateHeaderValue } from "node:http";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { propertiesOf } from "../../properties/table.ts";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import type { WireResponse } from "../../properties/core/exchange.ts";
import type { Clock } from "../runtime/clock.ts";
import { createDirectTransport } from "../transport/direct-transport.ts";
import { messageOf } from "../runtime/harness-error.ts";
import type { createService, Service } from "../reference/service/service.ts";
import type { Transport } from "../transport/transport.ts";
import { createVirtualClock } from "../runtime/virtual-clock.ts";
import { provenOperations } from "../reference/operations/operation-bank.ts";
import type { BreachSeen } from "../cases/run-cases.ts";
import { environmentOf, startTime, untilCaught } from "./in-process.ts";
import type { Job, JobOutcome } from "./job.ts";

/** The longest time that a client waits for an answer, as `run` does. */
const timeoutMs = 10_000;

/** How often one request may pass the switch of a mutant. The longest legal value takes 400,000; a mutant that takes more is in an endless loop. */
const hitLimit = 5_000_000;

/** The operations that a mutant is judged by, one after the other until it is caught, and how many random cases each has. */
const judges = [{ operation: "ListSessions" }, ...provenOperations.map((operation) => ({ operation, cases: 3 }))];

/** Read by the instrumented source: which mutant is on, and how often it was passed. */
interface Switch {
  readonly activeMutant: string;
  readonly hitLimit: number;
  hitCount: number;
}

/** Judges one mutant as `run --strict` does, from outside, operation by operation until the first `must` or `should` fails. */
export async function runMutant({ name, folder }: Job & { readonly kind: "mutant" }): Promise<JobOutcome> {
  const mutant: Switch = { activeMutant: name, hitLimit, hitCount: 0 };
  Object.assign(globalThis, { __stryker__: mutant });
  const make = await load(name, folder);
  let outcome: JobOutcome | undefined;
  for (const options of judges) {
    const clock = createVirtualClock(startTime);
    const judging = new Set(propertiesOf(contractOf(options.operation)).flatMap(({ id, level }) => (level === "may" ? [] : [id])));
    const isCatch = ({ property }: BreachSeen): boolean => judging.has(property);
    const next = await untilCaught(mutantTransport(make, mutant, clock), { ...options, strict: true }, clock, isCatch);
    outcome = { ...next, requests: next.requests + (outcome?.requests ?? 0) };
    if (next.caught || next.ending?.exit !== 0) break;
  }
  return outcome as JobOutcome;
}

/** A transport to a service with one mutant on. One that cannot be loaded refuses connections; one in an endless loop never answers again. */
function mutantTransport(make: Loaded, mutant: Switch, clock: Clock): Transport {
  let hangs = false;
  let service: Service;
  try {
    if (typeof make !== "function") throw make;
    service = make(environmentOf(clock, 1));
  } catch (error) {
    return { send: () => Promise.resolve({ failure: { kind: "refused", message: messageOf(error) }, latencyMs: 0 }), close: () => Promise.resolve() };
  }
  const transport = createDirectTransport(async (request) => {
    mutant.hitCount = 0;
    try {
      return written(await service(request));
    } finally {
      hangs ||= mutant.hitCount > hitLimit;
    }
  }, clock);
  return {
    async send(request) {
      const delivery = hangs ? undefined : await transport.send(request);
      if (delivery !== undefined && !hangs) return delivery;
      await clock.sleep(timeoutMs);
      return { failure: { kind: "timeout", message: `no complete answer within ${String(timeoutMs)} ms` }, latencyMs: timeoutMs };
    },
    close: () => Promise.resolve(),
  };
}

/** The answer, if HTTP can carry it: Node refuses to write any other. */
function written(answer: WireResponse): WireResponse {
  const { status, headers, body } = answer as { readonly [part in keyof WireResponse]: unknown };
  if (!Number.isInteger(status) || !(body instanceof Uint8Array)) throw new Error("no answer that could be written");
  for (const [name, value] of Object.entries(headers as object)) validateHeaderValue(name, value as string);
  return answer;
}

type Loaded = typeof createService | Error;

/** Every mutant has modules of its own, since many change what is created when a module is loaded, and none may leave anything behind. */
async function load(name: string, folder: string): Promise<Loaded> {
  const original = fileURLToPath(new URL(`../reference/${folder}`, import.meta.url));
  const own = `${original}-${name}`;
  cpSync(original, own, { recursive: true });
  try {
    return ((await import(pathToFileURL(join(own, "service.js")).href)) as { readonly createService: typeof createService }).createService;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    rmSync(own, { recursive: true });
  }
}
