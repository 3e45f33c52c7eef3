import type { RunRecord } from "../../reports/record/run-record.ts";
import type { provenOperations } from "../reference/operations/operation-bank.ts";
import type { FinishedRun } from "../run/run-conformance.ts";

/** An operation whose judgement is proven, beside `ListSessions`. */
export type ProvenOperation = (typeof provenOperations)[number];

/** One run of the suite against one service of the bank; without an operation it is `ListSessions` that is judged. */
export type Job =
  | {
      readonly kind: "fault";
      readonly operation?: ProvenOperation;
      readonly name: string;
      readonly effort: "quick" | "standard";
      /** Whether the run goes on after the catch. */ readonly whole: boolean;
    }
  | { /** A fault that others made. */ readonly kind: "other"; readonly name: string }
  | { readonly kind: "variant"; readonly operation?: ProvenOperation; readonly name: string; readonly seed: number }
  | { readonly kind: "idle"; readonly operation?: ProvenOperation; readonly name: string; readonly state: "create" | "observe" }
  | { readonly kind: "reference"; readonly seed: number; readonly effort: "quick" | "standard" }
  | {
      readonly kind: "mutant";
      /** Number of the switch that makes the mutant. */
      readonly name: string;
      /** Folder beside `reference/` with the instrumented source of the service. */
      readonly folder: string;
    };

/** The result of one job. */
export interface JobResult {
  readonly job: Job;
  /** How the run ended; undefined where something was caught before its end. */
  readonly ending: RunOutcome | undefined;
  /** First sends for properties; of a fault or a mutant, until it was caught. */
  readonly requests: number;
  /** Of a fault: whether the property that it names failed at the level that it names; where it names none, whether any of its level did. Of a mutant: whether a `must` or a `should` failed. */
  readonly caught: boolean;
  /** Of a variant: what it was accused of; empty where it was not. */
  readonly accusations: readonly string[];
  /** Of a variant: the `should` properties that it failed, as it may. */
  readonly excused: readonly string[];
  /** Of a fault or a mutant: the cases that caught it, with the requests that each took. */
  readonly catchers: readonly (readonly [caseId: string, sends: number])[];
  readonly milliseconds: number;
}

/** How a finished run ended. */
export interface RunOutcome {
  readonly verdict: RunRecord["verdict"];
  readonly exit: number;
  /** Sentence behind the verdict. */
  readonly because: string;
}

/** A result without what the caller knows. */
export type JobOutcome = Omit<JobResult, "job" | "milliseconds">;

/** The part of the result that any finished run has. */
export function summaryOf({ record, ruling: { verdict, exit, because } }: FinishedRun): JobOutcome & { readonly ending: RunOutcome } {
  return { ending: { verdict, exit, because }, requests: record.requests, caught: false, accusations: [], excused: [], catchers: [] };
}

/** Whether a run passed the service that it judged. */
export function passes({ ending }: Pick<JobResult, "ending">): boolean {
  return ending === undefined || ending.verdict === "conforms" || ending.exit === 0;
}

type Banked = "fault" | "variant" | "idle";

/** The results of one kind of job, for one operation; for `ListSessions` where none is named. */
export function resultsOf<K extends Banked>(
  results: readonly JobResult[],
  kind: K,
  operation?: ProvenOperation,
): readonly (JobResult & { readonly job: Job & { readonly kind: K } })[] {
  return results.filter(
    (result): result is JobResult & { readonly job: Job & { readonly kind: K } } => result.job.kind === kind && result.job.operation === operation,
  );
}
