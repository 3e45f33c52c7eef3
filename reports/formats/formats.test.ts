import { describe, expect, it } from "vitest";
import type { FormatContext } from "../text/format-context.ts";
import { formats } from "./formats.ts";
import { sampleRecord, sampleRequirement } from "../sample-record.testdata.ts";

const context: FormatContext = { requirementOf: sampleRequirement, journal: () => "" };

describe("formats", () => {
  it("have distinct names and files", () => {
    expect(new Set(formats.map(({ name }) => name)).size).toBe(formats.length);
    expect(new Set(formats.map(({ file }) => file)).size).toBe(formats.length);
  });

  it.each(formats.map(({ name, render }) => [name, render] as const))("%s renders the same record to the same bytes", async (_, render) => {
    const once = Buffer.from(await render(sampleRecord(25), context));
    const again = Buffer.from(await render(structuredClone(sampleRecord(25)), context));
    expect(once.length).toBeGreaterThan(50);
    expect(again.equals(once)).toBe(true);
  });
});
