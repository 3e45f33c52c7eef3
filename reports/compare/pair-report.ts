import type { Level } from "../../properties/core/property.ts";
import type { Layout } from "../encoding/layout.ts";
import { utc } from "../html/document/utc.ts";
import { textOf } from "../record/recorded-body.ts";
import { shortText } from "../record/request-diff.ts";
import type { Check, RecordedRequest, RecordedResponse, RunRecord } from "../record/run-record.ts";
import { countsInWords } from "../verdict/status-counts.ts";

/** Two runs set beside each other, ready to be rendered: the result, what a reader needs to know, and what differs. No text is escaped. */
export interface PairReport {
  readonly old: RunRecord;
  readonly new: RunRecord;
  /** What is compared: `conformance`, `answers`. */
  readonly subject: string;
  /** In a word or two: `Regression`, `3 differences`. */
  readonly result: string;
  /** How to take the result: what is neither good nor bad is for the reader to judge. */
  readonly tone: "good" | "bad" | "open";
  readonly exit: 0 | 1;
  /** The sentence behind the result. */
  readonly because: string;
  readonly remarks: readonly string[];
  readonly sections: readonly PairSection[];
}

/** Entries of one kind under their heading. A terminal shows so many of the first with their details, unless it is asked for all. */
export type PairSection = { readonly id: string; readonly title: string; readonly entries: readonly PairEntry[]; readonly detailed: number };

/** One thing that differs. */
export interface PairEntry {
  readonly id: string;
  /** What is shown in the place of the id. */
  readonly name?: string;
  readonly level?: Level;
  readonly tone: "worse" | "better" | "neutral";
  /** Why exit status 1 follows: `regression`. */
  readonly flag?: string;
  readonly text: string;
  /** The evidence as escaped lines: for a terminal of this layout, or neither coloured nor wrapped. */
  readonly details?: (layout?: Layout) => readonly string[];
  /** What HTML shows of it: the outcomes of a property, in full if it fails in another way than before, or answers to the same request. */
  readonly property?: { readonly old?: Check; readonly new?: Check; readonly before: string; readonly isFull: boolean };
  readonly examples?: readonly AnswerPair[];
}

/** Two answers to the same request. */
export type AnswerPair = { readonly caseId: string; readonly request: RecordedRequest; readonly old: RecordedResponse; readonly new: RecordedResponse };

/** What there is to know of each of two runs, by name. */
export const runFacts: readonly (readonly [name: string, of: (record: RunRecord) => string])[] = [
  ["Target", ({ target }) => target.name],
  ["Endpoint", ({ target }) => `${target.endpoint}, ${target.region}, ${target.state}`],
  ["Verdict", ({ verdict }) => verdict],
  ["must", ({ checks }) => countsInWords(checks.filter(({ level }) => level === "must"))],
  ["should", ({ checks }) => countsInWords(checks.filter(({ level }) => level === "should"))],
  ["Suite", ({ suite }) => suite.version],
  ["Contract", ({ suite }) => suite.contract.sha256.slice(0, 12)],
  ["Seed, effort", ({ seed, effort }) => `${seed}, ${effort}`],
  ["Selected properties", selectionOf],
  ["Requests", ({ requests }) => String(requests)],
  ["Median answer", ({ meta }) => `${meta.latency.p50} ms`],
  ["Started", ({ meta }) => utc(meta.startedAt)],
];

/** The options that narrowed a run: `all`, `--skip auth/**`. */
export function selectionOf({ meta }: RunRecord): string {
  return meta.narrowedBy.length === 0 ? "all" : meta.narrowedBy.join(" ");
}

/** A request in one line: `POST / AWSGlue.ListSessions {"MaxResults":0}`. */
export function requestInLine({ method, path, headers, body }: RecordedRequest): string {
  const parts = [method, shortText(path), headers["x-amz-target"] ?? "", shortText(textOf(body) ?? "(not UTF-8)", 300)];
  return parts.filter((part) => part !== "").join(" ");
}
