import type { PartResult } from "./figure.ts";

/** What a part is measured with. */
export interface Bench {
  /** Whether the form for CI is wanted: less of everything. */
  readonly isShort: boolean;
  /** An empty folder that is taken away afterwards. */
  readonly folder: string;
  /** Tells what is being done. */
  readonly tell: (what: string) => void;
}

/** One part of the bench. */
export type BenchPart = (bench: Bench) => Promise<PartResult>;
