import type { Contract } from "../../spec/contract.ts";
import type { FixtureSet, Owner } from "../../properties/core/fixtures.ts";
import { present } from "../../reports/encoding/present.ts";
import { mergeRecords } from "../../reports/merge/merge.ts";
import { isShardRecord } from "../../reports/merge/shard-record.ts";
import { createNormaliser } from "../../reports/redaction/normalise.ts";
import type { JournalHeader } from "../../reports/record/journal.ts";
import type { StoredRun } from "../../reports/documents/parse-journal.ts";
import type { Redactor } from "../../reports/redaction/redact.ts";
import type { Preflight, RunRecord } from "../../reports/record/run-record.ts";
import { type Ruling, stopsTheRun } from "../../reports/verdict/verdict.ts";
import { CaseRun } from "../cases/run-cases.ts";
import { Latencies } from "../run/latency.ts";
import { type Settings, resolveSettings } from "../config/settings.ts";
import { recordOf } from "../run/run-record.ts";
import { workOf } from "../selection/selection.ts";
import { resultOf } from "../run/run-suite.ts";
import type { CaseExecutor } from "../cases/case-executor.ts";
import { type Counts, noRequests } from "../client/sent-exchange.ts";
import { readRunContract, type RunContract } from "../storage/run-contract.ts";
import { gaps, JournalExecutor } from "./journal-executor.ts";
import { ResultSanitizer } from "../cases/sanitized-result.ts";

/** The result of judging stored exchanges again. */
export interface JudgedAgain {
  readonly record: RunRecord;
  readonly ruling: Ruling;
  /** Cases that could not be judged from the journal, and why. */
  readonly gaps: ReadonlyMap<string, string>;
}

/** Judges a journal with the properties of this version, without the target. `trusting` as in the executor. */
async function judgeOne(stored: StoredRun, { trusting }: { readonly trusting: boolean }): Promise<JudgedAgain> {
  const { header, end } = stored;
  const executor = new JournalExecutor(stored, { trusting });
  const { run, settings, contract, checked } = await executeStored(stored, executor);
  const startedAt = new Date(header.startedAt);
  // The operations of which the run sent nothing more.
  const ended = stored.exchanges.flatMap(({ operation, ends }) => (ends === undefined ? [] : [{ operation, text: ends }]));
  const reported = recordOf(resultOf(checked, run, [], ended), {
    settings,
    contract,
    ...(header.shard === undefined ? {} : { shard: header.shard }),
    endpoint: header.target.endpoint,
    runId: header.runId,
    startedAt,
    durationMs: end?.durationMs ?? Math.max(0, ...stored.exchanges.map(({ at }) => at)),
    counts: end?.requests ?? countsOf(stored),
    latency: end?.latency ?? latencyOf(stored),
    interrupted: end?.interrupted ?? true,
    redactor: asStored,
  });
  return { ...reported, gaps: new Map([...executor.gaps].map(([id, gap]) => [id, gaps[gap]])) };
}

/** Judges the journals of a run, or of all of its shards, again. */
export async function judgeStored(all: readonly StoredRun[], how: { readonly trusting: boolean }): Promise<JudgedAgain> {
  const judged: JudgedAgain[] = [];
  for (const stored of all) judged.push(await judgeOne(stored, how));
  const [first, ...others] = judged;
  if (first !== undefined && others.length === 0) return first;
  return { ...mergeRecords(judged.map(({ record }) => record).filter(isShardRecord)), gaps: new Map(judged.flatMap((one) => [...one.gaps])) };
}

/** The executed cases of a journal, and the settings and contract of its run. */
export type ExecutedAgain = { readonly run: CaseRun; readonly settings: Settings; readonly contract: Contract; readonly checked: Preflight };

/** Executes all cases of a journal; `accountSize` and `settleMs` override the run's. */
export async function executeStored(stored: StoredRun, executor: CaseExecutor, { accountSize, settleMs }: Surroundings = {}): Promise<ExecutedAgain> {
  const { header, preflight = notReached } = stored;
  const { contract } = storedContract(stored);
  const settings = { ...settingsOf(header), ...(settleMs === undefined ? {} : { settleMs }) };
  const run = new CaseRun({
    settings,
    contract,
    work: workOf(contract, settings),
    owner: ownerOf(header),
    executor,
    // The journal is redacted already; a second pass would redact the mark of a secret.
    sanitizer: new ResultSanitizer(asStored, () =>
      createNormaliser({ runId: header.runId, endpoint: header.target.endpoint, startedAt: new Date(header.startedAt) }),
    ),
    startedAtMs: new Date(header.startedAt).getTime(),
    requests: () => 0,
  });
  const { outcome, message, refusal } = preflight;
  const checked: Preflight = present({ outcome, message, refusal });
  const fixtures = fixturesOf(stored);
  if (checked.outcome === "refuses") await run.only("request/accepts-empty-input", checked.message);
  else if (!stopsTheRun(checked)) await run.all(fixtures.available && accountSize !== undefined ? { ...fixtures, accountSize } : fixtures, checked.refusal);
  return { run, settings, contract, checked };
}

/** Overrides for a target that differs from the run's. */
export type Surroundings = { readonly accountSize?: number; readonly settleMs?: number };

const notReached: Preflight = { outcome: "not-run", message: "The run was killed in its preflight." };

const asStored: Redactor = {
  request: (request) => request,
  response: (response) => response,
  headers: (headers) => headers,
  violation: (violation) => violation,
  text: (text) => text,
};

/** The settings of a stored run, as far as cases and record depend on them. */
function settingsOf({ target: { name, region, state }, headers, fixture, ...header }: JournalHeader): Settings {
  return {
    ...resolveSettings({}, {}),
    ...header,
    name,
    region,
    state,
    headers: Object.fromEntries(headers.map((one) => [one, ""])),
    fixture: fixture === true ? "as stored" : undefined,
  };
}

/** The sessions that cases can rely on, as they were. */
function fixturesOf({ header, fixtures }: StoredRun): FixtureSet {
  if (fixtures === undefined) return { available: false, status: "unexercised", reason: gaps.killed };
  if (!fixtures.available) return { available: false, status: fixtures.status, reason: fixtures.reason };
  const { kind: _kind, ...stored } = fixtures;
  return { ...stored, ...(header.fixture === undefined ? {} : { given: header.fixture }), owner: ownerOf(header) };
}

/** The contract that a run was judged by. Throws a HarnessError where it is not known any more. */
export function storedContract({ header, folder = "." }: StoredRun): RunContract {
  return readRunContract(folder, header.suite.contract);
}

function ownerOf({ runId, account, roleArn, target }: JournalHeader): Owner {
  return { runId, account, roleArn, region: target.region };
}

// A killed run has counts of stored exchanges only; plain requests between two tries are not stored.
function countsOf({ exchanges }: StoredRun): Counts {
  const counts = noRequests();
  for (const { purpose, attempts } of exchanges) {
    counts[purpose] += 1;
    counts.retries += attempts - 1;
  }
  return counts;
}

function latencyOf({ exchanges }: StoredRun): RunRecord["meta"]["latency"] {
  const latencies = new Latencies();
  for (const { latencyMs } of exchanges) latencies.add(latencyMs);
  return latencies.summary();
}
