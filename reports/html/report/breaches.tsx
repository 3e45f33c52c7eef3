import type { VNode } from "preact";
import { distinctBreaches, receivedInWords } from "../../text/failure.ts";
import type { Check } from "../../record/run-record.ts";
import { clip } from "../exchange/clip.ts";

const maxRows = 6;

/** Expected and received values; equal breaches are counted together. */
export function Breaches({ check }: { check: Check }): VNode {
  const rows = distinctBreaches(check);
  const shown = rows.slice(0, maxRows);
  const left = check.violationCount - shown.reduce((sum, { times }) => sum + times, 0);
  return (
    <table class="breaches">
      <thead>
        <tr>
          <th scope="col">Expected</th>
          <th scope="col">Received</th>
          <th scope="col" class="number">
            Times
          </th>
        </tr>
      </thead>
      <tbody>
        {shown.map(({ violation, times }) => (
          <tr>
            <td>{clip(violation.expected, 400)}</td>
            <td>
              <code>{clip(receivedInWords(violation), 300)}</code>
            </td>
            <td class="number">{times}</td>
          </tr>
        ))}
        {left > 0 ? (
          <tr>
            <td colSpan={3} class="muted">
              and {left} more
            </td>
          </tr>
        ) : undefined}
      </tbody>
    </table>
  );
}
