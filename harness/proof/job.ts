import type { RunRecord } from "../../reports/run-record.ts";

/** One run of the suite against one service of the bank. */
export type Job =
  | {
      readonly kind: "fault";
      readonly name: string;
      readonly effort: "quick" | "standard";
      /** Whether the run goes on after the catch. */ readonly whole: boolean;
    }
  | { readonly kind: "variant"; readonly name: string; readonly seed: number }
  | { readonly kind: "idle"; readonly name: string; readonly state: "create" | "observe" }
  | { readonly kind: "reference"; readonly seed: number; readonly effort: "quick" | "standard" };

/** What came of it. */
export interface JobResult {
  readonly job: Job;
  readonly verdict: RunRecord["verdict"];
  readonly exit: number;
  /** Sentence behind the verdict. */
  readonly because: string;
  /** First sends for properties; of a fault, until the property that it names failed. */
  readonly requests: number;
  /** Of a fault: whether the property that it names failed at the level that it names. */
  readonly caught: boolean;
  /** Of a variant: what it was accused of; empty where it was not. */
  readonly accusations: readonly string[];
  /** Of a fault: the cases that caught it, with the requests that each took. */
  readonly catchers: readonly (readonly [caseId: string, sends: number])[];
  readonly milliseconds: number;
}
