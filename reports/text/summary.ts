import { levels } from "../record/levels.ts";
import { escapeText } from "../encoding/escape.ts";
import { marksOf, painter, type Layout } from "../encoding/layout.ts";
import { seconds } from "./run-header.ts";
import type { Check, RunRecord, Status } from "../record/run-record.ts";
import type { Ruling } from "../verdict/verdict.ts";

export interface SummaryOptions extends Layout {
  readonly ruling: Ruling;
  /** Path of `run.json`, as the user can open it. */
  readonly runFile: string;
}

/** The last line of a run: verdict, counts by level and status, requests, seconds, path of the record, exit status. */
export function renderSummary({ checks, requests, meta }: RunRecord, options: SummaryOptions): string {
  const { ruling } = options;
  const paint = painter(options);
  const style = ruling.exit === 0 ? (ruling.verdict === "conforms" ? "green" : "yellow") : "red";
  const counts = levels.flatMap((level) => {
    const text = countsOf(checks.filter((check) => check.level === level));
    return text === "" ? [] : [`${level} ${text}`];
  });
  const facts = [
    counts.length === 0 ? "nothing judged" : counts.join("; "),
    `${requests} requests in ${seconds(meta.durationMs)} s`,
    escapeText(options.runFile),
    `exit ${ruling.exit}`,
  ];
  return `${paint("bold", paint(style, ruling.verdict.toUpperCase()))} ${facts.join(` ${marksOf(options).dot} `)}`;
}

function countsOf(checks: readonly Check[]): string {
  const statuses: readonly Status[] = ["failed", "passed", "errored", "unexercised", "skipped"];
  const counts = statuses.flatMap((status) => {
    const ofStatus = checks.filter((check) => check.status === status);
    if (ofStatus.length === 0) return [];
    const accepted = ofStatus.filter(({ baselined }) => baselined).length;
    return [`${ofStatus.length} ${status}${accepted > 0 ? ` (${accepted} baselined)` : ""}`];
  });
  return counts.join(", ");
}
