import type { ComponentChildren, VNode } from "preact";

/** One row of the figures behind a chart. */
export interface FigureRow {
  readonly name: string;
  readonly values: readonly (number | string)[];
}

interface FigureParts {
  readonly id: string;
  readonly title: string;
  /** What the chart shows, in a sentence: for those who do not see it, and for those who do. */
  readonly reported: string;
  readonly columns: readonly string[];
  readonly rows: readonly FigureRow[];
  /** The chart: an SVG that says nothing by itself. */
  readonly children: ComponentChildren;
}

/** A chart with its title, a sentence that says what it shows, and its figures as a table. */
export function ChartFigure({ id, title, reported, columns, rows, children }: FigureParts): VNode {
  return (
    <figure class="figure panel" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{title}</h3>
      <p class="muted small">{reported}</p>
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

/** Squares with the names of what a chart shows by colour. */
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
