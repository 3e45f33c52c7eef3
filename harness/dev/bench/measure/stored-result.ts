import type { PartResult } from "./figure.ts";

/** What was measured of one part, where and when. */
export interface StoredResult extends PartResult {
  readonly command: string;
  readonly date: string;
  readonly node: string;
  readonly processors: number;
  readonly seconds: number;
}

/** The checked-in results by the names of the parts. */
export type Results = Readonly<Record<string, StoredResult>>;
