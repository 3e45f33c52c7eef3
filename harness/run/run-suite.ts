import { isListSessions, isReading } from "../../spec/operation-traits.ts";
import { resourceIdentifierOf } from "../../properties/operations/resource-identifier.ts";
import type { FixtureSet } from "../../properties/core/fixtures.ts";
import { plannedSessions } from "../../properties/fixtures/designed-sessions.ts";
import type { Probe } from "../../properties/core/property.ts";
import { openProbe } from "../../properties/core/request.ts";
import { absentSessionProbe } from "../../properties/operations/operation-context.ts";
import type { GivenSession } from "../../properties/fixtures/existing-sessions.ts";
import type { Preflight } from "../../reports/record/run-record.ts";
import { stopsTheRun } from "../../reports/verdict/verdict.ts";
import { CaseRun, type CaseRunParts } from "../cases/run-cases.ts";
import type { Clock } from "../runtime/clock.ts";
import type { EndedOperation } from "../client/ended-operations.ts";
import { messageOf } from "../runtime/harness-error.ts";
import { findExistingSessions } from "../fixtures/existing-fixtures.ts";
import type { Journal } from "../storage/journal.ts";
import { liveExecutor } from "../cases/case-executor.ts";
import { preflight } from "./preflight.ts";
import type { Means } from "./presence.ts";
import type { Selection, Work } from "../selection/selection.ts";
import type { TargetClient } from "../client/target-client.ts";
import type { SessionFates } from "../fixtures/session-fates.ts";
import { createFixture, createFixtures, deleteFixtures } from "../fixtures/fixture-setup.ts";
import type { PropertyResult } from "../cases/property-result.ts";

/** What a suite runs with. */
export interface SuiteParts extends Omit<CaseRunParts, "executor" | "requests"> {
  readonly endpoint: string;
  readonly clock: Clock;
  readonly sender: TargetClient;
  readonly journal?: Journal | undefined;
  /** Ids of the sessions that this run asked the target to create, in order. */
  readonly created: ReadonlySet<string>;
  /** What became of them, by the answers of the target. */
  readonly fates?: Pick<SessionFates, "refused" | "deleted">;
  /** Sessions that are there already; nothing is created then. */
  readonly given?: readonly GivenSession[] | undefined;
  /** Empties the target before the preflight; its outcome where that fails. */
  readonly reset?: () => Promise<Preflight | undefined>;
  /** Why there are no credentials to sign with. */
  readonly withoutCredentials?: string;
  /** Called with what the user should know of a target that works. */
  readonly onNotice?: (text: string) => void;
}

/** What a suite found; a run record is made from it. */
export interface SuiteResult {
  readonly preflight: Preflight;
  readonly selection: Selection;
  readonly propertyResults: readonly PropertyResult[];
  readonly suiteErrors: readonly string[];
  readonly work: Work;
  /** Sessions on the fullest page that was seen. */
  readonly sessionsSeen: number;
  /** Sessions that were listed before any case. */
  readonly sessionsInPlace: number;
  /** Sessions that could not be deleted. */
  readonly leftBehind: readonly string[];
  /** Operations of which nothing more was sent. */
  readonly ended: readonly Pick<EndedOperation, "operation" | "text">[];
}

/** Runs all phases against a target: preflight, fixtures, boundaries, scenarios, random cases, shrinking, confirmation, clean-up. */
export async function runSuite(parts: SuiteParts): Promise<SuiteResult> {
  const { settings, contract, sender, clock, journal } = parts;
  const executor = liveExecutor(sender, clock, journal, contract.operation);
  const run = new CaseRun({ ...parts, executor, requests: () => sender.counts.properties });
  const ended = async (checked: Preflight): Promise<SuiteResult> => {
    try {
      return resultOf(checked, run, await deleteCreated(parts, run), sender.endings.all);
    } catch (error) {
      // Findings are kept.
      run.suiteErrors.push(messageOf(error));
      return resultOf(checked, run, [...parts.created], sender.endings.all);
    }
  };
  if (run.selection.judged.length === 0) return ended({ outcome: "not-run", message: "No property was selected." });
  const unreset = await parts.reset?.();
  if (unreset !== undefined) {
    journal?.preflight(unreset);
    return ended(unreset);
  }
  if (settings.state === "observe" && !isReading(contract)) {
    const unsent: Preflight = { outcome: "not-run", message: unobservable(contract.operation) };
    journal?.preflight(unsent);
    return ended(unsent);
  }
  const early = isReading(contract) || resourceIdentifierOf(contract) !== undefined ? undefined : run.cases.firstBroken();
  run.reportProgress("asking the target");
  const checked = await adapted(
    await preflight(sender, contract, parts.endpoint, { signingName: settings.signingName, ...meansOf(parts, early?.probe) }, parts.withoutCredentials),
    sender,
  );
  if (checked.outcome === "works" && checked.message !== "") parts.onNotice?.(checked.message);
  journal?.preflight(checked);
  if (stopsTheRun(checked)) return ended(checked);
  if (checked.outcome === "refuses") {
    sender.addressing.sendsControls = false;
    await run.only("request/accepts-empty-input", checked.message);
    return ended(checked);
  }
  try {
    run.reportProgress(parts.given === undefined ? "creating sessions" : "looking for the sessions of the fixture");
    const fixtures = await fixturesFor(run, parts);
    if ("outcome" in fixtures) {
      journal?.preflight(fixtures);
      return await ended(fixtures);
    }
    journal?.fixtures(fixtures);
    if (early !== undefined && sender.endings.isOpen(contract.operation)) await run.early(early.item);
    await run.all(fixtures, checked.refusal);
  } catch (error) {
    run.suiteErrors.push(messageOf(error));
  }
  return ended(checked);
}

/** A target that works, asked how many connections it serves. */
async function adapted(checked: Preflight, sender: TargetClient): Promise<Preflight> {
  const served = checked.outcome === "works" ? await sender.adaptToConnections() : undefined;
  if (served === undefined) return checked;
  const found =
    served === 1
      ? "The target serves one connection at a time, so requests are sent one after another, as with --concurrency 1."
      : `The target serves ${String(served)} connections at a time, so no more than ${String(served)} requests are sent at a time.`;
  return { ...checked, message: [checked.message, found].filter((text) => text !== "").join(" ") };
}

function unobservable(operation: string): string {
  return `Nothing was sent: ${operation} changes something, and --state observe sends nothing of an operation that changes something, not even requests that must be refused. Judge it where it may, with --state create.`;
}

/** What a preflight may do: it sends what harms no target, or what cases send too. */
function meansOf({ settings, contract, sender, clock, owner }: SuiteParts, broken: Probe | undefined): Means {
  if (settings.state !== "create") return {};
  const planned = plannedSessions(owner, "quick").slice(0, 1);
  const creation = openProbe("CreateSession", planned[0]?.input);
  if (isListSessions(contract)) return { create: async () => void (await createFixtures(sender, clock, owner, planned, 0)), creation };
  if (isReading(contract)) return {};
  const plain = resourceIdentifierOf(contract) === undefined ? broken : (absentSessionProbe(contract, owner) ?? creation);
  // The control is what the target refused before, or a request that only reads.
  if (broken !== undefined) sender.addressing.control = broken;
  return plain === undefined ? {} : { plain };
}

/** The result of a run over cases; properties that the preflight kept from being judged are marked. */
export function resultOf(checked: Preflight, run: CaseRun, leftBehind: readonly string[], ended: SuiteResult["ended"]): SuiteResult {
  const { selection, work, suiteErrors, sessionsSeen, sessionsInPlace } = run;
  const propertyResults = [...run.propertyResults.values()];
  if (stopsTheRun(checked))
    for (const propertyResult of propertyResults)
      propertyResult.markUnjudged(checked.outcome === "not-run" ? "skipped" : "unexercised", "the preflight stopped the run");
  return { preflight: checked, selection, work, propertyResults, suiteErrors, sessionsSeen, sessionsInPlace, leftBehind, ended };
}

async function deleteCreated({ created, fates, sender, clock, settings: { settleMs }, journal }: SuiteParts, run: CaseRun): Promise<readonly string[]> {
  if (created.size === 0) return [];
  run.reportProgress("deleting sessions");
  const [refused, gone] = [fates?.refused, fates?.deleted];
  const asked = [...created].filter((id) => refused?.has(id) !== true);
  const left = await deleteFixtures(sender, clock, asked, settleMs, { gone });
  journal?.gone([...created].filter((id) => !left.includes(id)));
  return left;
}

async function fixturesFor(run: CaseRun, { settings, contract, sender, clock, owner, given }: SuiteParts): Promise<FixtureSet | Preflight> {
  if (!isListSessions(contract) && (resourceIdentifierOf(contract) === undefined || (given !== undefined && !isReading(contract))))
    return {
      available: false,
      status: "unexercised",
      reason: "there is nothing of the run's own that it could change, so only requests that must be refused are sent",
    };
  if (given !== undefined) return findExistingSessions(sender, clock, owner, given);
  if (settings.state === "observe") return { available: false, status: "skipped", reason: "--state observe creates no sessions" };
  const planned = plannedSessions(owner, settings.effort);
  if (!isListSessions(contract)) return createFixture(sender, clock, owner, planned, { settleMs: settings.settleMs, operation: contract.operation });
  // Where no property needs sessions, one is created all the same: a target that shows none has shown little.
  const needed = run.work.needsSessions ? planned : planned.slice(0, 1);
  return createFixtures(sender, clock, owner, needed, settings.settleMs);
}
