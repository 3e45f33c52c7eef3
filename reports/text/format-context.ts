import type { RequirementNote } from "./failure.ts";

/** What a report may draw on beside the run record. */
export interface FormatContext {
  readonly requirementOf: (id: string) => RequirementNote | undefined;
  /** The text of `exchanges.jsonl`, the journal of the run; empty where none was kept. Read on demand: it may be many megabytes. */
  readonly journal: () => string;
  /** The page's own text, where the user gave its file. */
  readonly page?: string;
}
