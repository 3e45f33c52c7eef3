import { describe, expect, it } from "vitest";
import type { Property } from "../../properties/property.ts";
import { propertiesOf } from "../../properties/table.ts";
import type { Check } from "../../reports/run-record.ts";
import { contractOf } from "../../spec/contracts.ts";
import { judgeService } from "./bank.testdata.ts";
import { createFaultyService, type Fault } from "./fault.ts";
import { faults } from "./faults.ts";
import { uuidFrom } from "./seeded-random.ts";

const properties = new Map(propertiesOf(contractOf("ListSessions")).map((property) => [property.id, property]));

/** Properties that give a watching one something to see: any does of errors, one that sends the same twice of request ids, of pages those that list the run's sessions, and the one that stops a session. */
function hostsOf({ kind, id }: Property): readonly string[] {
  if (kind !== "watching" || id.startsWith("error/")) return [];
  if (id.startsWith("response/request-id/")) return ["determinism/same-refusal-twice"];
  return ["paging/finds-every-session", "filters/single-pair/exact", "filters/single-pair/kept-over-pages", "sessions/stop-reflected"];
}

async function checkOf(fault: Fault): Promise<Check | undefined> {
  const property = properties.get(fault.caughtBy);
  if (property === undefined) return undefined;
  const hosts = fault.checkAuth === true ? ["authentication/refuses-bad-signatures"] : hostsOf(property);
  const { record } = await judgeService(({ clock, random }) => createFaultyService(fault, { now: () => clock.now(), uuid: () => uuidFrom(random) }), {
    only: [property.id, ...hosts],
    seed: 1,
    effort: "standard",
    concurrency: 8,
    checkAuth: fault.checkAuth === true,
  });
  return record.checks.find(({ id }) => id === property.id);
}

describe("the bank of faults", () => {
  it("holds at least 120 faults", () => {
    expect(faults.length).toBeGreaterThanOrEqual(120);
  });

  it.each(["name", "title"] as const)("gives each fault a %s of its own", (member) => {
    const texts = faults.map((fault) => fault[member]);
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
  });

  it("names faults in kebab-case", () => {
    expect(faults.filter(({ name }) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/u.test(name))).toEqual([]);
  });
});

describe("a fault is caught by the property that it names", () => {
  it.each(faults.map((fault) => [fault.name, fault] as const))("%s", async (_name, fault) => {
    expect(await checkOf(fault)).toMatchObject({ id: fault.caughtBy, level: fault.level, status: "failed" });
  });
});
