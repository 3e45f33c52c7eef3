import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closest } from "fastest-levenshtein";
import { HarnessError } from "../../runtime/harness-error.ts";
import { runProgram } from "../processes/program.ts";
import { type Bench, exceededBounds, figureRow, type PartResult } from "./measure/figure.ts";
import { writeResults } from "./results.ts";

/** Every part of the bench by its name, in the order of measuring. */
const parts: Readonly<Record<string, () => Promise<(bench: Bench) => Promise<PartResult>>>> = {
  limit: async () => (await import("./parts/limit.ts")).measureLimit,
  schemathesis: async () => (await import("./parts/schemathesis.ts")).measureSchemathesis,
  "start-up": async () => (await import("./parts/start-up.ts")).measureStartUp,
  latency: async () => (await import("./parts/latency.ts")).measureLatency,
  memory: async () => (await import("./parts/memory.ts")).measureMemory,
  large: async () => (await import("./parts/large.ts")).measureLarge,
  growth: async () => (await import("./parts/growth.ts")).measureGrowth,
};
const all = Object.keys(parts);

const usage = `Usage: npm run bench -- [parts] [options]

Measures speed and size as ratios within one run, and fails where one is beyond its bound. Without a part all are measured: ${all.join(", ")}.

  --short   the form for CI: less of everything, and wider bounds
  --write   make what was measured the figures of reports/benchmarks.md
  --help    this text
`;
const flag = { type: "boolean", default: false } as const;

await runProgram(usage, { short: flag, write: flag }, async ({ values: { short, write }, positionals }) => {
  const unknown = positionals.find((name) => !all.includes(name));
  if (unknown !== undefined) throw new HarnessError("usage", `${JSON.stringify(unknown)} is no part of the bench; the nearest is ${closest(unknown, all)}.`);
  if (short && write) throw new HarnessError("usage", "--write keeps figures of the long form only. Leave --short out.");
  const breaches: string[] = [];
  for (const name of all.filter((part) => positionals.length === 0 || positionals.includes(part))) {
    const { result, seconds } = await measure(name, short);
    breaches.push(...exceededBounds(result.figures, short));
    if (write) writeResults(name, result, seconds, all);
  }
  for (const breach of breaches) process.stdout.write(`MISSED ${breach}\n`);
  if (breaches.length === 0) process.stdout.write("Every figure is within its bound.\n");
  return breaches.length === 0 ? 0 : 1;
});

/** Measures one part, and prints what it found. */
async function measure(name: string, isShort: boolean): Promise<{ readonly result: PartResult; readonly seconds: number }> {
  const start = performance.now();
  const folder = mkdtempSync(join(tmpdir(), "glue-conformance-bench-"));
  process.stdout.write(`== ${name}\n`);
  try {
    const act = (await parts[name]?.()) as (bench: Bench) => Promise<PartResult>;
    const result = await act({ isShort, folder, report: (what) => void process.stderr.write(`   ${name}: ${what}\n`) });
    const seconds = Math.round((performance.now() - start) / 1_000);
    const figures = aligned(result.figures.map((figure) => figureRow(figure, isShort)));
    const tables = result.tables.flatMap(({ title, head, rows }) => ["", title, ...aligned([head, ...rows])]);
    process.stdout.write([...result.notes, ...figures, ...tables, `took ${String(seconds)} s`, "", ""].join("\n"));
    return { result, seconds };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length))) ?? [];
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd());
}
