import { randomBytes } from "node:crypto";
import type { Contract } from "../../spec/contract.ts";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { isListSessions } from "../../spec/operation-traits.ts";
import type { GivenSession } from "../../properties/fixtures/existing-sessions.ts";
import { type Baseline, type BaselineUpdate, holdAgainst, updateBaseline } from "../../reports/verdict/baseline.ts";
import { createNormaliser } from "../../reports/redaction/normalise.ts";
import type { Check, RunRecord } from "../../reports/record/run-record.ts";
import type { Ruling } from "../../reports/verdict/verdict.ts";
import { type Clock, systemClock } from "../runtime/clock.ts";
import { Latencies } from "./latency.ts";
import { baselineInputOf } from "./baseline-input.ts";
import type { RunOptions, Settings } from "../config/settings.ts";
import { checkOf, recordOf } from "./run-record.ts";
import type { BreachSeen, SuiteProgress } from "../cases/run-cases.ts";
import { Journal } from "../storage/journal.ts";
import { headerOf, shardOf } from "../storage/journal-header.ts";
import { resetTarget } from "../fixtures/reset.ts";
import { connectThrough } from "./connect-target.ts";
import { openRun, type OpenRun, planRun } from "./open-run.ts";
import { runSuite } from "./run-suite.ts";
import { SilenceWatch } from "./silence-watch.ts";
import { waitForTarget } from "./wait-for-target.ts";
import { type Work, workOf } from "../selection/selection.ts";
import { SessionFates } from "../fixtures/session-fates.ts";
import { endpointName, findCredentials, type FoundCredentials } from "../transport/target.ts";
import { ResultSanitizer } from "../cases/sanitized-result.ts";
import { TimelineCounter } from "./timeline.ts";
import type { Transport } from "../transport/transport.ts";

/** Callbacks by which a caller follows a run, and the signal that ends it. */
export interface RunHooks {
  readonly onProgress?: (progress: SuiteProgress & { readonly requests: number; readonly elapsedMs: number }) => void;
  /** Called with what the user should know while the run goes on, a sentence or two: a target that is slow, that serves one connection only, whose clock is wrong. */
  readonly onNotice?: (text: string) => void;
  /** Ends the run early: nothing more is sent for properties, and sessions are deleted. */
  readonly signal?: AbortSignal;
  /** Called for every case that fails a property. */
  readonly onBreach?: (breach: BreachSeen) => void;
  /** Called once, for the first breach that will fail the run unless the baseline accepts it; not for properties that are in the baseline. */
  readonly onFirstFailure?: (breach: BreachSeen) => void;
  /** Called once for each property, when it is known what the record says of it: during the run for one that passed, at its end for all others. */
  readonly onOutcome?: (check: Check) => void;
  /** Appends one line or more to the journal, as they are written. */
  readonly journal?: (lines: Buffer) => void;
}

/** A finished run: its record, the ruling behind the verdict, and sessions that could not be deleted. */
export interface FinishedRun {
  readonly record: RunRecord;
  readonly ruling: Ruling;
  readonly leftBehind: readonly string[];
  /** What the journal lacks, or why it ends early; undefined where it is whole. */
  readonly journalError?: string;
  /** Whether the journal could not be written to its end. */
  readonly isJournalCut: boolean;
  /** With `--update-baseline`: what its file is to hold. */
  readonly baselineUpdate?: BaselineUpdate;
}

/** Judges a target as options ask. Throws a `HarnessError` where they cannot be used; an updated baseline is not written yet. */
export async function performRun(options: RunOptions, hooks: RunHooks = {}): Promise<FinishedRun> {
  return await performOpenRun(await openRun(planRun(options)), hooks);
}

/** Judges the target of a run that was opened, and closes its transport. */
export async function performOpenRun(run: OpenRun, hooks: RunHooks): Promise<FinishedRun> {
  const runId = randomBytes(5).toString("hex");
  try {
    await waitForTarget(run, systemClock, hooks);
    const credentials = await findCredentials(run.settings);
    if ("problem" in credentials || credentials.notice === undefined) return await judgeTarget({ ...run, runId, clock: systemClock, credentials }, hooks);
    hooks.onNotice?.(credentials.notice);
    return await judgeTarget({ ...run, settings: { ...run.settings, sign: "dummy" }, runId, clock: systemClock, credentials }, hooks);
  } finally {
    await run.transport.close();
  }
}

/** What a target is judged through. */
export interface RunContext {
  readonly settings: Settings;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly runId: string;
  readonly credentials: FoundCredentials;
  readonly baseline?: Baseline | undefined;
  /** Sessions that the user says are there. */
  readonly given?: readonly GivenSession[] | undefined;
  /** The operation that is judged; `ListSessions` by default. */
  readonly contract?: Contract;
  /** What is judged and sent, where it was chosen already. */
  readonly work?: Work;
}

/** Weight of the large answers that a target is asked for when it is known to fail: about seventy of 7 MB, or of 90,000 values. */
const maxResponseWeight = 512 * 1_024 * 1_024;

/** Judges a target through any transport and clock. */
export async function judgeTarget(
  { settings, transport, clock, runId, credentials, baseline, given, contract = contractOf("ListSessions"), work = workOf(contract, settings) }: RunContext,
  hooks: RunHooks = {},
): Promise<FinishedRun> {
  const shard = shardOf(settings, work, { contract, baseline, given });
  const startedAt = new Date(clock.now());
  const start = performance.now();
  const fates = new SessionFates(({ expect }) => !isListSessions(contract) || expect === "refusal");
  const latencies = new Latencies();
  const timeline = new TimelineCounter();
  const watch = hooks.onNotice === undefined ? undefined : new SilenceWatch(hooks.onNotice);
  const { sender, redactor, created } = connectThrough(
    settings,
    { transport: watch === undefined ? transport : watch.over(transport), clock, credentials: "problem" in credentials ? undefined : credentials.found },
    {
      runId,
      contract,
      observes: settings.state === "observe",
      limits: {
        maxRequests: settings.maxRequests,
        deadline: settings.maxTimeMs === undefined ? undefined : clock.now() + settings.maxTimeMs,
        maxResponseWeight: settings.maxTimeMs === undefined ? maxResponseWeight : undefined,
      },
      onSession: (id) => journal?.session(id),
      onExchange: (sent) => journal?.exchange(sent),
      afterSend: (delivery, probe, purpose) => {
        fates.note(delivery, probe);
        latencies.add(delivery.latencyMs);
        timeline.add(performance.now() - start, purpose);
      },
    },
  );
  const named = endpointName(settings);
  const journal = hooks.journal === undefined ? undefined : new Journal(hooks.journal, redactor, () => performance.now() - start);
  journal?.begin(headerOf(settings, contract, named, { runId, startedAt, ...(shard === undefined ? {} : { shard }) }));
  if (hooks.signal?.aborted === true) sender.stop("the run was interrupted");
  hooks.signal?.addEventListener("abort", () => sender.stop("the run was interrupted"), { once: true });
  const { onProgress } = hooks;
  let last: SuiteProgress | undefined;
  const reportProgress = (progress: SuiteProgress | undefined): void => {
    last = progress;
    if (progress !== undefined) onProgress?.({ ...progress, requests: sender.counts.properties, elapsedMs: performance.now() - start });
  };
  // While a case or the set-up takes long, the time goes on.
  const ticks = onProgress === undefined ? undefined : setInterval(() => reportProgress(last), 1_000).unref();
  const { resetRequest, state, headers } = settings;
  const reported = new Set<string>();
  const result = await runSuite({
    settings,
    contract,
    work,
    endpoint: named,
    owner: { runId, region: settings.region, account: settings.account, roleArn: settings.roleArn },
    clock,
    sender,
    created,
    given,
    fates,
    journal,
    startedAtMs: startedAt.getTime(),
    sanitizer: new ResultSanitizer(redactor, () => createNormaliser({ runId, endpoint: named, startedAt })),
    ...(baseline === undefined ? {} : { listedCases: new Set(baseline.entries.flatMap(({ cases = [] }) => cases)) }),
    ...(resetRequest === undefined || state === "observe" || hooks.signal?.aborted === true
      ? {}
      : { reset: () => resetTarget(transport, resetRequest, { endpoint: named, headers }) }),
    ...("problem" in credentials ? { withoutCredentials: credentials.problem } : {}),
    ...(onProgress === undefined ? {} : { onProgress: reportProgress }),
    ...(hooks.onNotice === undefined ? {} : { onNotice: hooks.onNotice }),
    onBreach: breachesTo(hooks, settings, baseline, () => sender.failed()),
    onPassed: (propertyResult) => {
      reported.add(propertyResult.property.id);
      hooks.onOutcome?.(checkOf(propertyResult, { settings, contract, endpoint: named, runId, startedAt }, redactor));
    },
  });
  clearInterval(ticks);
  watch?.close();
  const observed = baselineInputOf(result);
  const today = startedAt.toISOString().slice(0, 10);
  const baselineUpdate =
    baseline === undefined || !settings.updateBaseline
      ? undefined
      : updateBaseline(baseline, observed, { today, strict: settings.strict, reason: settings.reason });
  const held = baselineUpdate?.baseline ?? baseline;
  const finished = recordOf(result, {
    ...(held === undefined ? {} : { baseline: holdAgainst(held, observed, today) }),
    settings,
    contract,
    ...(shard === undefined ? {} : { shard }),
    endpoint: named,
    runId,
    startedAt,
    durationMs: performance.now() - start,
    counts: sender.counts,
    latency: latencies.summary(),
    charts: { latencies: latencies.histogram(), timeline: timeline.counts() },
    interrupted: hooks.signal?.aborted === true,
    redactor,
  });
  const { durationMs, requests, latency, interrupted } = finished.record.meta;
  journal?.end({ durationMs, requests, latency, interrupted });
  for (const check of finished.record.checks) if (!reported.has(check.id)) hooks.onOutcome?.(check);
  const journalError = journal?.gap;
  return {
    ...finished,
    leftBehind: result.leftBehind,
    isJournalCut: journal?.writeError !== undefined,
    ...(baselineUpdate === undefined ? {} : { baselineUpdate }),
    ...(journalError === undefined ? {} : { journalError }),
  };
}

/** Reports breaches, and the first that makes the run fail. */
function breachesTo(
  { onBreach, onFirstFailure }: RunHooks,
  { strict }: Settings,
  baseline: Baseline | undefined,
  onFails: () => void,
): (breach: BreachSeen) => void {
  const listed = new Set(baseline?.entries.map(({ property }) => property));
  let isFirst = true;
  return (breach) => {
    onBreach?.(breach);
    const fails = breach.level === "must" || (strict && breach.level === "should");
    if (!isFirst || !fails || listed.has(breach.property)) return;
    isFirst = false;
    onFails();
    onFirstFailure?.(breach);
  };
}
