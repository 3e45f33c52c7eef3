import { beforeAll, describe, expect, it } from "vitest";
import type { Baseline } from "../../reports/verdict/baseline.ts";
import { mergeRecords } from "../../reports/merge/merge.ts";
import { isShardRecord } from "../../reports/merge/shard-record.ts";
import { parseRunRecord } from "../../reports/documents/parse-run-record.ts";
import type { RunRecord } from "../../reports/record/run-record.ts";
import { createDirectTransport } from "../transport/direct-transport.ts";
import { type RunOptions, resolveSettings } from "../config/settings.ts";
import { createChangedService } from "../reference/faults/changed-service.ts";
import { faults } from "../reference/faults/all-faults.ts";
import { uuidFrom } from "../reference/server/seeded-random.ts";
import { createService, type Service } from "../reference/service/service.ts";
import { type World, worldOf } from "../reference/variants/variant.ts";
import { type FinishedRun, judgeTarget, type RunHooks } from "../run/run-conformance.ts";
import { createVirtualClock } from "../runtime/virtual-clock.ts";

type Make = (world: World) => Service;

interface More {
  readonly baseline?: Baseline;
  readonly hooks?: RunHooks;
}

const environmentOf = ({ clock, random }: World): Parameters<typeof createService>[0] => ({ now: () => clock.now(), uuid: () => uuidFrom(random) });
const reference: Make = (world) => createService(environmentOf(world));

function faulty(name: string): Make {
  const fault = faults.find((one) => one.name === name);
  if (fault === undefined) throw new Error(`the bank has no fault ${name}`);
  return (world) => createChangedService(fault, environmentOf(world));
}

/** A run against a fresh service, in virtual time. */
async function judge(make: Make, options: RunOptions, runId: string, { baseline, hooks = {} }: More = {}): Promise<FinishedRun> {
  const clock = createVirtualClock(Date.UTC(2026, 0, 1));
  const transport = createDirectTransport(make(worldOf(clock, 1)), clock);
  const credentials = { found: { accessKeyId: "test", secretAccessKey: "test" } };
  return judgeTarget({ settings: resolveSettings(options, {}), transport, clock, runId, credentials, baseline }, hooks);
}

/** The shards of a run, each with a service and an id of its own. */
async function judgeApart(make: Make, count: number, options: RunOptions = {}, more: More = {}): Promise<readonly FinishedRun[]> {
  const runs: FinishedRun[] = [];
  for (let index = 1; index <= count; index += 1) runs.push(await judge(make, { ...options, shard: { index, count } }, String(index).padStart(10, "a"), more));
  return runs;
}

function join(runs: readonly FinishedRun[]): ReturnType<typeof mergeRecords> {
  // As they are on disk.
  return mergeRecords(runs.map(({ record }) => parseRunRecord(JSON.stringify(record))).filter(isShardRecord));
}

/** What must be the same however a run was sent: the verdict and what it rests on, and what each property is found to be. */
function settled({ verdict, requests, checks, meta: { exit, because, narrowedBy, interrupted, suiteErrors, staleBaseline } }: RunRecord): unknown {
  const outcomes = checks.map(({ id, level, status, reason, cases, baselined, violationCount }) => ({
    id,
    level,
    status,
    reason,
    cases,
    baselined,
    violationCount,
  }));
  return { verdict, requests, outcomes, meta: { exit, because, narrowedBy, interrupted, suiteErrors, staleBaseline } };
}

describe("shards of a run over the reference service", () => {
  let whole: FinishedRun;
  beforeAll(async () => {
    whole = await judge(reference, {}, "0123456789");
  });

  it.each([1, 2, 3, 4, 7])("come together to the run in one go: %i of them", async (count) => {
    const shards = await judgeApart(reference, count);
    expect(shards.map(({ ruling }) => [ruling.verdict, ruling.exit])).toEqual(shards.map(() => ["incomplete", 0]));
    expect(whole.record.verdict).toBe("conforms");
    expect(settled(join(shards).record)).toEqual(settled(whole.record));
    expect(shards.flatMap(({ leftBehind }) => leftBehind)).toEqual([]);
  });

  it("have no session of another, and put theirs in place once", async () => {
    const shards = await judgeApart(reference, 3, { effort: "quick" });
    expect(new Set(shards.map(({ record }) => record.meta.runId)).size).toBe(3);
    const { record } = join(shards);
    expect(record.meta.shards?.map(({ index, runId, requests }) => [index, runId, requests])).toEqual(
      shards.map((shard, at) => [at + 1, shard.record.meta.runId, shard.record.requests]),
    );
  });

  it("split generated cases, too, where there are many", async () => {
    const options = { effort: "quick", cases: 300, only: ["request/refuses-generated"] } as const;
    const inOneGo = await judge(reference, options, "0123456789");
    const shards = await judgeApart(reference, 3, options);
    expect(shards.map(({ record }) => record.requests)).toEqual([200, 200, 200]);
    expect(settled(join(shards).record)).toEqual(settled(inOneGo.record));
  });
});

/** Each asks something of merging. */
const demanding: readonly (readonly [what: string, fault: string, count: number])[] = [
  ["a boundary case becomes the counterexample of generated ones", "max-results-one-above-accepted", 3],
  ["many cases of many properties fail", "origin-pattern-unchecked", 4],
  ["what a denial means depends on other cases", "constraint-as-want-of-permission", 2],
  ["many properties judge another one along", "token-word-at-the-end", 3],
  ["a generated case is made smaller", "max-results-in-a-signed-byte", 2],
];

describe("shards of a run over a faulty service", () => {
  it.each(demanding)("come together to the run in one go where %s: %s", async (_what, name, count) => {
    const whole = await judge(faulty(name), { strict: true }, "0123456789");
    expect(whole.record.verdict).toBe("fails");
    const joined = join(await judgeApart(faulty(name), count, { strict: true }));
    expect(settled(joined.record)).toEqual(settled(whole.record));
  });

  it("find what comes by turns, each by itself", async () => {
    const shards = await judgeApart(faulty("constraint-code-by-turns"), 2, { strict: true });
    const { record } = join(shards);
    const failing = (of: RunRecord): readonly string[] => of.checks.filter(({ status }) => status === "failed").map(({ id }) => id);
    expect(failing(record)).toEqual([...new Set(shards.flatMap((shard) => failing(shard.record)))].toSorted());
    expect(failing(record)).toContain("determinism/same-refusal-twice");
  });
});

describe("shards of which one could not be judged", () => {
  const unjudged = {
    status: 403,
    headers: { "content-type": "application/x-amz-json-1.1" },
    body: Buffer.from('{"__type":"ExpiredTokenException","message":"no"}'),
  };

  it("come to a run that is incomplete, and say which one it was", async () => {
    const [first, ...others] = await judgeApart(reference, 2, { effort: "quick" });
    if (first === undefined) throw new Error("there is no shard");
    const refused = await judge(() => () => unjudged, { effort: "quick", shard: { index: 2, count: 2 } }, "0123456789");
    expect(others.length).toBe(1);
    const { record, ruling } = join([first, refused]);
    expect([ruling.verdict, ruling.exit]).toEqual(["incomplete", 3]);
    expect(ruling.because).toMatch(/^Shard 2 of 2: .*refuses the credentials/u);
    expect(record.checks.filter(({ status }) => status === "passed").length).toBeGreaterThan(20);
  });

  it("keep what was cut off, and that they were interrupted", async () => {
    const [first] = await judgeApart(reference, 2, { effort: "quick" });
    const abort = new AbortController();
    const cut = await judge(reference, { effort: "quick", shard: { index: 2, count: 2 } }, "0123456789", {
      hooks: { signal: abort.signal, onProgress: ({ done }) => void (done > 20 && abort.abort()) },
    });
    if (first === undefined) throw new Error("there is no shard");
    expect(join([first, cut]).ruling).toMatchObject({ verdict: "incomplete", exit: 130 });
    const limited = await judge(reference, { effort: "quick", maxRequests: 20, shard: { index: 2, count: 2 } }, "0123456789");
    const { ruling } = join([first, limited]);
    expect(ruling).toMatchObject({ verdict: "incomplete", exit: 3 });
    expect(ruling.because).toContain("cut off after 20 requests (--max-requests)");
  });
});

describe("a baseline of a run in shards", () => {
  const entry = { reason: "known", expires: "2030-01-01" } as const;
  const of = (...entries: Baseline["entries"]): Baseline => ({ schemaVersion: 1, entries });

  it.each<readonly [what: string, fault: string | undefined, baseline: Baseline, exit: number]>([
    ["accepts what all shards find", "request-id-missing", of({ ...entry, property: "response/request-id/present", codes: ["request-id-missing"] }), 0],
    ["accepts nothing else", "request-id-missing", of({ ...entry, property: "response/request-id/present", codes: ["request-id-repeated"] }), 1],
    ["is out of date where what all shards judge passed in all", undefined, of({ ...entry, property: "response/types", codes: ["wrong-type"] }), 1],
    ["is out of date where what one shard judges passed", undefined, of({ ...entry, property: "filters/no-pairs", codes: ["wrong-type"] }), 1],
    ["is out of date where it expired", undefined, of({ ...entry, property: "filters/no-pairs", codes: ["wrong-type"], expires: "2020-01-01" }), 1],
  ])("%s", async (_what, fault, baseline, exit) => {
    const make = fault === undefined ? reference : faulty(fault);
    const options = { effort: "quick", strict: true } as const;
    const whole = await judge(make, options, "0123456789", { baseline });
    const joined = join(await judgeApart(make, 3, options, { baseline }));
    expect(whole.ruling.exit).toBe(exit);
    expect(settled(joined.record)).toEqual(settled(whole.record));
  });
});
