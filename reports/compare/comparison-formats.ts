import { safeJson } from "../encoding/safe-json.ts";
import type { Check, RunRecord } from "../record/run-record.ts";
import type { FormatContext } from "../text/format-context.ts";
import { pairReportOf } from "./comparison-report.ts";
import type { Comparison } from "./comparison.ts";
import { changeKinds, isIntermittent } from "./outcome-change.ts";
import type { PairReport } from "./pair-report.ts";

/** A file that two runs beside each other can be rendered as. Renderers are loaded on first use. */
interface PairFormat<T> {
  readonly name: string;
  readonly file: string;
  readonly render: (compared: T, context: Pick<FormatContext, "requirementOf">) => Promise<string>;
}

/** The files of any report of two runs. */
export function pairFormats(name: string): readonly PairFormat<PairReport>[] {
  return formatsOf(name, (report) => report);
}

function formatsOf<T>(name: string, reportOf: (compared: T) => PairReport): readonly PairFormat<T>[] {
  const markdown: PairFormat<T>["render"] = async (compared) => (await import("./pair-markdown.ts")).renderPairMarkdown(reportOf(compared));
  const html: PairFormat<T>["render"] = async (compared, context) =>
    (await import("./pair-html.tsx")).renderPairHtml(reportOf(compared), context.requirementOf);
  return [
    { name: "markdown", file: `${name}.md`, render: markdown },
    { name: "html", file: `${name}.html`, render: html },
  ];
}

/** Every file that a comparison can be rendered as. */
export const comparisonFormats: readonly PairFormat<Comparison>[] = [
  ...formatsOf("comparison", pairReportOf),
  { name: "json", file: "comparison.json", render: (comparison) => Promise.resolve(renderComparisonJson(comparison)) },
];

/** A comparison as JSON, by `comparison.schema.json`: what was compared, the result and every change, without requests and answers. */
function renderComparisonJson({
  old,
  new: now,
  regression,
  because,
  strict,
  remarks,
  verdict,
  contractChanged,
  compared,
  stillPassing,
  changes,
}: Comparison): string {
  const { operation } = now.suite.contract;
  const result = { schemaVersion: 1, operation, regression, because, strict, remarks, old: runJson(old), new: runJson(now), verdict, contractChanged };
  return safeJson({
    ...result,
    compared,
    stillPassing,
    counts: Object.fromEntries(changeKinds.map((kind) => [kind, changes.filter((change) => change.kind === kind).length])),
    changes: changes.map((change) => ({ ...change, old: checkJson(change.old), new: checkJson(change.new) })),
    latency: { old: old.meta.latency, new: now.meta.latency },
  });
}

function runJson({ target, suite: { name, version, contract }, verdict, seed, effort, requests, meta: { narrowedBy, runId, startedAt } }: RunRecord): object {
  return { target, verdict, suite: { name, version, contract }, seed, effort, requests, narrowedBy, runId, startedAt };
}

function checkJson(check: Check | undefined): object | undefined {
  if (check?.status !== "failed") return check && { level: check.level, status: check.status, reason: check.reason };
  const { level, status, reason, baselined, reproduced, violations, violationCount, counterexample } = check;
  const shown = { case: counterexample?.caseId, curl: counterexample?.curl };
  return { level, status, reason, baselined, reproduced, intermittent: isIntermittent(check), violationCount, violations, ...shown };
}
