import type { SpoiltSignature } from "../../properties/core/property.ts";
import type { Available } from "../../properties/core/fixtures.ts";
import type { Latency, Preflight, RecordedRequest, RecordedResponse, RunRecord } from "./run-record.ts";

/** In which part of a run a request is sent. `again` is a case that could not be judged at first. */
export type JournalPart = "preflight" | "state" | "properties" | "again" | "shrinking" | "confirmation";

/** The first line: all that is needed to make the run's cases again and to judge them by what is stored. */
export interface JournalHeader {
  readonly kind: "run";
  readonly schemaVersion: 1;
  readonly runId: string;
  readonly startedAt: string;
  readonly suite: Pick<RunRecord["suite"], "name" | "version" | "contract">;
  /** `endpoint` stands without credentials. */
  readonly target: RunRecord["target"];
  readonly seed: number;
  readonly effort: RunRecord["effort"];
  /** Random cases of each random property. */
  readonly cases: number;
  readonly settleMs: number;
  readonly account: string;
  readonly roleArn: string;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly checkAuth: boolean;
  readonly strict: boolean;
  readonly maxFailures?: number;
  readonly sign: "real" | "dummy" | "none";
  /** Names of the headers that were sent with every request; their values are not stored. */
  readonly headers: readonly string[];
  /** The sessions that cases rely on were there before the run, which changed nothing. */
  readonly fixture?: true;
  /** The run is the `index`-th of `count` shards, and sends these pieces of the cases; `options` as in the record. */
  readonly shard?: { readonly index: number; readonly count: number; readonly options: string; readonly pieces: readonly string[] };
}

/** A session that is about to be asked for; written before the request leaves. */
export interface JournalSession {
  readonly kind: "session";
  readonly id: string;
}

/** Sessions that are verified to be on the target no longer. */
export interface JournalGone {
  readonly kind: "gone";
  readonly ids: readonly string[];
}

export interface JournalPreflight extends Preflight {
  readonly kind: "preflight";
}

/** The sessions that cases can rely on, as they could be put in place, or why there are none. */
export type JournalFixtures =
  | ({ readonly kind: "fixtures"; readonly available: true } & Pick<Available, "sessions" | "accountSize" | "endless" | "unlisted">)
  | { readonly kind: "fixtures"; readonly available: false; readonly status: "skipped" | "unexercised"; readonly reason: string };

/** Why a case could not be judged. */
export interface JournalSendError {
  readonly status: "errored" | "skipped" | "unexercised";
  readonly reason: string;
}

/** One request with its answer, after the retries that it was granted, secrets taken out. */
export interface JournalExchange {
  readonly kind: "exchange";
  readonly part: JournalPart;
  /** The case that it is a step of; not of requests that only keep state. */
  readonly case?: string;
  readonly repetition?: number;
  /** Place among the exchanges of the case, counted from 0. */
  readonly step?: number;
  /** What it is counted as in `meta.requests` of the record. */
  readonly purpose: keyof RunRecord["meta"]["requests"];
  readonly operation: string;
  /** Milliseconds since the run began. */
  readonly at: number;
  readonly latencyMs: number;
  readonly attempts: number;
  /** How its signature was spoilt on purpose. */
  readonly spoilt?: SpoiltSignature;
  /** Why the answer is none to judge. */
  readonly trouble?: JournalSendError;
  /** Where a broken request of a changing operation was accepted, so that nothing more of it is sent: what the target may keep. */
  readonly ends?: string;
  /** As it was before signing. */
  readonly request: RecordedRequest;
  readonly response: RecordedResponse;
}

/** What a case came to. Written when it is judged, after its exchanges. */
export interface JournalCase {
  readonly kind: "case";
  readonly part: JournalPart;
  readonly case: string;
  readonly repetition: number;
  readonly outcome: RunRecord["checks"][number]["status"];
  readonly reason?: string;
  /** The properties that the case fails. */
  readonly fails?: readonly string[];
  /** How many of its exchanges are not stored, because the journal was full. */
  readonly leftOut?: number;
}

/** The last line of a run that came to its end. */
export interface JournalEnd {
  readonly kind: "end";
  readonly durationMs: number;
  readonly requests: RunRecord["meta"]["requests"];
  readonly latency: Latency;
  readonly interrupted: boolean;
  /** Exchanges that are not stored, because the journal was full. */
  readonly leftOut: number;
}

/** One line of `exchanges.jsonl`. */
export type JournalLine = JournalHeader | JournalSession | JournalGone | JournalPreflight | JournalFixtures | JournalExchange | JournalCase | JournalEnd;

/** A line as it is appended. */
export function writeJournalLine(line: JournalLine): string {
  return `${JSON.stringify(line)}\n`;
}

/** The lines in a text of such lines. */
export function linesOfJournal(text: string | Buffer): readonly JournalLine[] {
  return text
    .toString()
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as JournalLine);
}
