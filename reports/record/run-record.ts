import type { Drawn, Level, Observation, Violation } from "../../properties/core/property.ts";
import type { ProofFigures } from "./proof-figures.ts";

/**
 * UTF-8 as text, other bytes as base64; runs of over 64 equal characters are `{ repeat, times }` in a list of parts. Of a long
 * answer only the beginning is kept; `cut` is then its full length in bytes.
 */
export type RecordedBody = ({ readonly text: string } | { readonly base64: string } | { readonly parts: readonly TextPart[] }) & { readonly cut?: number };

export type TextPart = string | { readonly repeat: string; readonly times: number };

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: RecordedBody;
}

export type RecordedResponse =
  | { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: RecordedBody }
  | { readonly failure: { readonly kind: string; readonly message: string } };

/** An exchange, and whether the violation was seen in it. */
export type RecordedStep = { readonly request: RecordedRequest; readonly response: RecordedResponse; readonly violates: boolean };

/** The first failing case of a property, shrunk. `request` and `response` are those of the violating step. */
export interface Counterexample {
  readonly caseId: string;
  /** Of a generated case: what fast-check draws the value with again that it was made from. */
  readonly drawn?: Drawn;
  readonly steps: readonly RecordedStep[];
  readonly request: RecordedRequest;
  readonly response: RecordedResponse;
  /** A valid request of the same operation, for comparison. */
  readonly valid: RecordedRequest;
  /** The violations of this case, at most five; those of the check are of all its cases. Absent in records of older versions. */
  readonly violations?: readonly Violation[];
  /** A curl command that sends the violating request; if curl cannot, a `#` comment that says why, and the `replay` command. */
  readonly curl: string;
}

/** Statuses without a judgement. */
export type Unjudged = "errored" | "unexercised" | "skipped";

export type Status = "passed" | "failed" | Unjudged;

/** The result of a shard for one property, besides its check: everything needed to merge it with others. The reasons say why it, or a case of it, was not judged. */
export type ShardPart = { readonly id: string; readonly passed: number; readonly reasons: readonly { readonly status: Unjudged; readonly text: string }[] };

/** The answer that shows a breach. Without one the status is null, and the code says what became of the connection. */
export type BreachResponse = { readonly status: number | null; readonly code: string | null };

/** All violations of a check with one code, one pointer and one kind of received value. */
export interface Breach {
  readonly code: Violation["code"];
  /** JSON pointer into the response object, with `*` for the index of an array: `/body/Sessions/*\/CreatedOn`. */
  readonly pointer: string;
  /** Violations of this kind in all cases. */
  readonly count: number;
  /** Of the first case, as are the next and the last two. */
  readonly expected: string;
  readonly received: unknown;
  /** The failing cases in their order, at most 20. */
  readonly cases: readonly string[];
  readonly response: BreachResponse;
  /** As of a counterexample; for a long request the `replay` command. */
  readonly curl: string;
}

/** The outcome of one property. */
export interface Check {
  readonly id: string;
  readonly requirement: string;
  readonly level: Level;
  readonly status: Status;
  /** Why it is unexercised, errored or skipped. */
  readonly reason?: string;
  readonly cases: number;
  readonly baselined: boolean;
  readonly violationCount: number;
  /** `3/3`: how often the counterexample failed, of the times it was sent. */
  readonly reproduced?: string;
  readonly shrunk?: "complete" | "capped";
  /** Sorted by code and pointer, at most 20. */
  readonly violations: readonly Violation[];
  readonly observations: readonly Observation[];
  /** Of a failed check: its distinct violations, the most frequent last. Absent in records of older versions. */
  readonly breaches?: readonly Breach[];
  readonly counterexample?: Counterexample;
}

/** What makes checks fail. The list is open: a later version may tell more of them apart. */
export type CauseName =
  | "crash"
  | "hang" // no answer in time
  | "missing-operation" // one that the cases need beside the one under test
  | "valid-refused"
  | "not-enforced" // a constraint of the request
  | "malformed-accepted" // a body that is no JSON object
  | "routing" // another operation, method or spelling is answered as if it were this one
  | "signature"
  | "filter-ignored"
  | "filter-loses"
  | "paging"
  | "state" // what is listed does not agree with what exists
  | "lost-members"
  | "wrong-types"
  | "error-shape"
  | "envelope" // content type, request id, checksum of a success
  | "sdk"
  | "other";

/** What makes checks fail, a sentence that anybody can act on, and the ids of the failed checks that it explains, in the order of reports. */
export type Cause = { readonly cause: CauseName; readonly text: string; readonly checks: readonly string[] };

export type Verdict = "conforms" | "fails" | "incomplete";

/** Latency in milliseconds over all exchanges. */
export type Latency = Readonly<Record<"p50" | "p90" | "p99" | "max", number>>;

/** One bar of the latency histogram: its upper bound in milliseconds; the count before has the lower one. */
export type LatencyCount = { readonly upTo: number; readonly count: number };

/**
 * Number of requests in each of at most 60 equal spans of the run: first sends for properties; requests that create, delete and list sessions; preflight,
 * retries, controls, shrinking, confirmation.
 */
export interface Timeline extends Readonly<Record<"properties" | "state" | "others", readonly number[]>> {
  readonly spanMs: number;
}

/** How the preflight ended; any outcome except `works` and `refuses` stops the run. */
export interface Preflight {
  readonly outcome:
    | "works"
    | "refuses" // answers `{}` with an error of the operation: still judged
    | "unreachable"
    | "certificate"
    | "credentials"
    | "not-implemented"
    | "hollow"
    | "unreadable" // its answers exceed --body-limit, or are not in the encoding that they name
    | "throttled"
    | "reset" // the reset request did not empty it
    | "fixture" // a session of --fixture does not exist
    | "not-run"; // no property was selected, or the user interrupted the run
  /** What was seen, what was expected and what to do next; empty if it works. */
  readonly message: string;
  /** It is not known whether the operation is implemented: only requests that must be refused were sent, and each crashed. */
  readonly isUnsure?: true;
  /** How a valid request was refused, or one of an operation that does not exist where no valid one may be sent: the same refusal of another request shows nothing. */
  readonly refusal?: { readonly status: number; readonly code: string };
}

/** What a shard knows besides its checks: everything that merging needs. */
export interface ShardFacts {
  /** Counted from 1. */
  readonly index: number;
  readonly count: number;
  /** Number of random cases of each random property, in all shards together. */
  readonly cases: number;
  /** SHA-256 of all options that affect cases and judgement. */
  readonly options: string;
  /** The most own sessions that a property of this shard could see in an answer. */
  readonly sessionsSeen: number;
  readonly parts: readonly ShardPart[];
  /** Entries of the baseline whose property other shards judge too, each with the cases that this shard did not send. */
  readonly openEntries: readonly { readonly property: string; readonly missing: readonly string[] }[];
}

/** A shard of a merged record. */
export interface MergedShard extends Pick<RunRecord["meta"], "runId" | "startedAt" | "durationMs">, Pick<RunRecord, "requests"> {
  readonly index: number;
}

/** What requests are sent for, in the order of reports; `retries` and `controls` serve all others. */
export const requestPurposes = ["properties", "preflight", "state", "polls", "shrinking", "confirmation", "retries", "controls"] as const;
export type RequestPurpose = (typeof requestPurposes)[number];
export type RequestCounts = Readonly<Record<RequestPurpose, number>>;

/** Everything that a run found: the content of `run.json`. Every report is rendered from it. */
export interface RunRecord {
  readonly schemaVersion: 1;
  readonly verdict: Verdict;
  readonly suite: {
    readonly name: string;
    readonly version: string;
    readonly contract: { readonly operation: string; readonly sha256: string };
    /** The proof figures of this version; null in records of versions that had none. */
    readonly proof: ProofFigures | null;
  };
  readonly target: { readonly name: string; readonly endpoint: string; readonly region: string; readonly state: "create" | "observe" };
  readonly seed: number;
  readonly effort: "quick" | "standard" | "deep";
  /** First sends for properties. */
  readonly requests: number;
  /** Sorted by id. */
  readonly checks: readonly Check[];
  /** Why checks failed, each failed check in one of them; the cause that explains most comes first. Absent in records of older versions. */
  readonly causes?: readonly Cause[];
  /** Everything that varies from run to run. */
  readonly meta: {
    readonly startedAt: string;
    readonly durationMs: number;
    readonly runId: string;
    readonly requests: RequestCounts;
    readonly latency: Latency;
    /** Histogram with six steps per decade, from the first step with exchanges to the last. Older records have neither this nor `timeline`. */
    readonly latencies?: readonly LatencyCount[];
    readonly timeline?: Timeline;
    readonly preflight: Preflight;
    /** The most own sessions that a property could see in an answer. */
    readonly sessionsSeen: number;
    readonly narrowedBy: readonly string[];
    /** Operations that were no longer sent because a broken request of each was accepted, and what the target may keep of it. */
    readonly ended?: readonly { readonly operation: string; readonly text: string }[];
    readonly interrupted: boolean;
    /** Errors of the suite itself: a check or generator threw. */
    readonly suiteErrors: readonly string[];
    /** A failed `should` fails the run. Records of 0.1.0 have neither this nor the next three; `rulingOf` fills them in. */
    readonly strict?: boolean;
    /** Baseline entries whose property passed or that have expired, each described in words. */
    readonly staleBaseline?: readonly string[];
    /** The run's folder, as the user gave it; printed commands name it. */
    readonly out?: string;
    /** Values as they were seen, where a breach has names for what varies; `breach` is its index. */
    readonly received?: readonly { readonly check: string; readonly breach: number; readonly received: unknown }[];
    /** Exit status of the run, and the sentence that explains its verdict. */
    readonly exit?: 0 | 1 | 2 | 3 | 130;
    readonly because?: string;
    /** Present in the record of a shard. */
    readonly shard?: ShardFacts;
    /** Present in a merged record: its shards, by index. */
    readonly shards?: readonly MergedShard[];
    readonly node: string;
    readonly platform: string;
  };
}
