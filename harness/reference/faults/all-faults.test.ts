import { describe, expect, it } from "vitest";
import { faults } from "./all-faults.ts";
import type { BreachSeen } from "../../cases/run-cases.ts";
import { breachOf, evidenceOf } from "./judged-alone.testdata.ts";

describe("the bank of faults", () => {
  it("has at least 120 faults", () => {
    expect(faults.length).toBeGreaterThanOrEqual(120);
  });

  it.each(["name", "title"] as const)("gives each fault a unique %s", (member) => {
    const texts = faults.map((fault) => fault[member]);
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
  });

  it("names faults in kebab-case", () => {
    expect(faults.filter(({ name }) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/u.test(name))).toEqual([]);
  });
});

// The evidence is pinned, so that no change of the suite changes it unseen; `--update` accepts a change that was read.
describe("a fault is caught by the property that it names", () => {
  it.each(faults.map((fault) => [fault.name, fault] as const))("%s", async (_name, fault) => {
    const breach = await breachOf(fault);
    expect(breach, "no breach of the property that it names").toBeDefined();
    expect(evidenceOf(breach as BreachSeen)).toMatchSnapshot();
  });
});
