import { shownBound } from "./bounds.ts";
import { type Figure, shownMedian, shownSpread } from "./figure.ts";
import type { Results, StoredResult } from "./stored-result.ts";

const begin = "<!-- What stands from here is written by `npm run bench -- --write`. -->";
const end = "<!-- What stands up to here is written by `npm run bench -- --write`. -->";

/** Where the plot is checked in, from the root of the repository. */
export const plotFile = "harness/bench/growth.svg";

/** The README with the section that tells the results. Throws an Error where the lines between which it stands are missing. */
export function inReadme(text: string, results: Results): string {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`README.md lacks the lines between which the figures of the bench stand: ${begin}`);
  return [text.slice(0, from + begin.length), ...Object.entries(results).map(([name, result]) => partOf(name, result)), text.slice(to)].join("\n\n");
}

function partOf(name: string, { command, date, node, processors, figures, tables, courses, notes }: StoredResult): string {
  const rows = figures.map((figure: Figure) => [figure.title, shownMedian(figure), shownSpread(figure), shownBound(figure, false)]);
  return [
    `### ${name}`,
    "",
    `\`${command}\`, ${date}, Node ${node.slice(1)}, ${String(processors)} processors. ${notes.join(" ")}`,
    "",
    ...(rows.length === 0 ? [] : [...tableOf([`figure`, "median", "spread", "bound"], rows), ""]),
    ...(courses === undefined ? [] : [`![Requests, time and memory of a default run as accounts and contracts grow](${plotFile})`, ""]),
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
