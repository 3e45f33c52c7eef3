import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { escapeText } from "../../reports/encoding/escape.ts";
import type { JournalCase, JournalEnd, JournalExchange } from "../../reports/record/journal.ts";
import { writeJournalLine } from "../../reports/record/journal.ts";
import { HarnessError } from "../runtime/harness-error.ts";
import type { ShardOnDisk } from "./shards-on-disk.ts";
import { journalName } from "../storage/journal-file.ts";

/** Bytes of the journal of a run, and of a merged one. */
const maxMergedBytes = 64 * 1_024 * 1_024;

/**
 * Hands the journals of shards to `append`, one after the other. Together they may be as long as that of one run: exchanges of passing cases are dropped
 * first, and each case says how many are missing. Returns a warning for each shard that has no journal.
 */
export function mergeJournals(shards: readonly ShardOnDisk[], append: (text: string) => void, most: number = maxMergedBytes): readonly string[] {
  const whole = shards.reduce((sum, shard) => sum + sizeOf(shard), 0) <= most;
  return shards.flatMap((shard) => {
    const { index } = shard.record.meta.shard;
    const text = wholeLines(textOf(shard));
    if (text === "") return [`shard ${String(index)} has no ${journalName}: its cases cannot be replayed or judged again`];
    checkRun(shard, text);
    append(whole ? text : withinBytes(text, Math.floor(most / shards.length)));
    return [];
  });
}

function fileOf({ folder }: ShardOnDisk): string {
  return join(folder, journalName);
}

function sizeOf(shard: ShardOnDisk): number {
  return shard.journal === undefined ? (statSync(fileOf(shard), { throwIfNoEntry: false })?.size ?? 0) : Buffer.byteLength(shard.journal);
}

function textOf(shard: ShardOnDisk): string {
  if (shard.journal !== undefined) return shard.journal;
  return existsSync(fileOf(shard)) ? readFileSync(fileOf(shard), "utf8") : "";
}

/** The text without a last line that a kill cut off. */
function wholeLines(text: string): string {
  return text.slice(0, text.lastIndexOf("\n") + 1);
}

function checkRun({ record, file }: ShardOnDisk, text: string): void {
  const runId = /^\{"kind":"run","schemaVersion":1,"runId":"([0-9a-f]{10})"/u.exec(text)?.[1];
  if (runId === record.meta.runId) return;
  throw new HarnessError(
    "input",
    `${escapeText(file)}: run.json is of run ${escapeText(record.meta.runId)}, exchanges.jsonl of ${runId === undefined ? "none" : `run ${runId}`}. Give a folder with both files of one run.`,
  );
}

/** A journal within a number of bytes. All lines but exchanges are kept, then exchanges of failing cases, then the others in their order. */
export function withinBytes(text: string, most: number): string {
  const lines = text.split("\n").slice(0, -1);
  const reported = lines.map((line) => (line.startsWith('{"kind":"exchange"') ? undefined : (JSON.parse(line) as { readonly kind: string })));
  const failing = new Set(
    reported.flatMap((line) => (line?.kind === "case" && (line as JournalCase).outcome === "failed" ? [keyOf(line as JournalCase)] : [])),
  );
  const exchanges = lines.flatMap((line, at) =>
    reported[at] === undefined ? [{ at, bytes: Buffer.byteLength(line) + 1, key: keyOf(JSON.parse(line) as JournalExchange) }] : [],
  );
  let room = most - lines.reduce((sum, line, at) => (reported[at] === undefined ? sum : sum + Buffer.byteLength(line) + 1), 0);
  const kept = new Set<number>();
  const missing = new Map<string, number>();
  for (const fails of [true, false]) {
    for (const { at, bytes, key } of exchanges) {
      if (failing.has(key) !== fails) continue;
      if (bytes <= room) {
        room -= bytes;
        kept.add(at);
      } else missing.set(key, (missing.get(key) ?? 0) + 1);
    }
  }
  const leftOut = exchanges.length - kept.size;
  return lines
    .flatMap((line, at) => {
      const one = reported[at];
      if (one === undefined) return kept.has(at) ? [`${line}\n`] : [];
      if (one.kind === "case") return [withMissing(line, one as JournalCase, missing)];
      if (one.kind !== "end") return [`${line}\n`];
      return [writeJournalLine({ ...(one as JournalEnd), leftOut: (one as JournalEnd).leftOut + leftOut })];
    })
    .join("");
}

function withMissing(line: string, one: JournalCase, missing: ReadonlyMap<string, number>): string {
  const count = missing.get(keyOf(one));
  return count === undefined ? `${line}\n` : writeJournalLine({ ...one, leftOut: (one.leftOut ?? 0) + count });
}

function keyOf({ part, case: id = "", repetition = 0 }: Pick<JournalExchange, "part" | "case" | "repetition">): string {
  return `${part} ${String(repetition)} ${id}`;
}
