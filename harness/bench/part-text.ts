import { shownBound } from "./bounds.ts";
import { type PartResult, shownMedian, shownSpread } from "./figure.ts";

/** What a part found, for a terminal. */
export function partText({ figures, tables, notes }: PartResult, isShort: boolean, seconds: number): string {
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
