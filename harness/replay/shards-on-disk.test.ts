import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readEvidence } from "../../reports/documents/read-evidence.ts";
import type { RunRecord } from "../../reports/record/run-record.ts";
import { makeFolder, recordIn, removeFolders } from "../cli/command-line.testdata.ts";
import { reportRun } from "../cli/actions/report.ts";
import { createDirectTransport } from "../transport/direct-transport.ts";
import { withinBytes } from "./merge-journals.ts";
import { type RunOptions, resolveSettings } from "../config/settings.ts";
import { readJournal, readJournalOf } from "../storage/read-journal.ts";
import { readRun } from "../storage/read-run.ts";
import { createChangedService } from "../reference/faults/changed-service.ts";
import { faults } from "../reference/faults/all-faults.ts";
import { uuidFrom } from "../reference/server/seeded-random.ts";
import { worldOf } from "../reference/variants/variant.ts";
import { rejudge } from "./rejudge-run.ts";
import { judgeTarget } from "../run/run-conformance.ts";
import { findCase } from "./stored-case.ts";
import { createVirtualClock } from "../runtime/virtual-clock.ts";

const fault = faults.find(({ name }) => name === "max-results-one-above-accepted");

/** A shard over a faulty service, as it is left on disk. */
async function shardOnDisk(index: number, count: number, options: RunOptions = {}): Promise<string> {
  if (fault === undefined) throw new Error("the bank has no such fault");
  const folder = makeFolder();
  const clock = createVirtualClock(Date.UTC(2026, 0, 1));
  const { random } = worldOf(clock, index);
  const service = createChangedService(fault, { now: () => clock.now(), uuid: () => uuidFrom(random) });
  const settings = resolveSettings({ effort: "quick", ...options, shard: { index, count } }, {});
  const credentials = { found: { accessKeyId: "test", secretAccessKey: "test" } };
  const lines: string[] = [];
  const judging = { settings, transport: createDirectTransport(service, clock), clock, runId: String(index).padStart(10, "b"), credentials };
  const { record } = await judgeTarget(judging, { journal: (line) => void lines.push(line.toString()) });
  writeFileSync(join(folder, "run.json"), JSON.stringify(record));
  writeFileSync(join(folder, "exchanges.jsonl"), lines.join(""));
  return folder;
}

let shards: readonly string[];
let out: string;
let exit: number;

beforeAll(async () => {
  shards = [await shardOnDisk(1, 2), await shardOnDisk(2, 2)];
  out = join(makeFolder(), "joined");
  // In any order.
  exit = await reportRun(undefined, { merge: shards.toReversed(), out, format: ["json", "har", "evidence"], color: false });
}, 60_000);

afterAll(removeFolders);

describe("report --merge", () => {
  it("leaves a run directory that other commands read", async () => {
    const run = readRun(out);
    expect([run.record.verdict, exit]).toEqual(["fails", 1]);
    expect(run.record.meta.shards?.map(({ runId }) => runId)).toEqual(["bbbbbbbbb1", "bbbbbbbbb2"]);
    const { record, unsettled } = await rejudge(run.record, readJournalOf(run));
    expect([...unsettled]).toEqual([]);
    expect(record.checks).toEqual(run.record.checks);
    expect(record.verdict).toBe("fails");
  });

  it("keeps every exchange, for HAR, evidence and replay", async () => {
    const stored = readJournal(out);
    const sent = stored.reduce((sum, { exchanges }) => sum + exchanges.length, 0);
    expect(stored.map(({ header }) => header.shard?.index)).toEqual([1, 2]);
    expect((JSON.parse(readFileSync(join(out, "exchanges.har"), "utf8")) as { log: { entries: unknown[] } }).log.entries.length).toBe(sent);
    const evidence = readEvidence(readFileSync(join(out, "evidence.zip")));
    expect(evidence.journal).toBe(readFileSync(join(out, "exchanges.jsonl"), "utf8"));
    expect(readJournalOf(readRun(join(out, "evidence.zip"))).length).toBe(2);
    for (const { counterexample } of recordIn(out).checks) {
      if (counterexample === undefined) continue;
      const { caseId } = counterexample;
      const shard = stored.find(({ cases }) => cases.some((line) => line.case === caseId && line.part === "confirmation"));
      if (shard === undefined) throw new Error(`${caseId} is in no journal`);
      expect((await findCase(shard, caseId)).one.id).toBe(caseId);
    }
  });

  it("is recovered from its journal", async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, "exchanges.jsonl"), readFileSync(join(out, "exchanges.jsonl")));
    expect(await reportRun(undefined, { fromJournal: folder, format: ["json"], color: false })).toBe(0);
    expect(recordIn(folder).checks).toEqual(recordIn(out).checks);
  });

  it("warns about a shard without a journal, and refuses a folder with files of two runs", async () => {
    const bare = makeFolder();
    writeFileSync(join(bare, "run.json"), readFileSync(join(shards[1] ?? "", "run.json")));
    expect(await reportRun(undefined, { merge: [shards[0] ?? "", bare], out: makeFolder(), format: ["json"], color: false })).toBe(1);
    writeFileSync(join(bare, "exchanges.jsonl"), readFileSync(join(shards[0] ?? "", "exchanges.jsonl")));
    await expect(reportRun(undefined, { merge: [shards[0] ?? "", bare], out: makeFolder(), format: ["json"], color: false })).rejects.toThrow(
      /run\.json is of run bbbbbbbbb2, exchanges\.jsonl of run bbbbbbbbb1/u,
    );
  });
});

describe("report --merge refuses", () => {
  const changed = (change: (record: RunRecord) => RunRecord): string => {
    const folder = makeFolder();
    writeFileSync(join(folder, "run.json"), JSON.stringify(change(recordIn(shards[1] ?? ""))));
    return folder;
  };
  const shard = (record: RunRecord): NonNullable<RunRecord["meta"]["shard"]> => record.meta.shard as NonNullable<RunRecord["meta"]["shard"]>;
  const withShard = (record: RunRecord, change: Partial<RunRecord["meta"]["shard"] & object>): RunRecord => ({
    ...record,
    meta: { ...record.meta, shard: { ...shard(record), ...change } },
  });

  it.each<readonly [what: string, others: () => readonly string[], reported: RegExp]>([
    ["a missing shard", () => [], /Shard 2 of 2 is missing\. Give the folders of all/u],
    ["the same shard twice", () => [shards[0] ?? ""], /are both shard 1 of 2\. Give each shard once/u],
    ["another seed", () => [changed((record) => ({ ...record, seed: 2 }))], /they differ in seed: 1 and 2/u],
    ["another effort", () => [changed((record) => ({ ...record, effort: "deep" }))], /they differ in effort: quick and deep/u],
    [
      "another version",
      () => [changed((record) => ({ ...record, suite: { ...record.suite, version: "9.9.9" } }))],
      /differ in version of the suite: .* 9\.9\.9/u,
    ],
    [
      "another contract",
      () => [changed((record) => ({ ...record, suite: { ...record.suite, contract: { ...record.suite.contract, sha256: "0".repeat(64) } } }))],
      /differ in contract: [0-9a-f]{12} and 0{12}/u,
    ],
    [
      "another target",
      () => [changed((record) => ({ ...record, target: { ...record.target, name: "\u001B[31mother" } }))],
      /differ in target: reference service and \S*other/u,
    ],
    ["another number of shards", () => [changed((record) => withShard(record, { count: 3 }))], /differ in number of shards: 2 and 3/u],
    ["other generated cases", () => [changed((record) => withShard(record, { cases: 99 }))], /differ in number of generated cases \(--cases\): 15 and 99/u],
    ["other options", () => [changed((record) => withShard(record, { options: "0".repeat(64) }))], /differ in options or files, such as --baseline/u],
    [
      "a whole run",
      () => [
        changed((record) => ({
          ...record,
          meta: Object.fromEntries(Object.entries(record.meta).filter(([name]) => name !== "shard")) as unknown as RunRecord["meta"],
        })),
      ],
      /is of a whole run, not of a shard\. Give what `run --shard I\/N` wrote/u,
    ],
    ["a merged run", () => [out], /is already merged/u],
  ])("%s", async (_what, others, reported) => {
    const joining = reportRun(undefined, { merge: [shards[0] ?? "", ...others()], out: join(makeFolder(), "none"), color: false });
    await expect(joining).rejects.toThrow(reported);
  });

  it("to write into the folder of a shard, and other runs beside --merge", async () => {
    await expect(reportRun(undefined, { merge: shards, out: `${shards[0] ?? ""}/.`, color: false })).rejects.toThrow(/is the folder of a shard/u);
    await expect(reportRun("conformance-report", { merge: shards, color: false })).rejects.toThrow(/--merge takes all runs as its own values/u);
  });
});

describe("a merged journal that would be too long", () => {
  it("drops exchanges of passing cases first, and says so", () => {
    const failing = shards.find((folder) => readJournal(folder)[0]?.cases.some(({ outcome }) => outcome === "failed") === true) ?? "";
    const text = readFileSync(join(failing, "exchanges.jsonl"), "utf8");
    const short = withinBytes(text, Math.floor(text.length / 3));
    expect(short.length).toBeLessThan(text.length / 2);
    const folder = makeFolder();
    writeFileSync(join(folder, "exchanges.jsonl"), short);
    const [[before], [after]] = [readJournal(failing), readJournal(folder)];
    if (before === undefined || after === undefined) throw new Error("there is no journal");
    expect(after.cases.map((line) => [line.case, line.outcome])).toEqual(before.cases.map((line) => [line.case, line.outcome]));
    const missing = before.exchanges.length - after.exchanges.length;
    expect(missing).toBeGreaterThan(0);
    expect(after.end?.leftOut).toBe(missing);
    expect(after.cases.reduce((sum, { leftOut = 0 }) => sum + leftOut, 0)).toBeLessThanOrEqual(missing);
    const failed = new Set(before.cases.filter(({ outcome }) => outcome === "failed").map((line) => line.case));
    const ofFailing = (stored: typeof before): number => stored.exchanges.filter((exchange) => failed.has(exchange.case ?? "")).length;
    expect(ofFailing(before)).toBeGreaterThan(0);
    expect(ofFailing(after)).toBe(ofFailing(before));
  });
});
