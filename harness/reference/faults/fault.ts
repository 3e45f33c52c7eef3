import type { Environment } from "../service/decisions.ts";
import { type ChangedService, type Rows, servicesOf, type Traits } from "./changed-service.ts";

/** A named wrong behaviour that can be switched on in the reference service: one small decision, taken as an author of an emulator might take it. */
export interface Fault extends ChangedService {
  /** The level at which the fault must show: that of the property. */
  readonly level: "must" | "should";
  /** Id of the property that must catch it. */
  readonly caughtBy: string;
  /** Its service claims to check signatures: it is judged with `--check-auth`. */
  readonly checkAuth?: true;
  /** Random cases that a run for another operation is given, where a few do not show it. */
  readonly cases?: number;
}

/** What a row says of a fault beside the decisions that it changes. */
export type FaultTraits = Traits & Pick<Fault, "checkAuth" | "cases">;

/** Faults that one `must` property catches. */
export function must(caughtBy: string, rows: Rows<FaultTraits>): readonly Fault[] {
  return servicesOf<Environment, FaultTraits>(rows).map((service) => ({ ...service, level: "must", caughtBy }));
}

/** Faults that one `should` property catches. */
export function should(caughtBy: string, rows: Rows<FaultTraits>): readonly Fault[] {
  return servicesOf<Environment, FaultTraits>(rows).map((service) => ({ ...service, level: "should", caughtBy }));
}
