import type { VNode } from "preact";

/** One column: its parts from the bottom up, and its label. */
export interface Column {
  readonly parts: readonly { readonly tone: string; readonly count: number }[];
  readonly label?: string;
}

/** A line across the columns. */
export interface Mark {
  /** Position, in columns from the left. */
  readonly at: number;
  readonly name: string;
}

const [left, right, width, plot, above, below] = [58, 34, 640, 170, 26, 30];

/** A column chart with round values on its axis. */
export function ColumnChart({ columns, marks = [] }: { columns: readonly Column[]; marks?: readonly Mark[] }): VNode {
  const totals = columns.map(({ parts }) => parts.reduce((sum, { count }) => sum + count, 0));
  const top = roundAbove(Math.max(1, ...totals));
  const unit = (width - left - right) / Math.max(columns.length, 1);
  const gap = unit > 6 ? 1.5 : 0.5;
  const ground = above + plot;
  const heightOf = (count: number): number => (count / top) * plot;
  return (
    <svg viewBox={`0 0 ${String(width)} ${String(ground + below)}`} aria-hidden="true" class="chart">
      {[0, top / 2, top].map((value) => (
        <g>
          <line class="grid" x1={left} x2={width - right} y1={rounded(ground - heightOf(value))} y2={rounded(ground - heightOf(value))} />
          <text class="axis end" x={left - 8} y={rounded(ground - heightOf(value) + 4)}>
            {value}
          </text>
        </g>
      ))}
      {columns.map(({ parts, label }, index) => {
        const x = left + index * unit;
        let foot = ground;
        return (
          <g>
            {parts.map(({ tone, count }) => {
              const height = heightOf(count);
              foot -= height;
              return count === 0 ? undefined : (
                <rect class={`bar ${tone}`} x={rounded(x)} y={rounded(foot)} width={rounded(Math.max(unit - gap, 1))} height={rounded(Math.max(height, 0.8))} />
              );
            })}
            {label === undefined ? undefined : (
              <text class="axis middle" x={rounded(x + unit)} y={ground + 20}>
                {label}
              </text>
            )}
          </g>
        );
      })}
      {marks.map(({ at, name }, index) => (
        <g>
          <line class="mark" x1={rounded(left + at * unit)} x2={rounded(left + at * unit)} y1={above - 8} y2={ground} />
          <text class={`axis ${index === 0 ? "end" : ""}`} x={rounded(left + at * unit + (index === 0 ? -4 : 4))} y={above - 2 - (index % 2) * 11}>
            {name}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** Rounds up to the next of 2, 4, 6, 8, 10, 20, 40 …: half of it is a whole number. */
function roundAbove(value: number): number {
  for (let decade = 1; ; decade *= 10) {
    const found = [2, 4, 6, 8, 10].map((step) => step * decade).find((step) => step >= value);
    if (found !== undefined) return found;
  }
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
