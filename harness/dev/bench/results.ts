import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { root } from "../processes/package-root.ts";
import { figureRow, type PartResult, shownMedian } from "./measure/figure.ts";

/** What was measured of one part, where and when. */
interface StoredResult extends PartResult {
  readonly command: string;
  readonly date: string;
  readonly node: string;
  readonly processors: number;
  readonly seconds: number;
}

/** The checked-in results by the names of the parts. */
type Results = Readonly<Record<string, StoredResult>>;

const file = join(root, "harness", "dev", "bench", "results.json");

/** The results that are checked in. */
export function storedResults(): Results {
  return JSON.parse(readFileSync(file, "utf8")) as Results;
}

/** Makes what was measured of a part its checked-in result, the parts in this order, and writes the page of benchmarks. */
export function writeResults(name: string, result: PartResult, seconds: number, order: readonly string[]): void {
  const date = new Date().toISOString().slice(0, 10);
  const stored: StoredResult = { command: `npm run bench -- ${name}`, date, node: process.version, processors: availableParallelism(), seconds, ...result };
  const all = { ...storedResults(), [name]: stored };
  const results = Object.fromEntries(order.flatMap((part) => (all[part] === undefined ? [] : [[part, all[part]]])));
  writeFileSync(file, `${JSON.stringify(results, undefined, 2)}\n`);
  writeFileSync(join(root, "reports", "benchmarks.md"), benchmarksPage(results));
}

/** The page `reports/benchmarks.md`: what was measured, part by part. */
export function benchmarksPage(results: Results): string {
  return `${["# Benchmarks", headline(results), howToRead, ...Object.entries(results).map(([name, result]) => partOf(name, result))].join("\n\n")}\n`;
}

const howToRead = `\`npm run bench\` measures, and CI runs its short form; \`npm run bench -- --write\` writes this page. Each figure is a ratio within one run where a ratio says more than a time, measured in turn with what it is compared with, so that a busy machine slows both.
Each median is given with the lowest and the highest measurement; \`npm run bench\` fails if one exceeds its bound, and takes the names of parts. Failures that the tables
count on legal variants are failed \`should\`s, which count in no verdict without \`--strict\`.`;

/** Two figures, as far as they were measured, on one line. */
function headline(results: Results): string {
  const shown = (part: string, id: string, before: string, after: string): readonly string[] =>
    (results[part]?.figures ?? []).flatMap((figure) => (figure.id === id ? [`${before}${shownMedian(figure)}${after}`] : []));
  const text = [
    ...shown("start-up", "start-up/run-time", "a default run takes ", ""),
    ...shown("limit", "limit/cpu-ratio", "a deep one takes ", " the CPU of a bare loop"),
  ].join(", ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function partOf(name: string, { command, date, node, processors, figures, tables, notes }: StoredResult): string {
  const rows = figures.map((figure) => figureRow(figure, false));
  return [
    `## ${name}`,
    `\`${command}\`, ${date}, Node ${node.slice(1)}, ${String(processors)} processors. ${notes.join(" ")}`,
    ...(rows.length === 0 ? [] : [tableText(["figure", "median", "spread", "bound"], rows)]),
    ...tables.flatMap(({ title, head, rows: cells }) => [`${title}:`, tableText(head, cells)]),
  ].join("\n\n");
}

/** Rows as Markdown, in columns as the formatter aligns them. */
function tableText(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(3, title.length, ...rows.map((row) => (row[column] ?? "").length)));
  const line = (cells: readonly string[]): string => `| ${widths.map((width, column) => (cells[column] ?? "").padEnd(width)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
