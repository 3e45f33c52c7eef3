import { levels } from "../record/levels.ts";
import { blockersOf, causeGroups, type Failure } from "../verdict/causes.ts";
import { inContractOrder } from "../verdict/contract-order.ts";
import { checkInBrief, failureInBrief } from "../text/failure-wording.ts";
import type { FormatContext } from "../text/format-context.ts";
import { folded, inlineCode, fenced, indented, prose, table, within } from "../encoding/markdown-text.ts";
import { named } from "../redaction/normalise.ts";
import { seconds } from "../text/run-header.ts";
import type { Check, RunRecord } from "../record/run-record.ts";
import { detailOf, type CheckStanding, standingOf } from "../text/check-summary.ts";
import { statusCounts, statuses } from "../verdict/status-counts.ts";
import { exitInWords, rulingOf } from "../verdict/verdict.ts";

export interface MarkdownOptions extends Pick<FormatContext, "requirementOf"> {
  /** Maximum bytes of the text; sections that do not fit are left out, with a note. */
  readonly maxBytes?: number;
}

/** Failures that are shown with request and answer; the others get one line each. */
const fullFailures = 60;

/** A run as Markdown, for a pull request or a job summary. Text from a target appears only in code. */
export function renderMarkdown(record: RunRecord, options: MarkdownOptions): string {
  const of = (standing: CheckStanding): readonly Check[] => inContractOrder(record, (check) => standingOf(check, record) === standing);
  const blocks = [
    ...opening(record),
    ...failures("Failures", of("breach"), record, options),
    ...listing("Accepted by the baseline", of("accepted"), record),
    ...failures("Failures that do not fail the run", of("minor"), record, options),
    ...unjudged([...of("errored"), ...of("unexercised"), ...of("skipped")], record),
    ...observations(record),
    closing(record),
  ];
  return within(blocks, options.maxBytes ?? Number.POSITIVE_INFINITY, "*The rest does not fit here; the report of the run is complete.*");
}

function opening(record: RunRecord): readonly string[] {
  const { checks, target, suite } = record;
  const ruling = rulingOf(record);
  const rows = levels.flatMap((level) => {
    const ofLevel = checks.filter((check) => check.level === level);
    const counts = statusCounts(ofLevel);
    return ofLevel.length === 0 ? [] : [[level, ...statuses.map((status) => String(counts[status]))]];
  });
  return [
    `# ${inlineCode(suite.contract.operation)} conformance: ${ruling.verdict} (${exitInWords(ruling, record)})`,
    `Target ${inlineCode(target.name)} at ${inlineCode(target.endpoint)}. ${prose(named(ruling.because, record))}`,
    ...blockersOf(record).map(({ text }) => `**${prose(named(text, record))}**`),
    ...(record.meta.ended ?? []).map(({ text }) => prose(text)),
    ...(rows.length === 0 ? [] : [table(["level", ...statuses], rows, 1)]),
  ];
}

/** Failures by their causes, with every distinct breach of the first ones. */
function failures(title: string, checks: readonly Check[], record: RunRecord, { requirementOf }: MarkdownOptions): readonly string[] {
  if (checks.length === 0) return [];
  const groups = causeGroups(record, checks);
  const full = new Set(groups.flatMap((group) => group.failures.map(({ check }) => check)).slice(0, fullFailures));
  const shown = (failure: Failure): string => {
    const { check } = failure;
    const head = line(check, record, failureInBrief(failure, record));
    if (!full.has(check)) return head;
    const note = requirementOf(check.requirement);
    const demand = note === undefined ? "" : `  \n  Required: ${prose(note.text)} (${prose(note.source)})`;
    return `${head}${demand}\n\n${indented(folded("request, answer, command, other breaches", fenced(detailOf(check, record))))}`;
  };
  return [
    `## ${title} (${String(checks.length)})`,
    ...groups.flatMap(({ text, failures: explained }) => [`### ${prose(named(text, record))} (${String(explained.length)})`, ...explained.map(shown)]),
  ];
}

function line(check: Check, record: RunRecord, brief = checkInBrief(check, record)): string {
  return `- **${check.level}** ${inlineCode(check.id)}: ${prose(named(brief, record))}`;
}

function listing(title: string, checks: readonly Check[], record: RunRecord): readonly string[] {
  return checks.length === 0 ? [] : [`## ${title} (${String(checks.length)})`, checks.map((check) => line(check, record)).join("\n")];
}

/** Grouped by status and reason, because many properties often share a reason. */
function unjudged(checks: readonly Check[], record: RunRecord): readonly string[] {
  if (checks.length === 0) return [];
  const groups = new Map<string, Check[]>();
  for (const check of checks) {
    const key = `${check.status}: ${prose(named(check.reason ?? "no reason given", record))}`;
    groups.set(key, [...(groups.get(key) ?? []), check]);
  }
  const lines = [...groups].map(
    ([reason, group]) => `- **${reason.replace(": ", "**: ")}: ${group.map(({ id, level }) => `${level} ${inlineCode(id)}`).join(", ")}`,
  );
  return [`## Not judged (${String(checks.length)})`, lines.join("\n")];
}

function observations(record: RunRecord): readonly string[] {
  const items = record.checks.flatMap(({ id, observations: seen }) =>
    seen.map(({ code: name, text }) => `- ${inlineCode(id)} ${inlineCode(name)}: ${prose(named(text, record))}`),
  );
  return items.length === 0 ? [] : [folded(`Observations, not failures (${String(items.length)})`, items.join("\n"))];
}

function closing({ suite, seed, effort, requests, meta, target }: RunRecord): string {
  const facts = [
    `${inlineCode(suite.name)} ${inlineCode(suite.version)}`,
    `contract ${inlineCode(suite.contract.sha256.slice(0, 12))}`,
    `region ${inlineCode(target.region)}`,
    target.state === "create" ? "creating" : "observing",
    `seed ${String(seed)}`,
    `effort ${effort}`,
    `${String(requests)} requests in ${seconds(meta.durationMs)} s`,
    `run ${inlineCode(meta.runId)} of ${inlineCode(meta.startedAt)}`,
  ];
  return `---\n\nMade by ${facts.join(", ")}.`;
}
