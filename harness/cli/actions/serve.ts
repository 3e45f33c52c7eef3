import { systemClock } from "../../runtime/clock.ts";
import { HarnessError, messageOf } from "../../runtime/harness-error.ts";
import { crowd } from "../../reference/server/populate.ts";
import { systemEnvironment } from "../../reference/server/environment.ts";
import { createFaultyService } from "../../reference/faults/fault.ts";
import { faults } from "../../reference/faults/all-faults.ts";
import { otherFaults } from "../../reference/faults/others/all-others.ts";
import { listen, type ListenOptions } from "../../reference/server/http.ts";
import { idleServers } from "../../reference/stubs/all-stubs.ts";
import { createService, type Service } from "../../reference/service/service.ts";
import { createVariantService, worldOf } from "../../reference/variants/variant.ts";
import { variants } from "../../reference/variants/all-variants.ts";
import { nearest } from "../../runtime/suggestion.ts";

/** Options of `serve`. */
export interface ServeOptions {
  readonly port: number;
  /** Sessions of somebody else that are there from the beginning. */
  readonly sessions?: number;
  readonly fault?: string;
  readonly variant?: string;
  readonly idle?: string;
}

interface Served {
  readonly what: string;
  readonly service: Service;
  readonly adjust?: ListenOptions["adjust"];
}

/** Serves the reference service, or one of the bank, until it is told to stop. */
export async function serve(options: ServeOptions): Promise<void> {
  const { what, service, adjust } = chosen(options);
  const { port, sessions = 0, fault, variant } = options;
  await crowd(service, sessions).catch((error: unknown) => {
    throw new HarnessError("usage", `--sessions ${String(sessions)}: ${messageOf(error)}. Leave it out with a service that creates none.`, error);
  });
  const listener = await listen(service, { port, namesAsSent: (fault ?? variant) !== undefined, ...(adjust === undefined ? {} : { adjust }) }).catch(
    (error: unknown) => {
      throw new HarnessError("usage", `port ${String(port)} cannot be listened on: ${messageOf(error)}. Give another --port, or 0 for a free one.`, error);
    },
  );
  process.stdout.write(`${what} on ${listener.url}\n`);
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve).once("SIGTERM", resolve);
  });
  await listener.close();
}

function chosen({ fault, variant, idle }: ServeOptions): Served {
  if ([fault, variant, idle].filter((name) => name !== undefined).length > 1)
    throw new HarnessError("usage", "--fault, --variant and --idle exclude one another. Give one of them.");
  const world = worldOf(systemClock, 1);
  if (fault !== undefined) {
    const one = named([...faults, ...otherFaults], fault, "--fault");
    return { what: `faulty service (${one.title})`, service: createFaultyService(one, systemEnvironment) };
  }
  if (variant !== undefined) {
    const one = named(variants, variant, "--variant");
    return { what: `legal variant (${one.title})`, service: createVariantService(one, world), ...(one.adjust === undefined ? {} : { adjust: one.adjust }) };
  }
  if (idle !== undefined) {
    const one = named(idleServers, idle, "--idle");
    return { what: `idle server (${one.title})`, service: one.service(world) };
  }
  return { what: "reference service", service: createService(systemEnvironment) };
}

function named<T extends { readonly name: string }>(bank: readonly T[], name: string, option: string): T {
  const found = bank.find((one) => one.name === name);
  if (found !== undefined) return found;
  const near = nearest(
    name,
    bank.map((one) => ({ id: one.name })),
  );
  throw new HarnessError("usage", `${option} names ${JSON.stringify(name)}, which the bank does not hold; the nearest is ${near}.`);
}
