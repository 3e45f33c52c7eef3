import type { Fault } from "../fault.ts";

/** The public source of a fault that was really made. */
export interface ReportSource {
  /** Owner and name of the repository that holds the report. */
  readonly project: string;
  /** `#12` an issue, `PR #12` a pull request, `commit 0af643a` the commit that fixed it. */
  readonly report: string;
  /** What was wrong there, in our own words. */
  readonly what: string;
}

/** A fault that others made, in the reference service; either a property of its level catches it, or none is known to. */
export type OtherFault = Omit<Fault, "caughtBy"> & { readonly source: ReportSource } & (
    | { readonly caughtBy: string; readonly missed?: never }
    | {
        readonly caughtBy?: never;
        /** Why no property catches it. */
        readonly missed: string;
      }
  );

/** The reports of one project. */
export const of =
  (project: string) =>
  (report: string, what: string): ReportSource => ({ project, report, what });
