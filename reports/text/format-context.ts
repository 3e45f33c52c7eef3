import type { RequirementNote } from "./failure.ts";

/** Data for a report besides the run record. */
export interface FormatContext {
  readonly requirementOf: (id: string) => RequirementNote | undefined;
  /** The text of `exchanges.jsonl`, the journal of the run; empty if there is none. Read on demand: it may be many megabytes. */
  readonly journal: (maxBytes?: number) => string;
  /** The page's own text, if the user gave its file. */
  readonly page?: string;
}
