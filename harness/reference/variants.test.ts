import { describe, expect, it } from "vitest";
import { propertiesOf } from "../../properties/table.ts";
import { contractOf } from "../../spec/contracts.ts";
import { expectFindings, judgeService } from "./bank.testdata.ts";
import { createVariantService } from "./variant.ts";
import { variants } from "./variants.ts";

describe("variants", () => {
  it("have names of their own", () => {
    expect(new Set(variants.map(({ name }) => name)).size).toBe(variants.length);
  });

  it("may fail properties that there are, and that are should", () => {
    const shoulds = new Set(propertiesOf(contractOf("ListSessions")).flatMap(({ id, level }) => (level === "should" ? [id] : [])));
    expect(variants.flatMap(({ mayFail }) => mayFail).filter((id) => !shoulds.has(id))).toEqual([]);
  });

  it("let nobody in without a good signature where they check signatures", async () => {
    const checking = variants.filter(({ name }) => name.startsWith("signatures-checked"));
    const runs = await Promise.all(checking.map((variant) => judgeService((world) => createVariantService(variant, world), { checkAuth: true })));
    expect(runs.map(({ ruling }) => ruling.verdict)).toEqual(checking.map(() => "conforms"));
    expect(runs.map(({ record }) => record.checks.find(({ id }) => id === "authentication/refuses-bad-signatures")?.status)).toEqual(
      checking.map(() => "passed"),
    );
  });

  for (const variant of variants.filter(({ onWire }) => onWire !== true)) {
    it(`${variant.name}: ${variant.title}`, async () => {
      expectFindings(await judgeService((world) => createVariantService(variant, world)), variant);
    });
  }
});
