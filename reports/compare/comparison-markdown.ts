import { type OutcomeChange, type ChangeKind, changeKinds } from "./outcome-change.ts";
import type { Comparison } from "./comparison.ts";
import { changeInWords, latencyInWords, titleOf } from "./comparison-wording.ts";
import { cell, inlineCode, fenced, prose, within } from "../encoding/markdown-text.ts";
import type { RunRecord } from "../record/run-record.ts";
import { detailOf } from "../text/check-summary.ts";

/** A comment on a pull request may have 65,536 characters; what exceeds this is left out with a note. */
const maxBytes = 60_000;
/** New failures that are shown with request and answer. */
const fullFailures = 10;

/** A comparison as Markdown, for a comment on a pull request. Text from a target appears only in code. */
export function renderComparisonMarkdown(comparison: Comparison): string {
  const { old, new: now, regression, because, remarks } = comparison;
  const blocks = [
    `# ${inlineCode(now.suite.contract.operation)} conformance: ${regression ? "regression" : "no regression"}`,
    prose(because),
    runTable(old, now),
    ...(remarks.length === 0 ? [] : [remarks.map((remark) => `- ${prose(remark)}`).join("\n")]),
    ...changeKinds.flatMap((kind) =>
      section(
        kind,
        comparison.changes.filter((change) => change.kind === kind),
        comparison,
      ),
    ),
    // Contains only our own numbers and words.
    latencyInWords(comparison),
  ];
  return within(blocks, maxBytes, "*The rest does not fit here; the HTML report is complete.*");
}

function runTable(old: RunRecord, now: RunRecord): string {
  const cells = (record: RunRecord): string => {
    const { target, verdict, suite, seed, effort, requests, meta } = record;
    const failing = record.checks.filter(({ status, level }) => status === "failed" && level === "must").length;
    return [
      cell(target.name),
      verdict,
      String(failing),
      cell(suite.version),
      cell(suite.contract.sha256.slice(0, 12)),
      `${String(seed)}, ${effort}`,
      String(requests),
      cell(meta.startedAt),
    ].join(" | ");
  };
  return [
    "| | target | verdict | must failed | suite | contract | seed, effort | requests | started |",
    "|---|---|---|---:|---|---|---|---:|---|",
    `| old | ${cells(old)} |`,
    `| new | ${cells(now)} |`,
  ].join("\n");
}

function section(kind: ChangeKind, changes: readonly OutcomeChange[], comparison: Comparison): readonly string[] {
  if (changes.length === 0) return [];
  const heading = `## ${titleOf(kind)} (${String(changes.length)})`;
  const isFull = (_: OutcomeChange, index: number): boolean => kind === "newly-failing" && index < fullFailures;
  const full = changes.filter(isFull).map((change) => `${line(change, comparison)}${details(change, comparison)}`);
  const rest = changes.filter((change, index) => !isFull(change, index)).map((change) => line(change, comparison));
  const lines = full.length === 0 && rest.length > 20 ? [folded(rest)] : chunksOf(rest);
  return [heading, ...full, ...lines];
}

/** A list in parts, so that as many of them as fit are kept. */
function chunksOf(lines: readonly string[]): readonly string[] {
  const size = 20;
  return Array.from({ length: Math.ceil(lines.length / size) }, (_, index) => lines.slice(index * size, (index + 1) * size).join("\n"));
}

function folded(lines: readonly string[]): string {
  return `<details><summary>${String(lines.length)} properties</summary>\n\n${lines.join("\n")}\n\n</details>`;
}

function line(change: OutcomeChange, comparison: Comparison): string {
  return `- **${change.level}** ${inlineCode(change.id)}${change.regression === undefined ? "" : " (regression)"}: ${prose(changeInWords(change, comparison))}`;
}

function details({ new: check }: OutcomeChange, { new: now }: Comparison): string {
  if (check === undefined) return "";
  const block = fenced(detailOf(check, now))
    .split("\n")
    .map((row) => `  ${row}`)
    .join("\n");
  return `\n\n  <details><summary>request, answer, command</summary>\n\n${block}\n\n  </details>`;
}
