import type { Level, Observation, Violation } from "../../properties/core/property.ts";
import type { ProofFigures } from "./proof-figures.ts";

/**
 * Text as such, anything that is not UTF-8 as base64; runs of over 64 equal characters stand as `{ repeat, times }` in a list of parts. Of a long
 * answer only the beginning is kept; `cut` is then how many bytes it had.
 */
export type RecordedBody = (
  | { readonly text: string }
  | { readonly base64: string }
  | { readonly parts: readonly (string | { readonly repeat: string; readonly times: number })[] }
) & { readonly cut?: number };

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: RecordedBody;
}

export type RecordedResponse =
  | {
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: RecordedBody;
    }
  | { readonly failure: { readonly kind: string; readonly message: string } };

export interface RecordedStep {
  readonly request: RecordedRequest;
  readonly response: RecordedResponse;
  /** Whether this step is the one that a violation was seen in. */
  readonly violates: boolean;
}

/** The first failing case of a property in case order, smallest form. `request` and `response` are those of the violating step. */
export interface Counterexample {
  readonly caseId: string;
  readonly steps: readonly RecordedStep[];
  readonly request: RecordedRequest;
  readonly response: RecordedResponse;
  /** A request of the same operation that is valid, to read the broken one against. */
  readonly valid: RecordedRequest;
  /** What this case shows, at most five: those of the check are of all its cases. Absent in records of older versions. */
  readonly violations?: readonly Violation[];
  /** A line that sends the violating request with curl; where curl cannot, a `#` comment that says why, and the `replay` command. */
  readonly curl: string;
}

export type Status = "passed" | "failed" | "unexercised" | "errored" | "skipped";

/** Why there is no judgement. */
export type Unjudged = "errored" | "unexercised" | "skipped";

/** Why a property, or a case of it, was not judged. */
export interface UnjudgedReason {
  readonly text: string;
  /** Place of the case among all of the run. */
  readonly place: number;
}

/** What a shard found of one property, beside its check: all that is needed to join it with what others found. */
export interface ShardPart {
  readonly id: string;
  readonly passed: number;
  /** Place of the case that failed first. */
  readonly first?: number;
  /** Cases that fail only beside what other properties sent: they passed where another shard has a failure that does not. */
  readonly distant?: number;
  /** Of each violation of the check, the place of its case. */
  readonly places: readonly number[];
  readonly reasons: readonly (UnjudgedReason & { readonly status: Unjudged })[];
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
  /** `3/3`: how often the counterexample failed of the times it was sent. */
  readonly reproduced?: string;
  readonly shrunk?: "complete" | "capped";
  /** Sorted by code and pointer, at most 20. */
  readonly violations: readonly Violation[];
  readonly observations: readonly Observation[];
  readonly counterexample?: Counterexample;
}

export type Verdict = "conforms" | "fails" | "incomplete";

/** Latency in milliseconds over all exchanges. */
export interface Latency {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

/** How many exchanges took so long. */
export interface LatencyCount {
  /** Milliseconds: more than those of the count before. */
  readonly upTo: number;
  readonly count: number;
}

/** When requests were sent: in each of at most 60 equal spans of the run, how many. */
export interface Timeline {
  readonly spanMs: number;
  /** First sends for properties. */
  readonly properties: readonly number[];
  /** What puts sessions in place and away, and looks for them. */
  readonly state: readonly number[];
  /** Preflight, retries, controls, shrinking, confirmation. */
  readonly others: readonly number[];
}

/** How the preflight ended; anything but `works` and `refuses` stops the run. */
export interface Preflight {
  readonly outcome:
    | "works"
    | "refuses" // answers `{}` with an error of the operation: judged all the same
    | "unreachable"
    | "certificate"
    | "credentials"
    | "not-implemented"
    | "hollow"
    | "unreadable" // its answers are above --body-limit, or not in the encoding that they name
    | "throttled"
    | "reset" // the reset request did not empty it
    | "fixture" // a session of --fixture is not there
    | "not-run"; // no property was selected, or the user interrupted it
  /** What was seen, what was wanted and what to do next; empty where it works. */
  readonly message: string;
}

/** What a shard knows beside its checks: all that joining needs. */
export interface ShardFacts {
  /** Counted from 1. */
  readonly index: number;
  readonly count: number;
  /** Random cases of each random property, in all shards together. */
  readonly cases: number;
  /** SHA-256 of all options that cases and judgement depend on. */
  readonly options: string;
  /** Own sessions that a property of this shard could see in an answer, at the most. */
  readonly sessionsSeen: number;
  readonly parts: readonly ShardPart[];
  /** Entries of the baseline whose property others judge too, each with those of its cases that this shard did not send. */
  readonly openEntries: readonly { readonly property: string; readonly missing: readonly string[] }[];
}

/** A shard of a joined record. */
export interface JoinedShard {
  readonly index: number;
  readonly runId: string;
  readonly startedAt: string;
  readonly durationMs: number;
  /** First sends for properties. */
  readonly requests: number;
}

/** Everything a run found; `run.json` is this, and every report is rendered from it. */
export interface RunRecord {
  readonly schemaVersion: 1;
  readonly verdict: Verdict;
  readonly suite: {
    readonly name: string;
    readonly version: string;
    readonly contract: { readonly operation: string; readonly sha256: string };
    /** What this version of the suite was found to be worth; null in records of versions that did not tell. */
    readonly proof: ProofFigures | null;
  };
  readonly target: {
    readonly name: string;
    readonly endpoint: string;
    readonly region: string;
    readonly state: "create" | "observe";
  };
  readonly seed: number;
  readonly effort: "quick" | "standard" | "deep";
  /** First sends for properties. */
  readonly requests: number;
  /** Sorted by id. */
  readonly checks: readonly Check[];
  /** All that varies from run to run. */
  readonly meta: {
    readonly startedAt: string;
    readonly durationMs: number;
    readonly runId: string;
    readonly requests: {
      readonly properties: number;
      readonly preflight: number;
      readonly state: number;
      readonly polls: number;
      readonly retries: number;
      readonly shrinking: number;
      readonly confirmation: number;
      readonly controls: number;
    };
    readonly latency: Latency;
    /** On a scale of six steps a decade, from the first step with exchanges to the last. Older records have neither this nor `timeline`. */
    readonly latencies?: readonly LatencyCount[];
    readonly timeline?: Timeline;
    readonly preflight: Preflight;
    /** Own sessions that a property could see in an answer, at the most. */
    readonly sessionsSeen: number;
    readonly narrowedBy: readonly string[];
    /** Operations of which nothing more was sent, since a broken request of each was accepted, and what the target may keep of it. */
    readonly ended?: readonly { readonly operation: string; readonly text: string }[];
    readonly interrupted: boolean;
    /** Faults of the suite itself: a check or generator that threw. */
    readonly suiteErrors: readonly string[];
    /** A failed `should` fails the run. Records of 0.1.0 do not have this nor the next three; `rulingOf` fills them in. */
    readonly strict?: boolean;
    /** Baseline entries whose property passed or whose date is over, each as a phrase for people. */
    readonly staleBaseline?: readonly string[];
    /** Exit status of the run, and the sentence behind its verdict. */
    readonly exit?: 0 | 1 | 2 | 3 | 130;
    readonly because?: string;
    /** Of a shard. */
    readonly shard?: ShardFacts;
    /** Of a record that was joined: its shards, by index. */
    readonly shards?: readonly JoinedShard[];
    readonly node: string;
    readonly platform: string;
  };
}
