import { contractOf } from "../../spec/contracts.ts";
import { propertiesOf } from "../../properties/table.ts";
import { createDirectTransport } from "../direct-transport.ts";
import { settle } from "../options.ts";
import { createFaultyService, type Fault } from "../reference/fault.ts";
import { idleServers } from "../reference/idle.ts";
import { absenceVariants, faultsOf, generalIdle, generalVariants, type provenOperations } from "../reference/operation-bank.ts";
import type { Service } from "../reference/service.ts";
import { createVariantService, type Variant, worldOf } from "../reference/variant.ts";
import { variants } from "../reference/variants.ts";
import { type FinishedRun, judgeTarget, type RunHooks } from "../run-conformance.ts";
import { createVirtualClock } from "../virtual-clock.ts";
import { credentials, environmentOf, start } from "./in-process.ts";
import type { Clock } from "../clock.ts";

/** An operation whose judgement is proven, beside `ListSessions`. */
export type ProvenOperation = (typeof provenOperations)[number];

/** What the judgement of one operation was found to be worth. */
export interface OperationProof {
  readonly operation: ProvenOperation;
  readonly faults: { readonly all: number; readonly survivors: readonly string[] };
  readonly variants: { readonly all: number; readonly accused: readonly string[] };
  readonly idle: { readonly all: number; readonly passed: readonly string[] };
}

/** Judges the bank of an operation in this process, by a virtual clock. */
export async function proveOperation(operation: ProvenOperation): Promise<OperationProof> {
  const faults = faultsOf(operation);
  const survivors: string[] = [];
  for (const fault of faults) if (!(await isCaught(operation, fault))) survivors.push(fault.name);
  const legal = [...variants.filter(({ name }) => generalVariants.includes(name)), ...absenceVariants];
  const accused: string[] = [];
  for (const variant of legal) for (const of of await accusationsOf(operation, variant)) accused.push(`${variant.name} of ${of}`);
  const idle = idleServers.filter(({ name }) => generalIdle.includes(name));
  const passed: string[] = [];
  for (const { name, service } of idle) {
    const clock = createVirtualClock(start);
    if ((await judge(operation, service(worldOf(clock, 1)), clock, "quick")).ruling.exit === 0) passed.push(name);
  }
  return { operation, faults: { all: faults.length, survivors }, variants: { all: legal.length, accused }, idle: { all: idle.length, passed } };
}

/** All that an operation's proof falls short of. */
export function shortfallsOfOperation({ operation, faults, variants: legal, idle }: OperationProof): readonly string[] {
  return [
    ...faults.survivors.map((name) => `fault of ${operation} not caught: ${name}`),
    ...legal.accused.map((accusation) => `variant of ${operation} accused: ${accusation}`),
    ...idle.passed.map((name) => `idle server passed for ${operation}: ${name}`),
  ];
}

async function isCaught(operation: ProvenOperation, fault: Fault): Promise<boolean> {
  const { caughtBy, level } = fault;
  if (!propertiesOf(contractOf(operation)).some((property) => property.id === caughtBy && property.level === level)) return false;
  const clock = createVirtualClock(start);
  const abort = new AbortController();
  let caught = false;
  await judge(operation, createFaultyService(fault, environmentOf(clock, 1)), clock, "standard", {
    onBreach: ({ property }) => {
      if (property !== caughtBy) return;
      caught = true;
      abort.abort();
    },
    signal: abort.signal,
  });
  return caught;
}

async function accusationsOf(operation: ProvenOperation, variant: Variant): Promise<readonly string[]> {
  const clock = createVirtualClock(start);
  const { record, ruling } = await judge(operation, createVariantService(variant, worldOf(clock, 1)), clock, "quick");
  const unfair = record.checks.filter(({ id, level, status }) => status === "failed" && (level === "must" || !variant.mayFail.includes(id)));
  return [...unfair.map(({ id }) => id), ...(ruling.exit === 0 ? [] : [`exit ${String(ruling.exit)}: ${ruling.because}`])];
}

async function judge(operation: ProvenOperation, service: Service, clock: Clock, effort: "quick" | "standard", hooks: RunHooks = {}): Promise<FinishedRun> {
  const settings = settle({ state: "create", effort, cases: 3, concurrency: 4 }, {});
  const transport = createDirectTransport(service, clock);
  return judgeTarget({ settings, transport, clock, runId: "proof00000", credentials, contract: contractOf(operation) }, hooks);
}
