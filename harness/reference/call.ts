import type { Behaviour } from "./behaviour.ts";
import type { Operations } from "./operations.ts";
import type { SessionStore } from "./session-store.ts";

/** What the service takes from outside: a clock in milliseconds since the epoch, and random UUIDs. */
export interface Environment {
  readonly now: () => number;
  readonly uuid: () => string;
}

/** What outlives a request: the decisions, the sessions, clock and randomness. */
export interface Context extends Environment {
  readonly behaviour: Behaviour;
  readonly store: SessionStore;
}

/** One accepted request on its way through an operation. */
export interface Call<Input = unknown> extends Context {
  readonly operation: keyof Operations;
  /** The decoded request: structures as plain objects, maps as `Map`, absent members left out. */
  readonly input: Input;
  /** When the request arrived, in milliseconds since the epoch: the only moment that a request knows. */
  readonly at: number;
}
