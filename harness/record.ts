import { platform, release } from "node:os";
import type { Contract } from "../spec/contract.ts";
import { contractDigest } from "../spec/digest.ts";
import type { Comparison } from "../reports/baseline.ts";
import { recordCase } from "../reports/counterexample.ts";
import { createNormaliser } from "../reports/normalise.ts";
import { type Redactor, withoutCredentials } from "../reports/redact.ts";
import type { Check, Latency, LatencyCount, RunRecord, Timeline } from "../reports/run-record.ts";
import { type Ruling, withRuling } from "../reports/verdict.ts";
import { toRecordedViolations } from "../reports/violations.ts";
import { manifest } from "./manifest.ts";
import type { Settings } from "./options.ts";
import { proofFigures } from "./proof/figures.ts";
import type { Counts } from "./sender.ts";
import type { SuiteResult } from "./run-suite.ts";
import { controlOf } from "./case-context.ts";
import type { Tally } from "./tally.ts";

/** What a record is made from, beside what the suite found. */
export interface RecordParts {
  readonly settings: Settings;
  readonly contract: Contract;
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
  /** How the run stands to its baseline, where it has one. */
  readonly baseline?: Comparison;
}

/** What a single check is made from. */
export type CheckParts = Pick<RecordParts, "settings" | "contract" | "endpoint" | "runId" | "startedAt" | "baseline">;

/** The run record, and the ruling behind its verdict. */
export function recordOf(result: SuiteResult, parts: RecordParts): { readonly record: RunRecord; readonly ruling: Ruling } {
  const { settings, contract, counts } = parts;
  const { redactor } = parts;
  const checks = [...result.tallies.map((tally) => checkOf(tally, parts, redactor)), ...skippedChecks(result)].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const { retries, controls, properties, ...others } = counts;
  const record: RunRecord = {
    schemaVersion: 1,
    verdict: "incomplete",
    suite: {
      name: manifest.name,
      version: manifest.version,
      contract: { operation: contract.operation, sha256: contractDigest(contract) },
      proof: proofFigures(),
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
      sessionsSeen: result.sessionsSeen,
      narrowedBy: result.selection.narrowedBy,
      interrupted: parts.interrupted,
      suiteErrors: result.suiteErrors.map((error) => redactor.text(error)),
      strict: settings.strict,
      staleBaseline: parts.baseline?.stale ?? [],
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

/** What a record says of one property. */
export function checkOf(tally: Tally, parts: CheckParts, redactor: Redactor): Check {
  const { property, reason, reproduced, shrunk } = tally;
  const told = tally.first === undefined ? undefined : failureOf(tally, tally.first, parts, redactor);
  return {
    id: property.id,
    requirement: property.requirement,
    level: property.level,
    status: tally.status,
    ...(reason === undefined ? {} : { reason: createNormaliser(parts).text(redactor.text(reason)) }),
    cases: tally.cases,
    baselined: parts.baseline?.accepted.has(property.id) ?? false,
    violationCount: tally.violationCount,
    ...(reproduced === undefined ? {} : { reproduced }),
    ...(shrunk === undefined ? {} : { shrunk }),
    violations: told?.violations ?? [],
    observations: [...tally.observations.values()]
      .map(({ code, text }) => ({ code, text: redactor.text(text) }))
      .toSorted((a, b) => (`${a.code} ${a.text}` < `${b.code} ${b.text}` ? -1 : 1)),
    ...(told === undefined ? {} : { counterexample: told.counterexample }),
  };
}

function failureOf(
  tally: Tally,
  first: NonNullable<Tally["first"]>,
  parts: CheckParts,
  redactor: Redactor,
): { readonly counterexample: NonNullable<Check["counterexample"]>; readonly violations: Check["violations"] } {
  const { settings, contract, endpoint, runId, startedAt } = parts;
  const normaliser = createNormaliser({ runId, endpoint, startedAt });
  const steps = first.result.steps.map(({ judged }, index) => ({ exchange: judged, violates: first.steps.includes(index) }));
  const counterexample = recordCase(
    { caseId: first.result.case.id, steps, valid: controlOf(contract).request, violations: first.violations },
    {
      redactor,
      normaliser,
      sending: {
        endpoint,
        region: settings.region,
        sign: settings.sign,
        secretHeaders: Object.keys(settings.headers),
        ...(tally.property.needs === "none" ? {} : { needs: "it depends on sessions that the run puts in place" }),
      },
    },
  );
  return { counterexample, violations: toRecordedViolations(tally.violations.map((violation) => normaliser.violation(violation))) };
}
