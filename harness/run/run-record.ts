import { platform, release } from "node:os";
import type { Contract } from "../../spec/contract.ts";
import { contractDigest } from "../../spec/contracts/digest.ts";
import type { BaselineComparison } from "../../reports/verdict/baseline.ts";
import type { Property } from "../../properties/core/property.ts";
import { foldedPointer, joinBreaches, type PlacedBreach, receivedValues } from "../../reports/record/breaches.ts";
import { commandOf, type CounterexampleOptions, recordCase } from "../../reports/text/counterexample.ts";
import type { JournalHeader } from "../../reports/record/journal.ts";
import { createNormaliser } from "../../reports/redaction/normalise.ts";
import { type Redactor, withoutCredentials } from "../../reports/redaction/redact.ts";
import type { Check, Latency, LatencyCount, RunRecord, ShardFacts, ShardPart, Timeline } from "../../reports/record/run-record.ts";
import { type Ruling, withRuling } from "../../reports/verdict/verdict.ts";
import { manifest } from "../runtime/package-manifest.ts";
import type { Settings } from "../config/settings.ts";
import { readProofFigures } from "../files/read-proof-figures.ts";
import type { Counts } from "../client/sent-exchange.ts";
import type { SuiteResult } from "./run-suite.ts";
import { controlOf } from "../selection/case-context.ts";
import type { Finding, PropertyResult } from "../cases/property-result.ts";

/** What a record is made from, beside what the suite found. */
export interface RecordParts {
  readonly settings: Settings;
  readonly contract: Contract;
  /** Which shard it is. */
  readonly shard?: NonNullable<JournalHeader["shard"]>;
  readonly endpoint: string;
  readonly runId: string;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly counts: Counts;
  readonly latency: Latency;
  /** What charts are drawn from; a run that is judged again has only what its journal holds. */
  readonly charts?: { readonly latencies: readonly LatencyCount[]; readonly timeline: Timeline };
  readonly interrupted: boolean;
  readonly redactor: Redactor;
  /** How the run compares with its baseline, where it has one. */
  readonly baseline?: BaselineComparison;
}

/** What a single check is made from. */
export type CheckParts = Pick<RecordParts, "settings" | "contract" | "endpoint" | "runId" | "startedAt" | "baseline">;

/** The run record, and the ruling behind its verdict. */
export function recordOf(result: SuiteResult, parts: RecordParts): { readonly record: RunRecord; readonly ruling: Ruling } {
  const { settings, contract, counts, redactor } = parts;
  const breaches = new Map(result.propertyResults.map((propertyResult) => [propertyResult.property.id, breachesOf(propertyResult, parts, redactor)]));
  const checks = [
    ...result.propertyResults.map((propertyResult) => {
      const check = checkOf(propertyResult, parts, redactor, breaches.get(propertyResult.property.id));
      return result.work.isShared(propertyResult.property) ? openCheck(check) : check;
    }),
    ...skippedChecks(result),
  ].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const { retries, controls, properties, ...others } = counts;
  const record: RunRecord = {
    schemaVersion: 1,
    verdict: "incomplete",
    suite: {
      name: manifest.name,
      version: manifest.version,
      contract: { operation: contract.operation, sha256: contractDigest(contract) },
      proof: readProofFigures(),
    },
    target: { name: settings.name, endpoint: withoutCredentials(parts.endpoint), region: settings.region, state: settings.state },
    seed: settings.seed,
    effort: settings.effort,
    requests: properties,
    checks,
    meta: {
      startedAt: parts.startedAt.toISOString(),
      durationMs: Math.round(parts.durationMs),
      runId: parts.runId,
      requests: { properties, retries, controls, ...others },
      latency: parts.latency,
      ...parts.charts,
      preflight: { ...result.preflight, message: redactor.text(withoutCredentials(result.preflight.message)) },
      // A few cases may show none of those that the listing showed before.
      sessionsSeen: result.sessionsSeen === 0 ? result.sessionsInPlace : result.sessionsSeen,
      narrowedBy: result.selection.narrowedBy,
      ...(result.ended.length === 0 ? {} : { ended: result.ended.map(({ operation, text }) => ({ operation, text: redactor.text(text) })) }),
      interrupted: parts.interrupted,
      suiteErrors: result.suiteErrors.map((error) => redactor.text(error)),
      strict: settings.strict,
      staleBaseline: parts.baseline?.stale ?? [],
      ...receivedValues([...breaches]),
      ...(parts.shard === undefined ? {} : { shard: shardFactsOf(result, parts, parts.shard) }),
      node: process.version,
      platform: `${platform()} ${release()}`,
    },
  };
  return withRuling(record);
}

function skippedChecks({ selection }: SuiteResult): readonly Check[] {
  return [...selection.skipped].map(([id, reason]) => ({ ...unjudged(selection, id), status: "skipped", reason }));
}

function unjudged({ offered }: SuiteResult["selection"], id: string): Omit<Check, "status"> {
  const property = offered.find((one) => one.id === id);
  if (property === undefined) throw new Error(`no property has the id ${id}`);
  return { id, requirement: property.requirement, level: property.level, cases: 0, baselined: false, violationCount: 0, violations: [], observations: [] };
}

/** What a shard says of a property that others judge too: they may have occasion for what this one had none for. */
function openCheck(check: Check): Check {
  if (check.status !== "unexercised" || check.reason === undefined) return check;
  return { ...check, status: "skipped", reason: `${check.reason.replace(/\.$/u, "")}; other shards may show it` };
}

/** What a record says of one property. */
export function checkOf(propertyResult: PropertyResult, parts: CheckParts, redactor: Redactor, breaches = breachesOf(propertyResult, parts, redactor)): Check {
  const { property, reproduced, shrunk, intermittent, status } = propertyResult;
  const normaliser = createNormaliser(parts);
  const reason = propertyResult.reason === undefined ? undefined : normaliser.text(redactor.text(propertyResult.reason));
  const reported = intermittent === undefined ? [...propertyResult.observations.values()] : [...propertyResult.observations.values(), intermittent];
  return {
    id: property.id,
    requirement: property.requirement,
    level: property.level,
    status,
    ...(reason === undefined ? {} : { reason }),
    cases: propertyResult.cases,
    baselined: parts.baseline?.accepted.has(property.id) ?? false,
    violationCount: propertyResult.violationCount,
    ...(reproduced === undefined ? {} : { reproduced }),
    ...(shrunk === undefined ? {} : { shrunk }),
    violations: propertyResult.violations.map(({ violation }) => violation),
    observations: reported
      .map(({ code, text }) => ({ code, text: normaliser.text(redactor.text(text)) }))
      .toSorted((a, b) => (`${a.code} ${a.text}` < `${b.code} ${b.text}` ? -1 : 1)),
    ...(breaches.length === 0 ? {} : { breaches: breaches.map(({ breach }) => breach) }),
    ...(propertyResult.first === undefined ? {} : { counterexample: counterexampleOf(propertyResult, propertyResult.first, parts, redactor) }),
  };
}

function counterexampleOf(
  { property }: PropertyResult,
  { result, violations, steps: violating }: Finding,
  parts: CheckParts,
  redactor: Redactor,
): NonNullable<Check["counterexample"]> {
  const { contract } = parts;
  const steps = result.steps.map(({ judged }, index) => ({ exchange: judged, violates: violating.includes(index) }));
  return recordCase(
    { caseId: result.case.id, drawn: result.case.drawn, steps, valid: controlOf(contract).request, violations },
    {
      redactor,
      normaliser: createNormaliser(parts),
      sending: sendingOf(property, parts),
    },
  );
}

function sendingOf({ needs }: Property, { settings, endpoint }: CheckParts): CounterexampleOptions["sending"] {
  return {
    endpoint,
    region: settings.region,
    sign: settings.sign,
    signingName: settings.signingName,
    secretHeaders: Object.keys(settings.headers),
    ...(needs === "none" ? {} : { needs: "it depends on sessions that the run puts in place" }),
  };
}

/** The distinct violations of a property as the record stores them. */
function breachesOf({ property, breaches }: PropertyResult, parts: CheckParts, redactor: Redactor): readonly PlacedBreach[] {
  const normaliser = createNormaliser(parts);
  const clean = (text: string): string => normaliser.text(redactor.text(text));
  const sending = sendingOf(property, parts);
  return joinBreaches(
    breaches.collected.map(({ count, cases, evidence }): PlacedBreach => {
      const { violation, request, response, step, steps } = evidence;
      const [caseId = ""] = cases.map((one) => one.caseId);
      return {
        breach: {
          code: violation.code,
          pointer: foldedPointer(violation.pointer),
          count,
          expected: violation.expected,
          received: violation.received,
          cases: cases.map((one) => one.caseId),
          response: { status: response.status, code: response.code === null ? null : clean(response.code) },
          curl: clean(commandOf({ request, caseId, step, steps }, sending)),
        },
        places: cases.map(({ place }) => place),
        ...(evidence.seen === undefined ? {} : { seen: evidence.seen }),
      };
    }),
  );
}

function shardFactsOf(
  { propertyResults, sessionsSeen }: SuiteResult,
  parts: RecordParts,
  { index, count, options }: NonNullable<RecordParts["shard"]>,
): ShardFacts {
  const { settings, redactor, baseline } = parts;
  const normaliser = createNormaliser(parts);
  return {
    index,
    count,
    cases: settings.cases,
    options,
    sessionsSeen,
    parts: propertyResults.map(({ property, passed, reasons }): ShardPart => ({
      id: property.id,
      passed,
      reasons: [...reasons].map(([status, { text }]) => ({ status, text: normaliser.text(redactor.text(text)) })),
    })),
    openEntries: baseline?.open ?? [],
  };
}
