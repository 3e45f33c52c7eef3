import type { VNode } from "preact";
import { breachesByEvidence } from "../../record/breaches.ts";
import { grouped, receivedInWords, responseInWords } from "../../text/failure-wording.ts";
import type { Breach, Check } from "../../record/run-record.ts";
import { clip } from "../exchange/clip.ts";
import { Copyable } from "../document/copyable.tsx";
import type { RunView } from "../view/run-view.ts";

/** The distinct breaches of a check: those of its counterexample first, then the others, each with its cases and a command. */
export function Breaches({ check, view }: { check: Check; view: RunView }): VNode {
  const { own, others } = breachesByEvidence(check, view.record);
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
        {own.map((breach) => (
          <Row breach={breach} />
        ))}
        {others.map((breach, at) => (
          <Row breach={breach}>
            <Command breach={breach} id={`breach:${check.id}:${String(at)}`} view={view} />
          </Row>
        ))}
      </tbody>
    </table>
  );
}

function Row({ breach, children }: { breach: Breach; children?: VNode }): VNode {
  const { cases, count, expected } = breach;
  return (
    <tr>
      <td>{clip(expected, 400)}</td>
      <td>
        <code>{clip(receivedInWords(breach), 400)}</code>
        {children === undefined && cases.length < 2 ? undefined : (
          <details class="cases">
            <summary>
              {cases.length === 1 ? "1 case" : `${String(cases.length)} cases`}, answered {responseInWords(breach)}
            </summary>
            <ul>
              {cases.map((id) => (
                <li>
                  <code>{id}</code>
                </li>
              ))}
            </ul>
            {cases.length === 20 && count > 20 ? <p class="muted">Further cases are not named.</p> : undefined}
            {children}
          </details>
        )}
      </td>
      <td class="number">{grouped(count)}</td>
    </tr>
  );
}

function Command({ breach: { curl }, id, view }: { breach: Breach; id: string; view: RunView }): VNode {
  if (curl.length > view.blockLimit * 2) return <p class="muted">The command is too long for this page; it is in run.json.</p>;
  return (
    <Copyable id={id} label="Copy">
      {view.named(curl)}
    </Copyable>
  );
}
