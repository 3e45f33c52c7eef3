import { referenceBehaviour } from "../service/behaviour.ts";
import { inLowerCase } from "../service/request-routing.ts";
import { createService, type Service } from "../service/service.ts";
import type { Behaviour, Environment } from "../service/decisions.ts";

/** A named wrong behaviour that can be switched on in the reference service: one small decision, taken as an author of an emulator might take it. */
export interface Fault {
  /** Kebab-case. */
  readonly name: string;
  /** What the service does wrong, in the present tense. */
  readonly title: string;
  /** The level at which the fault must show: that of the property. */
  readonly level: "must" | "should";
  /** Id of the property that must catch it. */
  readonly caughtBy: string;
  /** Its service claims to check signatures: it is judged with `--check-auth`. */
  readonly checkAuth?: true;
  /** Changes decisions. Called once for each service, so what a fault remembers lives in this call. */
  readonly apply: (behaviour: Behaviour) => Behaviour;
  /** Stands between clients and service, for what no decision settles. Called once for each service. */
  readonly wrap?: (service: Service, environment: Environment) => Service;
}

type FaultOfLevel = (name: string, title: string, caughtBy: string, apply: Fault["apply"], more?: Pick<Fault, "wrap" | "checkAuth">) => Fault;

/** A fault that a `must` property catches. */
export const must: FaultOfLevel = (name, title, caughtBy, apply, more) => ({ name, title, level: "must", caughtBy, apply, ...more });

/** A fault that a `should` property catches. */
export const should: FaultOfLevel = (name, title, caughtBy, apply, more) => ({ name, title, level: "should", caughtBy, apply, ...more });

/** A fresh service with a fault and with no sessions in it. */
export function createFaultyService({ apply, wrap }: Pick<Fault, "apply" | "wrap">, environment: Environment): Service {
  const service = createService(environment, apply(referenceBehaviour));
  if (wrap === undefined) return service;
  const wrapped = wrap(service, environment);
  return (request) => wrapped({ ...request, headers: inLowerCase(request.headers) });
}
