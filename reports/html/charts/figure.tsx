import type { ComponentChildren, VNode } from "preact";

/** One row of the figures behind a chart. */
export interface FigureRow {
  readonly name: string;
  readonly values: readonly (number | string)[];
}

interface FigureParts {
  readonly id: string;
  readonly title: string;
  /** One sentence that says what the chart shows; screen readers read it instead of the chart. */
  readonly summary: string;
  readonly columns: readonly string[];
  readonly rows: readonly FigureRow[];
  /** The chart: an SVG that is hidden from screen readers. */
  readonly children: ComponentChildren;
}

/** A chart with its title, a sentence about what it shows, and its figures as a table. */
export function ChartFigure({ id, title, summary, columns, rows, children }: FigureParts): VNode {
  return (
    <figure class="figure panel" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{title}</h3>
      <p class="muted small">{summary}</p>
      {children}
      <details>
        <summary>Figures</summary>
        <table>
          <thead>
            <tr>
              {columns.map((column, index) => (
                <th scope="col" class={index === 0 ? undefined : "number"}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, values }) => (
              <tr>
                <th scope="row">{name}</th>
                {values.map((value) => (
                  <td class="number">{value}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

/** The legend: a coloured square and a name for each series. */
export function Keys({ keys }: { keys: readonly { readonly tone: string; readonly name: string }[] }): VNode {
  return (
    <ul class="keys">
      {keys.map(({ tone, name }) => (
        <li>
          <span class={`swatch ${tone}`} aria-hidden="true" /> {name}
        </li>
      ))}
    </ul>
  );
}
