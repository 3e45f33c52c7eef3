import type { Server } from "node:http";
import type { Clock } from "../../runtime/clock.ts";
import { referenceBehaviour } from "../service/behaviour.ts";
import { inLowerCase } from "../service/request-routing.ts";
import { seededRandom, uuidFrom } from "../server/seeded-random.ts";
import { createService, type Service } from "../service/service.ts";
import type { Behaviour } from "../service/decisions.ts";

/** The environment of a service: the clock that it shares with the run, and random numbers in [0, 1). */
export interface World {
  readonly clock: Clock;
  readonly random: () => number;
}

/** A legal but unusual service: the reference service with other decisions, with something wrapped around it, or both. */
export interface Variant {
  readonly name: string;
  /** Present tense, said of the service. */
  readonly title: string;
  /** The `should` properties that it fails, and may fail. */
  readonly mayFail: readonly string[];
  readonly apply?: (behaviour: Behaviour) => Behaviour;
  readonly wrap?: (service: Service, world: World) => Service;
  /** It answers only signed requests. */
  readonly checksSignatures?: true;
  /** It exists only over sockets. */
  readonly onWire?: true;
  /** Changes the HTTP server in front of the service. */
  readonly adjust?: (server: Server) => void;
}

/** A world whose randomness is determined by a seed. */
export function worldOf(clock: Clock, seed: number): World {
  return { clock, random: seededRandom(seed) };
}

/** A fresh service of a variant, with no sessions in it but those that the variant itself brings along. */
export function createVariantService({ apply, wrap }: Pick<Variant, "apply" | "wrap">, world: World): Service {
  const environment = { now: () => world.clock.now(), uuid: () => uuidFrom(world.random) };
  const service = createService(environment, apply?.(referenceBehaviour) ?? referenceBehaviour);
  if (wrap === undefined) return service;
  const wrapped = wrap(service, world);
  return (request) => wrapped({ ...request, headers: inLowerCase(request.headers) });
}
