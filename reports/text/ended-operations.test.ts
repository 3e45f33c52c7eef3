import { expect, it } from "vitest";
import { mergeRecords } from "../merge/merge.ts";
import { renderHtml } from "../html/report/report.tsx";
import { renderMarkdown } from "../formats/markdown.ts";
import { parseRunRecord } from "../documents/parse-run-record.ts";
import type { RunRecord } from "../record/run-record.ts";
import { sampleRecord, sampleRequirement } from "../sample-record.testdata.ts";
import { renderTerminal } from "./terminal.ts";
import { rulingOf } from "../verdict/verdict.ts";

const text = 'TagResource accepted a request that breaks Tags/maxProperties; nothing more of TagResource is sent. The target may keep <b>{"Tags":{}}</b>';
const endedBy = (...ended: NonNullable<RunRecord["meta"]["ended"]>): RunRecord => {
  const record = sampleRecord(1);
  return { ...record, meta: { ...record.meta, ended } };
};
const record = endedBy({ operation: "TagResource", text });

it("is in the record, and every report names what a target may keep", () => {
  expect(parseRunRecord(JSON.stringify(record))).toEqual(record);
  const terminal = renderTerminal(record, {
    ruling: rulingOf(record),
    runFile: "run.json",
    requirementOf: sampleRequirement,
    colour: false,
    width: 400,
  });
  expect(terminal).toContain(`! ${text}\n`);
  expect(renderMarkdown(record, { requirementOf: sampleRequirement })).toContain("nothing more of TagResource is sent");
  const html = renderHtml(record, { requirementOf: sampleRequirement, journal: () => "" });
  expect(html).toContain("May be left behind");
  expect(html).toContain("&lt;b>");
});

it("is reported once for shards that ended the same operation, and not if none did", () => {
  const shard = { index: 1, count: 2, cases: 1, options: "0".repeat(64), sessionsSeen: 0, parts: [], openEntries: [] };
  const shardOf = (one: RunRecord): RunRecord & { readonly meta: { readonly shard: typeof shard } } => ({ ...one, meta: { ...one.meta, shard } });
  const [one, other] = [endedBy({ operation: "A", text: "one" }), endedBy({ operation: "B", text: "two" }, { operation: "A", text: "three" })];
  expect(mergeRecords([shardOf(one), shardOf(other)]).record.meta.ended?.toSorted((a, b) => (a.operation < b.operation ? -1 : 1))).toEqual([
    { operation: "A", text: "one" },
    { operation: "B", text: "two" },
  ]);
  expect("ended" in mergeRecords([shardOf(sampleRecord(0))]).record.meta).toBe(false);
});
