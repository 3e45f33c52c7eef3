import { describe, expect, it } from "vitest";
import type { FormatContext } from "./text/format-context.ts";
import { formats } from "./formats/formats.ts";
import { renderTerminal } from "./text/terminal.ts";
import { manyFailures } from "./many-failures.testdata.ts";
import { writeJournalLine } from "./record/journal.ts";
import { sampleExchange, sampleHeader } from "./sample-journal.testdata.ts";
import { sampleRequirement } from "./sample-record.testdata.ts";
import { rulingOf } from "./verdict/verdict.ts";

const record = manyFailures();
const refusal = '{"__type":"InvalidInputException","Message":"Value at MaxResults failed to satisfy constraint: Member must be less than or equal to 1000"}';

/** The journal of 10,000 failed cases: each is sent three times. */
const journal = [
  sampleHeader,
  ...Array.from({ length: 30_000 }, (_, index) =>
    sampleExchange(`request/max-results/refuses-wrong-range#1.${String(index % 10_000)}`, '{"MaxResults":1001}', {
      repetition: Math.floor(index / 10_000),
      response: { status: 200, headers: { "x-amzn-requestid": String(index) }, body: { text: refusal } },
    }),
  ),
]
  .map(writeJournalLine)
  .join("");
const context: FormatContext = { requirementOf: sampleRequirement, journal: () => journal };

describe("a run with 10,000 failed cases and more", () => {
  it.each([
    ["junit", 2_000_000],
    ["ctrf", 2_000_000],
    ["markdown", 500_000],
    ["badge", 1_000],
    ["evidence", 2_000_000],
    // It contains every journalled exchange, a kilobyte each.
    ["har", 35_000_000],
  ] as const)("gives a small report as %s, quickly", async (name, most) => {
    const format = formats.find((one) => one.name === name);
    const start = performance.now();
    const bytes = Buffer.from((await format?.render(record, context)) ?? "");
    expect(bytes.length).toBeGreaterThan(50);
    expect(bytes.length).toBeLessThan(most);
    // Generous, for busy machines: it takes a tenth of that.
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it("takes one line of the terminal for each failure", () => {
    const text = renderTerminal(record, { ruling: rulingOf(record), runFile: "run.json", requirementOf: sampleRequirement, colour: false, width: 100 });
    expect(text.split("\n").length).toBeLessThan(160);
  });
});
