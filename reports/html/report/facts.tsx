import type { ComponentChildren, VNode } from "preact";

/** A name and what it stands for; undefined where there is nothing to say. */
export type Fact = readonly [name: string, content: ComponentChildren] | undefined;

/** Facts, one a row. */
export function Facts({ rows }: { rows: readonly Fact[] }): VNode {
  return (
    <dl class="facts">
      {rows.map((fact) =>
        fact === undefined ? undefined : (
          <div>
            <dt>{fact[0]}</dt>
            <dd>{fact[1]}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
