import type { SpoiltSignature } from "../../properties/core/property.ts";
import type { Available } from "../../properties/core/fixtures.ts";
import type { Latency, Preflight, RecordedRequest, RecordedResponse, RequestCounts, RequestPurpose, RunRecord, Status, Unjudged } from "./run-record.ts";

/** The part of a run that sends a request. `again` is the second try of a case that could not be judged. */
export type JournalPart = "preflight" | "state" | "properties" | "again" | "shrinking" | "confirmation";

/** The first line: everything needed to generate the run's cases again and judge them by the stored exchanges. */
export interface JournalHeader {
  readonly kind: "run";
  readonly schemaVersion: 1;
  readonly runId: string;
  readonly startedAt: string;
  readonly suite: Pick<RunRecord["suite"], "name" | "version" | "contract">;
  /** `endpoint` has no credentials. */
  readonly target: RunRecord["target"];
  readonly seed: number;
  readonly effort: RunRecord["effort"];
  /** Number of random cases of each random property. */
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
  /** Names of the user's headers, sent with every request; their values are not stored. */
  readonly headers: readonly string[];
  /** The sessions that cases use existed before the run, which changed nothing. */
  readonly fixture?: true;
  /** Of an operation of a service that is judged as a whole: the properties that another run of it judges, and the cases sent of each other one at most. */
  readonly elsewhere?: readonly string[];
  readonly casesOfProperty?: number;
  /** The run is shard `index` of `count` and sends cases of the properties in `pieces`; `options` as in the record. */
  readonly shard?: { readonly index: number; readonly count: number; readonly options: string; readonly pieces: readonly string[] };
}

/** A session that is about to be created; written before the request is sent. */
type JournalSession = { readonly kind: "session"; readonly id: string };

/** Sessions that are verified to be deleted. */
type JournalGone = { readonly kind: "gone"; readonly ids: readonly string[] };

export type JournalPreflight = Preflight & { readonly kind: "preflight" };

/** The sessions that cases can use, as far as they could be created, or why there are none. */
export type JournalFixtures =
  | ({ readonly kind: "fixtures"; readonly available: true } & Pick<Available, "sessions" | "accountSize" | "endless" | "unlisted">)
  | { readonly kind: "fixtures"; readonly available: false; readonly status: "skipped" | "unexercised"; readonly reason: string };

/** Why a case could not be judged. */
export type JournalSendError = { readonly status: Unjudged; readonly reason: string };

/** One request with its answer, after retries, without secrets. */
export interface JournalExchange {
  readonly kind: "exchange";
  readonly part: JournalPart;
  /** The case that it is a step of; absent for requests that only manage sessions. */
  readonly case?: string;
  readonly repetition?: number;
  /** Index among the exchanges of the case, from 0. */
  readonly step?: number;
  /** What it counts as in `meta.requests` of the record. */
  readonly purpose: RequestPurpose;
  readonly operation: string;
  /** Milliseconds since the run began. */
  readonly at: number;
  readonly latencyMs: number;
  readonly attempts: number;
  /** How its signature was deliberately broken. */
  readonly spoilt?: SpoiltSignature;
  /** Why the answer cannot be judged. */
  readonly trouble?: JournalSendError;
  /** Set if a broken request of a changing operation was accepted, so that no more of it are sent: what the target may keep. */
  readonly ends?: string;
  /** The request before signing. */
  readonly request: RecordedRequest;
  readonly response: RecordedResponse;
}

/** The result of a case, written when it is judged, after its exchanges. */
export interface JournalCase {
  readonly kind: "case";
  readonly part: JournalPart;
  readonly case: string;
  readonly repetition: number;
  readonly outcome: Status;
  readonly reason?: string;
  /** The properties that the case fails. */
  readonly fails?: readonly string[];
  /** How many of its exchanges are not stored because the journal was full. */
  readonly leftOut?: number;
}

/** The last line of a completed run. */
export interface JournalEnd {
  readonly kind: "end";
  readonly durationMs: number;
  readonly requests: RequestCounts;
  readonly latency: Latency;
  readonly interrupted: boolean;
  /** Number of exchanges that are not stored because the journal was full. */
  readonly leftOut: number;
}

/** One line of `exchanges.jsonl`. */
export type JournalLine = JournalHeader | JournalSession | JournalGone | JournalPreflight | JournalFixtures | JournalExchange | JournalCase | JournalEnd;

/** One execution of a case, in a part of the run, as a text. */
export function executionKey({ part, case: id = "", repetition = 0 }: Pick<JournalExchange, "part" | "case" | "repetition">): string {
  return `${part} ${repetition} ${id}`;
}

/** A line as it is appended. */
export function writeJournalLine(line: JournalLine): string {
  return `${JSON.stringify(line)}\n`;
}

/** The lines in a text of such lines. */
export function linesOfJournal(text: string | Buffer): readonly JournalLine[] {
  const lines = text.toString().trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as JournalLine);
}
