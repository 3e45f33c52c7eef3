import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { HarnessError, messageOf } from "../../runtime/harness-error.ts";
import { nearest } from "../../runtime/suggestion.ts";
import { exceededBounds, shownBound } from "./measure/bounds.ts";
import { type PartResult, shownMedian, shownSpread } from "./measure/figure.ts";
import { parts } from "./parts.ts";
import { writeResults } from "./results.ts";

const usage = `Usage: npm run bench -- [parts] [options]

Measures speed and size as ratios within one run, and fails where one is beyond its bound. Without a part all are measured: ${Object.keys(parts).join(", ")}.

  --short   the form for CI: less of everything, and wider bounds
  --write   make what was measured the figures of reports/benchmarks.md
  --help    this text
`;

try {
  process.exitCode = await bench(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = error instanceof HarnessError ? 2 : 1;
}

/** Measures the given parts; resolves to the exit status: 1 where a figure exceeds its bound. */
async function bench(args: string[]): Promise<0 | 1> {
  const { names, isShort, writes, help } = optionsOf(args);
  if (help) {
    process.stdout.write(usage);
    return 0;
  }
  const breaches: string[] = [];
  for (const name of names) {
    const start = performance.now();
    const folder = mkdtempSync(join(tmpdir(), "glue-conformance-bench-"));
    try {
      process.stdout.write(`== ${name}\n`);
      const measure = await parts[name]?.();
      const result = await measure?.({ isShort, folder, report: (what) => void process.stderr.write(`   ${name}: ${what}\n`) });
      if (result === undefined) continue;
      const seconds = Math.round((performance.now() - start) / 1_000);
      process.stdout.write(partText(result, isShort, seconds));
      breaches.push(...exceededBounds(result.figures, isShort));
      if (writes) writeResults(name, result, seconds);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  for (const breach of breaches) process.stdout.write(`MISSED ${breach}\n`);
  if (breaches.length === 0) process.stdout.write("Every figure is within its bound.\n");
  return breaches.length === 0 ? 0 : 1;
}

interface Options {
  readonly names: readonly string[];
  readonly isShort: boolean;
  readonly writes: boolean;
  readonly help: boolean;
}

function optionsOf(args: string[]): Options {
  const flag = { type: "boolean", default: false } as const;
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { short: flag, write: flag, help: flag } });
    const all = Object.keys(parts);
    const unknown = positionals.find((name) => !all.includes(name));
    if (unknown !== undefined) {
      const near = nearest(
        unknown,
        all.map((id) => ({ id })),
      );
      throw new HarnessError("usage", `${JSON.stringify(unknown)} is no part of the bench; the nearest is ${near}.`);
    }
    if (values.short && values.write) throw new HarnessError("usage", "--write keeps figures of the long form only. Leave --short out.");
    return {
      names: positionals.length === 0 ? all : all.filter((name) => positionals.includes(name)),
      isShort: values.short,
      writes: values.write,
      help: values.help,
    };
  } catch (error) {
    if (error instanceof HarnessError) throw error;
    throw new HarnessError("usage", `${messageOf(error)} \`npm run bench -- --help\` lists the options.`, error);
  }
}

/** What a part found, for a terminal. */
function partText({ figures, tables, notes }: PartResult, isShort: boolean, seconds: number): string {
  const lines = [
    ...notes,
    ...aligned(figures.map((figure) => [figure.title, shownMedian(figure), shownSpread(figure), shownBound(figure, isShort)])),
    ...tables.flatMap(({ title, head, rows }) => ["", title, ...aligned([head, ...rows])]),
    `took ${String(seconds)} s`,
    "",
  ];
  return `${lines.join("\n")}\n`;
}

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length))) ?? [];
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd());
}
