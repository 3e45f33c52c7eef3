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
import { environmentOf, startTime, throughTransport } from "./in-process.ts";
import type { Job, JobOutcome } from "./job.ts";
import { untilCaught } from "./until-caught.ts";

/** The longest time that a client waits for an answer, as `run` does. */
const timeoutMs = 10_000;

/** How often one request may pass the switch of a mutant. The longest legal value takes 400,000; a mutant that takes more is in an endless loop. */
const hitLimit = 5_000_000;

const judging: ReadonlySet<string> = new Set(propertiesOf(contractOf("ListSessions")).flatMap(({ id, level }) => (level === "may" ? [] : [id])));

/** Read by the instrumented source: which mutant is on, and how often it was passed. */
interface Switch {
  readonly activeMutant: string;
  readonly hitLimit: number;
  hitCount: number;
}

/** Judges one mutant as `run --strict` does, from outside, until the first `must` or `should` fails. */
export async function runMutant({ name, folder }: Job & { readonly kind: "mutant" }): Promise<JobOutcome> {
  const clock = createVirtualClock(startTime);
  return untilCaught({
    transport: await mutantTransport(name, folder, clock),
    run: (transport, onBreach) => throughTransport(transport, { strict: true, concurrency: 1 }, clock, { onBreach }),
    catches: ({ property }) => judging.has(property),
    whole: false,
  });
}

/**
 * A transport to a service with one mutant on. Every mutant has modules of its own, since many change what is created when a module is loaded, and none
 * may leave anything behind. A service that cannot be loaded refuses connections; one in an endless loop never answers again.
 */
async function mutantTransport(name: string, folder: string, clock: Clock): Promise<Transport> {
  const mutant: Switch = { activeMutant: name, hitLimit, hitCount: 0 };
  Object.assign(globalThis, { __stryker__: mutant });
  let hangs = false;
  let service: Service;
  try {
    service = await load(name, folder, clock);
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

async function load(name: string, folder: string, clock: Clock): Promise<Service> {
  const original = fileURLToPath(new URL(`../reference/${folder}`, import.meta.url));
  const own = `${original}-${name}`;
  cpSync(original, own, { recursive: true });
  try {
    const module = (await import(pathToFileURL(join(own, "service.js")).href)) as { readonly createService: typeof createService };
    return module.createService(environmentOf(clock, 1));
  } finally {
    rmSync(own, { recursive: true });
  }
}
