import { describe, expect, it } from "vitest";
import { contractOf } from "../../spec/contracts.ts";
import type { Property } from "../../properties/property.ts";
import { propertiesOf } from "../../properties/table.ts";
import type { Check } from "../../reports/run-record.ts";
import { createDirectTransport } from "../direct-transport.ts";
import { settle } from "../options.ts";
import { judgeTarget } from "../run-conformance.ts";
import { createVirtualClock } from "../virtual-clock.ts";
import { createFaultyService, type Fault } from "./fault.ts";
import { faults } from "./faults.ts";

const properties = new Map(propertiesOf(contractOf("ListSessions")).map((property) => [property.id, property]));

/** Properties that give a watching one something to see: any does of errors and headers, of pages those that list the run's sessions. */
function hostsOf({ kind, id }: Property): readonly string[] {
  if (kind !== "watching" || /^(?:error|response\/request-id)\//u.test(id)) return [];
  return ["paging/finds-every-session", "filters/single-pair/exact", "filters/single-pair/kept-over-pages"];
}

async function checkOf(fault: Fault): Promise<Check | undefined> {
  const property = properties.get(fault.caughtBy);
  if (property === undefined) return undefined;
  const clock = createVirtualClock(Date.UTC(2025, 0, 1, 12));
  let requests = 0;
  const uuid = (): string => `00000000-0000-4000-8000-${String((requests += 1)).padStart(12, "0")}`;
  const service = createFaultyService(fault, { now: () => clock.now(), uuid });
  const { record } = await judgeTarget({
    settings: settle({ only: [property.id, ...hostsOf(property)], seed: 1, effort: "standard", concurrency: 8 }, {}),
    transport: createDirectTransport(service, clock),
    clock,
    runId: "faults",
    credentials: { found: undefined },
  });
  return record.checks.find(({ id }) => id === property.id);
}

describe("the bank of faults", () => {
  it("holds at least 120 faults with names of their own", () => {
    expect(faults.length).toBeGreaterThanOrEqual(120);
    expect(faults.map(({ name }) => name).toSorted()).toEqual([...new Set(faults.map(({ name }) => name))].toSorted());
  });

  it("tells each in a title of its own", () => {
    expect(faults.map(({ title }) => title).toSorted()).toEqual([...new Set(faults.map(({ title }) => title))].toSorted());
  });

  it("names faults in kebab-case", () => {
    for (const { name } of faults) expect(name).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u);
  });
});

describe("a fault is caught by the property that it names", () => {
  it.each(faults.map((fault) => [fault.name, fault] as const))("%s", async (_name, fault) => {
    expect(await checkOf(fault)).toMatchObject({ id: fault.caughtBy, level: fault.level, status: "failed" });
  });
});
