import { escapeText } from "../../reports/encoding/escape.ts";
import { isShardRecord, type ShardRecord } from "../../reports/merge/shard-record.ts";
import { HarnessError } from "../runtime/harness-error.ts";
import type { RunOnDisk } from "../storage/read-run.ts";

/** A shard as it was left on disk. */
export interface ShardOnDisk extends RunOnDisk {
  readonly record: ShardRecord;
}

/** Shards that are all of one run, in the order of their indexes. Throws a HarnessError that names the files that do not belong together, and why. */
export function shardsOf(runs: readonly RunOnDisk[]): readonly ShardOnDisk[] {
  const shards = runs.map((run): ShardOnDisk => {
    const { record, file } = run;
    if (isShardRecord(record)) return { ...run, record };
    const what = record.meta.shards === undefined ? "of a whole run, not of a shard" : "already merged";
    throw refusal(`${escapeText(file)} is ${what}. Give what \`run --shard I/N\` wrote, each shard once.`);
  });
  const [first] = shards;
  if (first === undefined) throw new HarnessError("usage", "--merge needs the shards of a run. Name their folders.", undefined, "shards-of-a-run");
  for (const other of shards.slice(1)) checkSameRun(first, other);
  const { count } = first.record.meta.shard;
  const indexOf = ({ record }: ShardOnDisk): number => record.meta.shard.index;
  for (const shard of shards) {
    const known = shards.find((other) => indexOf(other) === indexOf(shard)) ?? shard;
    const files = `${escapeText(known.file)} and ${escapeText(shard.file)}`;
    if (known !== shard) throw refusal(`${files} are both shard ${indexOf(shard)} of ${count}. Give each shard once.`);
  }
  const missing = Array.from({ length: count }, (_, at) => at + 1).filter((index) => !shards.some((shard) => indexOf(shard) === index));
  if (missing.length === 0) return shards.toSorted((a, b) => indexOf(a) - indexOf(b));
  const which = missing.length === 1 ? `Shard ${missing.join("")} of ${count} is` : `Shards ${missing.join(", ")} of ${count} are`;
  const recovery = "If a shard was killed, recover its record first: glue-conformance report --from-journal DIR.";
  throw refusal(`${which} missing. Give the folders of all. ${recovery}`);
}

/** What all shards of a run have in common, by its name in messages. */
const facts: readonly (readonly [name: string, of: (record: ShardRecord) => string | number])[] = [
  ["number of shards", ({ meta }) => meta.shard.count],
  ["version of the suite", ({ suite }) => `${suite.name} ${suite.version}`],
  ["operation", ({ suite }) => suite.contract.operation],
  ["contract", ({ suite }) => suite.contract.sha256.slice(0, 12)],
  ["target", ({ target }) => target.name],
  ["endpoint", ({ target }) => target.endpoint],
  ["region", ({ target }) => target.region],
  ["state", ({ target }) => target.state],
  ["seed", ({ seed }) => seed],
  ["effort", ({ effort }) => effort],
  ["number of generated cases (--cases)", ({ meta }) => meta.shard.cases],
  ["strictness (--strict)", ({ meta }) => String(meta.strict)],
  ["choice of properties", ({ meta }) => meta.narrowedBy.filter((option) => !option.startsWith("--shard")).join(", ") || "all"],
  ["options or files, such as --baseline, --check-auth or --account", ({ meta }) => meta.shard.options.slice(0, 12)],
];

function checkSameRun(first: ShardOnDisk, other: ShardOnDisk): void {
  for (const [name, of] of facts) {
    const [expected, found] = [of(first.record), of(other.record)];
    if (expected === found) continue;
    const files = `${escapeText(first.file)} and ${escapeText(other.file)}`;
    const values = `${escapeText(String(expected))} and ${escapeText(String(found))}`;
    throw refusal(`${files} are not of one run, since they differ in ${name}: ${values}. Give shards that ran with the same options.`);
  }
}

function refusal(message: string): HarnessError {
  return new HarnessError("input", message, undefined, "shards-of-a-run");
}
