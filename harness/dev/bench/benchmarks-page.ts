import { shownBound } from "./measure/bounds.ts";
import { type Figure, shownMedian, shownSpread } from "./measure/figure.ts";
import type { Results, StoredResult } from "./measure/stored-result.ts";

/** Where the plot is checked in, from the root of the repository. */
export const plotFile = "harness/dev/bench/growth.svg";

/** The page `reports/benchmarks.md`: what was measured, part by part. */
export function benchmarksPage(results: Results): string {
  const parts = Object.entries(results).map(([name, result]) => partOf(name, result));
  return `${["# Benchmarks", headline(results), howToRead, ...parts].join("\n\n")}\n`;
}

const howToRead = `\`npm run bench\` measures, and CI runs its short form; \`npm run bench -- --write\` writes this page. Each figure is a ratio within one run where a ratio says more than a time, measured in turn with what it is compared with, so that a busy machine slows both.
Each median is given with the lowest and the highest measurement; \`npm run bench\` fails if one exceeds its bound, and takes the names of parts. Failures that the tables
count on legal variants are failed \`should\`s, which count in no verdict without \`--strict\`.`;

/** Figures of the headline, and the phrase for each. */
const first: readonly (readonly [id: string, phrase: (median: string) => string])[] = [
  ["start-up/run-time", (median) => `a default run takes ${median}`],
  ["limit/cpu-ratio", (median) => `a deep one takes ${median} the CPU of a bare loop`],
];

/** The headline: its figures, as far as they were measured, on one line. */
function headline(results: Results): string {
  const figures = new Map(Object.values(results).flatMap((result) => result.figures.map((figure) => [figure.id, figure])));
  const reported = first.flatMap(([id, phrase]) => {
    const figure = figures.get(id);
    return figure === undefined ? [] : [phrase(shownMedian(figure))];
  });
  const text = reported.join(", ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function partOf(name: string, { command, date, node, processors, figures, tables, courses, notes }: StoredResult): string {
  const rows = figures.map((figure: Figure) => [figure.title, shownMedian(figure), shownSpread(figure), shownBound(figure, false)]);
  return [
    `## ${name}`,
    "",
    `\`${command}\`, ${date}, Node ${node.slice(1)}, ${String(processors)} processors. ${notes.join(" ")}`,
    "",
    ...(rows.length === 0 ? [] : [...tableOf([`figure`, "median", "spread", "bound"], rows), ""]),
    ...(courses === undefined ? [] : [`![Requests, time and memory of a default run as accounts and contracts grow](../${plotFile})`, ""]),
    ...tables.flatMap(({ title, head, rows: cells }) => [`${title}:`, "", ...tableOf(head, cells), ""]),
  ]
    .join("\n")
    .trimEnd();
}

/** Rows as Markdown, in columns as the formatter aligns them. */
function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const widths = head.map((title, column) => Math.max(3, title.length, ...rows.map((row) => (row[column] ?? "").length)));
  const line = (cells: readonly string[]): string => `| ${widths.map((width, column) => (cells[column] ?? "").padEnd(width)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)];
}
