import { levels } from "../record/levels.ts";
import { escapeText } from "../encoding/escape.ts";
import { marksOf, painter, type Layout } from "../encoding/layout.ts";
import { seconds } from "./run-header.ts";
import type { RunRecord } from "../record/run-record.ts";
import { countsInWords } from "../verdict/status-counts.ts";
import { exitInWords, type Ruling } from "../verdict/verdict.ts";

export interface SummaryOptions extends Layout {
  readonly ruling: Ruling;
  /** Path of `run.json`, as the user can open it. */
  readonly runFile: string;
}

/** The last line of a run: verdict, counts by level and status, requests, seconds, path of the record, exit status. */
export function renderSummary(record: RunRecord, options: SummaryOptions): string {
  const { checks, requests, meta } = record;
  const { ruling } = options;
  const paint = painter(options);
  const style = ruling.exit === 0 ? (ruling.verdict === "conforms" ? "green" : "yellow") : "red";
  const counts = levels.flatMap((level) => {
    const text = countsInWords(checks.filter((check) => check.level === level));
    return text === "" ? [] : [`${level} ${text}`];
  });
  const facts = [
    counts.length === 0 ? "nothing judged" : counts.join("; "),
    `${requests} requests in ${seconds(meta.durationMs)} s`,
    escapeText(options.runFile),
    exitInWords(ruling, record),
  ];
  return `${paint("bold", paint(style, ruling.verdict.toUpperCase()))} ${facts.join(` ${marksOf(options).dot} `)}`;
}
