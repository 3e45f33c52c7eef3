import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { escapeText } from "../../reports/encoding/escape.ts";
import { executionKey, type JournalLine, writeJournalLine } from "../../reports/record/journal.ts";
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
    const text = textOf(shard);
    if (text === "") return [`shard ${String(index)} has no ${journalName}: its cases cannot be replayed or judged again`];
    checkRun(shard, text);
    append(whole ? text : withinBytes(text, Math.floor(most / shards.length)));
    return [];
  });
}

function sizeOf({ folder, journal }: ShardOnDisk): number {
  return journal === undefined ? (statSync(join(folder, journalName), { throwIfNoEntry: false })?.size ?? 0) : Buffer.byteLength(journal);
}

/** The text of a journal, without a last line that a kill cut off. */
function textOf({ folder, journal }: ShardOnDisk): string {
  const file = join(folder, journalName);
  const text = journal ?? (existsSync(file) ? readFileSync(file, "utf8") : "");
  return text.slice(0, text.lastIndexOf("\n") + 1);
}

function checkRun({ record, file }: ShardOnDisk, text: string): void {
  const runId = /^\{"kind":"run","schemaVersion":1,"runId":"([0-9a-f]{10})"/u.exec(text)?.[1];
  if (runId === record.meta.runId) return;
  const seen = runId === undefined ? "none" : `run ${runId}`;
  const what = `${escapeText(file)}: run.json is of run ${escapeText(record.meta.runId)}, exchanges.jsonl of ${seen}`;
  throw new HarnessError("input", `${what}. Give a folder with both files of one run.`);
}

/** A journal within a number of bytes. All lines but exchanges are kept, then exchanges of failing cases, then the others in their order. */
export function withinBytes(text: string, most: number): string {
  const lines = text
    .split("\n")
    .slice(0, -1)
    .map((line) => {
      const content = JSON.parse(line) as JournalLine;
      const key = content.kind === "exchange" || content.kind === "case" ? executionKey(content) : "";
      // Of an exchange only its text is kept.
      return { text: `${line}\n`, bytes: Buffer.byteLength(line) + 1, key, content: content.kind === "exchange" ? undefined : content };
    });
  const failing = new Set(lines.flatMap(({ key, content }) => (content?.kind === "case" && content.outcome === "failed" ? [key] : [])));
  const exchanges = lines.filter(({ content }) => content === undefined);
  let room = most - lines.reduce((sum, { bytes, content }) => sum + (content === undefined ? 0 : bytes), 0);
  const left = new Set<object>();
  const missing = new Map<string, number>();
  for (const exchange of [...exchanges.filter(({ key }) => failing.has(key)), ...exchanges.filter(({ key }) => !failing.has(key))]) {
    if (exchange.bytes <= room) room -= exchange.bytes;
    else {
      left.add(exchange);
      missing.set(exchange.key, (missing.get(exchange.key) ?? 0) + 1);
    }
  }
  const kept = lines
    .filter((line) => !left.has(line))
    .map(({ text: line, key, content }) => {
      const lack = content?.kind === "end" ? left.size : content?.kind === "case" ? (missing.get(key) ?? 0) : 0;
      if (content?.kind === "end") return writeJournalLine({ ...content, leftOut: content.leftOut + lack });
      return content?.kind === "case" && lack > 0 ? writeJournalLine({ ...content, leftOut: (content.leftOut ?? 0) + lack }) : line;
    });
  return kept.join("");
}
