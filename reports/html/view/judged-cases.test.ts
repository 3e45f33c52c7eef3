import { expect, it } from "vitest";
import { sampleLines, journalText } from "../../sample-journal.testdata.ts";
import { judgedCases } from "./judged-cases.ts";

it("judgedCases() gives the cases of each property with the last answer, and skips what is cut off", () => {
  const text = journalText();
  const ids = sampleLines.flatMap((line) => (line.kind === "exchange" && line.part === "properties" && line.case !== undefined ? [line.case] : []));
  const found = judgedCases(`${text}{"kind":"exchange","part":"properties","case":"a#b`);
  expect([...found].flatMap(([property, cases]) => cases.map(({ name }) => `${property}#${name}`))).toEqual([...new Set(ids)]);
  expect(ids.length).toBeGreaterThan(0);
  expect(judgedCases("")).toEqual(new Map());
});
