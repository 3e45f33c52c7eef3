import { describe, expect, it } from "vitest";
import { checkedInOperations, contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { requirementsOf } from "../../spec/requirements/catalogue.ts";
import { contextOf } from "../cases.testdata.ts";
import type { Case, CaseContext, ProbingProperty } from "../core/property.ts";
import { propertiesOf } from "../table.ts";

const operations = checkedInOperations().filter((operation) => operation !== "ListSessions");
const none = { available: false, status: "skipped", reason: "none" } as const;

function probing(operation: string): readonly ProbingProperty[] {
  return propertiesOf(contractOf(operation)).filter((property): property is ProbingProperty => property.kind === "probing");
}

function casesOf(property: ProbingProperty, operation: string, change: Partial<CaseContext> = {}): readonly Case[] {
  return [...property.cases({ ...contextOf(property, 1), randomCases: 3, contract: contractOf(operation), ...change })];
}

describe.each(operations)("the properties of %s", (operation) => {
  const properties = propertiesOf(contractOf(operation));
  const requirements = requirementsOf(operation);

  it("judge every requirement, at its level", () => {
    const levels = new Map(requirements.map(({ id, level }) => [id, level]));
    expect(properties.filter(({ requirement, level }) => levels.get(requirement) !== level).map(({ id }) => id)).toEqual([]);
    const judged = new Set(properties.map(({ requirement }) => requirement));
    const open = requirements.filter(({ id }) => !judged.has(id)).map(({ id }) => id);
    // Properties of a token, an optional member or a name that can be looked up exist where the contract has one.
    expect(
      open.filter((id) => !["paging.foreign-token", "operation.absence", "request.valid", "request.member-names", "request.null-is-absent"].includes(id)),
    ).toEqual([]);
  });

  it("keep their ids: a difference takes a line in CHANGELOG.md", async () => {
    const ids = properties.map(({ id }) => id).toSorted();
    expect(ids).toHaveLength(new Set(ids).size);
    await expect(`${ids.join("\n")}\n`).toMatchFileSnapshot(`__snapshots__/properties-of-${operation}.txt`);
  });

  it("have a title each", () => {
    const titles = properties.map(({ title }) => title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  it("let a derived property need what its hosts need", () => {
    const needs = new Map(properties.map((property) => [property.id, property.needs]));
    expect(properties.filter((property) => property.kind === "derived" && property.of.some((id) => needs.get(id) !== property.needs))).toEqual([]);
  });

  it("have cases with an id of their own, the same each time", () => {
    const cases = probing(operation).flatMap((property) => casesOf(property, operation));
    expect(cases).not.toEqual([]);
    expect(cases.filter(({ id }, index) => cases.findIndex((one) => one.id === id) !== index)).toEqual([]);
  });
});

describe("an operation that changes something", () => {
  const changing = operations.filter((operation) => !/^(?:Get|List|Cancel)/u.test(operation));

  it.each(changing)("is sent nothing by %s without sessions but what need not be accepted, under the name of the run", (operation) => {
    for (const property of probing(operation)) {
      for (const one of casesOf(property, operation, { fixtures: none })) {
        const step = one.script(0).next();
        const probes = step.done === true ? [] : step.value.kind === "send" ? [step.value.probe] : [];
        expect(probes.map(({ expect: wanted }) => wanted)).not.toContain("success");
        for (const { request } of probes) {
          const named = [
            ...Buffer.from(request.body)
              .toString()
              .matchAll(/"Id":"([^"]*)"/gu),
          ].map(([, id = ""]) => id);
          expect(named.filter((id) => id !== "" && !id.includes("glue-conformance-0000000000-"))).toEqual([]);
        }
      }
    }
  });
});
