import type { PartResult } from "./figure.ts";

/** What a part is measured with. */
export interface Bench {
  /** Whether to measure the short form, for CI. */
  readonly isShort: boolean;
  /** An empty folder that is removed afterwards. */
  readonly folder: string;
  /** Reports progress. */
  readonly report: (what: string) => void;
}

/** One part of the bench. */
export type BenchPart = (bench: Bench) => Promise<PartResult>;
