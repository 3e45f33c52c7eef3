import type { RunRecord, ShardFacts } from "../record/run-record.ts";

/** The record of one shard. */
export interface ShardRecord extends RunRecord {
  readonly meta: RunRecord["meta"] & { readonly shard: ShardFacts };
}

/** Whether a record is of a shard. */
export function isShardRecord(record: RunRecord): record is ShardRecord {
  return record.meta.shard !== undefined;
}
