import type { Property } from "../../../properties/core/property.ts";
import { propertiesOf } from "../../../properties/table.ts";
import { contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import type { BreachSeen } from "../../cases/run-cases.ts";
import { createDirectTransport } from "../../transport/direct-transport.ts";
import { environmentOf, startTime, untilCaught } from "../../proof/in-process.ts";
import { createVirtualClock } from "../../runtime/virtual-clock.ts";
import type { Fault } from "./fault.ts";
import { createChangedService } from "./changed-service.ts";

const properties = new Map(propertiesOf(contractOf("ListSessions")).map((property) => [property.id, property]));

/** Properties that give a watching one something to see: any does of errors, one that sends the same twice of request ids, of pages those that list the run's sessions, and the one that stops a session. */
function hostsOf({ kind, id }: Property): readonly string[] {
  if (kind !== "passive" || id.startsWith("error/")) return [];
  if (id.startsWith("response/request-id/")) return ["determinism/same-refusal-twice"];
  return [
    "paging/finds-every-session",
    "paging/page-size-may-change",
    "filters/single-pair/exact",
    "filters/single-pair/kept-over-pages",
    "sessions/stop-reflected",
  ];
}

/** The first breach by which the property that a fault names catches it, judged alone with what it needs; undefined where it does not. */
export async function breachOf(fault: Pick<Fault, "apply" | "wrap" | "level" | "caughtBy" | "checkAuth">): Promise<BreachSeen | undefined> {
  let seen: BreachSeen | undefined;
  const property = properties.get(fault.caughtBy);
  const hosts = property === undefined || fault.checkAuth === true ? ["authentication/refuses-bad-signatures"] : hostsOf(property);
  const clock = createVirtualClock(startTime);
  const transport = createDirectTransport(createChangedService(fault, environmentOf(clock, 1)), clock);
  await untilCaught(transport, { only: [fault.caughtBy, ...hosts], seed: 1, checkAuth: fault.checkAuth === true }, clock, (breach) => {
    if (breach.property !== fault.caughtBy || breach.level !== fault.level) return false;
    seen ??= breach;
    return true;
  });
  return seen;
}

/** The evidence of a breach in one line: what people's baselines and reports hold of it. */
export function evidenceOf({ caseId, violation: { code, pointer, expected, received } }: BreachSeen): string {
  const text = [caseId, code, pointer, expected, JSON.stringify(received)].join(" | ");
  return text.length <= 600 ? text : `${text.slice(0, 600)}… (${String(text.length)} characters)`;
}
