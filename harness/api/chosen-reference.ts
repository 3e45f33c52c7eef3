import { closest } from "fastest-levenshtein";
import { createChangedService } from "../reference/faults/changed-service.ts";
import { faults } from "../reference/faults/all-faults.ts";
import { otherFaults } from "../reference/faults/others/all-others.ts";
import { systemEnvironment } from "../reference/server/environment.ts";
import { listen, type ListenOptions } from "../reference/server/http.ts";
import { populate } from "../reference/server/populate.ts";
import { createService, type Service } from "../reference/service/service.ts";
import { idleServers } from "../reference/stubs/all-stubs.ts";
import { worldOf } from "../reference/variants/variant.ts";
import { variants } from "../reference/variants/all-variants.ts";
import { systemClock } from "../runtime/clock.ts";
import { HarnessError, messageOf } from "../runtime/harness-error.ts";
import type { ReferenceOptions, RunningReference } from "./reference-options.ts";

interface Chosen {
  /** `reference service`, or what is unusual or wrong about it. */
  readonly what: string;
  readonly service: Service;
  /** Of a variant that exists only over sockets. */
  readonly adjust?: ListenOptions["adjust"];
}

/** Serves what was chosen; `sessions` are there before the first request. */
export async function serveReference(
  { service, adjust }: Chosen,
  port: number,
  { sessions = 0, fault, variant }: Pick<ReferenceOptions, "sessions" | "fault" | "variant">,
): Promise<RunningReference> {
  await populated(service, sessions);
  return await listen(service, { port, namesAsSent: (fault ?? variant) !== undefined, ...(adjust === undefined ? {} : { adjust }) }).catch((error: unknown) => {
    throw new HarnessError(
      "usage",
      `cannot listen on port ${String(port)}: ${messageOf(error).replace(/\.$/u, "")}. Give another port, or 0 for a free one.`,
      error,
    );
  });
}

/** Creates the sessions that a service starts with. */
export async function populated(service: Service, sessions: number): Promise<void> {
  await populate(service, sessions).catch((error: unknown) => {
    throw new HarnessError(
      "usage",
      `the service cannot start with ${sessions === 1 ? "a session" : `${String(sessions)} sessions`}: ${messageOf(error)}. Leave sessions out for this service.`,
      error,
    );
  });
}

/** A fresh service by the names of the bank. Throws a HarnessError where several are named, or one that does not exist. */
export function chosenReference(options: ReferenceOptions & { readonly idle?: string | undefined }): Chosen {
  const { fault, variant, idle, sessions = 0, clock = systemClock } = options;
  if (!Number.isSafeInteger(sessions) || sessions < 0) throw new HarnessError("usage", `sessions is ${String(sessions)}, expected a whole number, 0 or more.`);
  if ([fault, variant, idle].filter((name) => name !== undefined).length > 1)
    throw new HarnessError("usage", "fault, variant and idle exclude one another. Give one of them.");
  const world = worldOf({ ...systemClock, now: () => clock.now() }, 1);
  const environment = { ...systemEnvironment, now: () => clock.now() };
  if (fault !== undefined) {
    const one = named([...faults, ...otherFaults], fault, "fault");
    return { what: `faulty service (${one.title})`, service: createChangedService(one, environment) };
  }
  if (variant !== undefined) {
    const one = named(variants, variant, "variant");
    return { what: `legal variant (${one.title})`, service: createChangedService(one, world), ...(one.adjust === undefined ? {} : { adjust: one.adjust }) };
  }
  if (idle !== undefined) {
    const one = named(idleServers, idle, "idle");
    return { what: `idle server (${one.title})`, service: one.service(world) };
  }
  return { what: "reference service", service: createService(environment) };
}

function named<T extends { readonly name: string }>(bank: readonly T[], name: string, option: string): T {
  const found = bank.find((one) => one.name === name);
  if (found !== undefined) return found;
  const names = bank.map((one) => one.name);
  throw new HarnessError("usage", `${option} ${JSON.stringify(name)} is not in the bank; the nearest is ${closest(name, names)}.`);
}
