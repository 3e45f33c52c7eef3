import { type OutcomeChange, changeKinds, isIntermittent } from "./outcome-change.ts";
import type { Comparison } from "./comparison.ts";
import type { Check, RunRecord } from "../record/run-record.ts";
import { safeJson } from "../encoding/safe-json.ts";

/** A comparison as JSON, by `comparison.schema.json`: what was compared, the result and every change, without requests and answers. */
export function renderComparisonJson(comparison: Comparison): string {
  const { old, new: now, regression, because, strict, remarks, verdict, contractChanged, compared, stillPassing, changes } = comparison;
  const content = {
    schemaVersion: 1,
    operation: now.suite.contract.operation,
    regression,
    because,
    strict,
    remarks,
    old: runOf(old),
    new: runOf(now),
    verdict,
    contractChanged,
    compared,
    stillPassing,
    counts: Object.fromEntries(changeKinds.map((kind) => [kind, changes.filter((change) => change.kind === kind).length])),
    changes: changes.map(changeJson),
    latency: { old: old.meta.latency, new: now.meta.latency },
  };
  return safeJson(content);
}

function runOf({ target, suite, verdict, seed, effort, requests, meta }: RunRecord): object {
  return {
    target,
    verdict,
    suite: { name: suite.name, version: suite.version, contract: suite.contract },
    seed,
    effort,
    requests,
    narrowedBy: meta.narrowedBy,
    runId: meta.runId,
    startedAt: meta.startedAt,
  };
}

function changeJson({ old, new: now, ...change }: OutcomeChange): object {
  return { ...change, ...(old === undefined ? {} : { old: checkJson(old) }), ...(now === undefined ? {} : { new: checkJson(now) }) };
}

function checkJson(check: Check): object {
  const { level, status, reason, baselined, reproduced, violations, violationCount, counterexample } = check;
  const whyOpen = reason === undefined ? {} : { reason };
  if (status !== "failed") return { level, status, ...whyOpen };
  return {
    level,
    status,
    ...whyOpen,
    baselined,
    ...(reproduced === undefined ? {} : { reproduced }),
    intermittent: isIntermittent(check),
    violationCount,
    violations,
    ...(counterexample === undefined ? {} : { case: counterexample.caseId, curl: counterexample.curl }),
  };
}
