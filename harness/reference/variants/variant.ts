import type { Server } from "node:http";
import type { WireRequest, WireResponse } from "../../../properties/core/exchange.ts";
import type { Clock } from "../../runtime/clock.ts";
import { type ChangedService, type Rows, servicesOf, type Traits } from "../faults/changed-service.ts";
import { seededRandom, uuidFrom } from "../server/seeded-random.ts";
import type { Environment } from "../service/decisions.ts";

/** The environment of a variant: the clock that it shares with the run, and random numbers in [0, 1). */
export interface World extends Environment {
  readonly clock: Clock;
  readonly random: () => number;
}

/** A legal but unusual service: the reference service with other decisions, with something wrapped around it, or both. */
export interface Variant extends ChangedService<World> {
  /** The `should` properties that it fails, and may fail. */
  readonly mayFail: readonly string[];
  /** It answers only signed requests. */
  readonly checksSignatures?: true;
  /** It exists only over sockets. */
  readonly onWire?: true;
  /** Changes the HTTP server in front of the service. */
  readonly adjust?: (server: Server) => void;
}

/** What a row says of a variant beside the decisions that it changes. */
export type VariantTraits = Traits<World> & Partial<Pick<Variant, "mayFail" | "checksSignatures" | "onWire" | "adjust">>;

/** Variants by their names, with what they share. */
export function legal(rows: Rows<VariantTraits>, shared: VariantTraits = {}): readonly Variant[] {
  return servicesOf<World, Omit<VariantTraits, "wrap">>(rows).map((service) => ({ mayFail: [], ...shared, ...service }));
}

/** Variants that fail, and may fail, some `should` properties. */
export function mayFail(ids: readonly string[], rows: Rows<VariantTraits>): readonly Variant[] {
  return legal(rows, { mayFail: ids });
}

/** A world whose randomness is determined by a seed. */
export function worldOf(clock: Clock, seed: number): World {
  const random = seededRandom(seed);
  return { clock, random, now: () => clock.now(), uuid: () => uuidFrom(random) };
}

/** Answers requests in the place of the service, which never sees them; undefined leaves them to it. */
export function instead(answer: (request: WireRequest, world: World) => WireResponse | undefined | Promise<WireResponse | undefined>): VariantTraits {
  return { wrap: (service, world) => async (request) => (await answer(request, world)) ?? (await service(request)) };
}

/** Delays every answer by some milliseconds. */
export function slowedBy(ms: number): VariantTraits {
  return {
    wrap:
      (service, { clock }) =>
      async (request) => {
        await clock.sleep(ms);
        return await service(request);
      },
  };
}
