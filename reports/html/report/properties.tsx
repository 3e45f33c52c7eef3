import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { counted } from "../../encoding/layout.ts";
import type { Check } from "../../record/run-record.ts";
import { causeGroups } from "../../verdict/causes.ts";
import { visible } from "../document/document.tsx";
import { Failure } from "./failure.tsx";
import { LevelTag, Outcome, toneOf } from "../document/outcome.tsx";
import type { JudgedCase } from "../view/judged-cases.ts";
import type { RunView } from "../view/run-view.ts";

/** Maximum bytes of failures in full; the others get one line each, so that the page opens at once whatever a target answers. */
const maxPageBytes = 550_000;

/** All failures by their causes, the first one open; those that the baseline accepts come last. */
export function Failures({ view }: { view: RunView }): VNode {
  const { record, failures, accepted } = view;
  const groups = [
    ...causeGroups(record, failures).map(({ cause, text, failures: explained }) => ({
      id: `cause:${cause}`,
      text,
      checks: explained.map(({ check }) => check),
    })),
    ...(accepted.length === 0 ? [] : [{ id: "accepted", text: "Accepted by the baseline.", checks: accepted }]),
  ];
  const all = groups.flatMap(({ checks }) => checks);
  let bytes = 0;
  const fitting = all.findIndex((check) => {
    bytes += Buffer.byteLength(visible(renderToString(<Failure check={check} view={view} isOpen={false} />)));
    return bytes > maxPageBytes;
  });
  const full = new Set(fitting === -1 ? all : all.slice(0, fitting));
  return (
    <>
      {full.size === all.length ? undefined : <p class="muted">{all.length - full.size} failures are listed by id only; run.json has them in full.</p>}
      {groups.map(({ id, text, checks }) => {
        const short = checks.filter((check) => !full.has(check));
        return (
          <div data-group class="cause" id={id}>
            <h3>
              <bdi>{text}</bdi> <span class="muted">{counted(checks.length, "property", "properties")}</span>
            </h3>
            {checks
              .filter((check) => full.has(check))
              .map((check) => (
                <Failure check={check} view={view} isOpen={check === all[0]} />
              ))}
            {short.length === 0 ? undefined : <Rows checks={short} />}
          </div>
        );
      })}
    </>
  );
}

/** Unjudged properties, by reason. */
export function UnjudgedProperties({ view: { record } }: { view: RunView }): VNode {
  const open = record.checks.filter(({ status }) => status === "errored" || status === "unexercised" || status === "skipped");
  const reasonOf = ({ status, reason }: Check): string => `${status}: ${reason ?? "no reason given"}`;
  const reasons = [...new Set(open.map(reasonOf))];
  return (
    <>
      {reasons.map((reason) => (
        <div data-group>
          <p class="reason">
            <bdi>{reason}</bdi>
          </p>
          <Rows checks={open.filter((check) => reasonOf(check) === reason)} />
        </div>
      ))}
    </>
  );
}

/** Passed properties, with observations and their cases. */
export function Passed({ view: { record, casesOf } }: { view: RunView }): VNode {
  const passed = record.checks.filter(({ status }) => status === "passed");
  return <Rows checks={passed} casesOf={casesOf} />;
}

/** Properties, one a line, with their observations. */
function Rows({ checks, casesOf = () => [] }: { checks: readonly Check[]; casesOf?: RunView["casesOf"] }): VNode {
  return (
    <ul class="rows">
      {checks.map((check) => (
        <li id={check.id} data-level={check.level} data-outcome={check.status} data-counts>
          <Outcome tone={toneOf(check)} />
          <LevelTag level={check.level} />
          <span>
            <code>{check.id}</code> <Cases check={check} cases={casesOf(check.id)} />
          </span>
          {check.observations.length === 0 ? undefined : <Observations check={check} />}
        </li>
      ))}
    </ul>
  );
}

/** How many cases a property has and, folded, some of them with their answers. */
function Cases({ check, cases }: { check: Check; cases: readonly JudgedCase[] }): VNode {
  const count = counted(check.cases, "case");
  if (cases.length === 0) return <span class="muted small">{count}</span>;
  return (
    <details class="cases small">
      <summary class="muted">{count}</summary>
      <ul>
        {cases.map(({ name, sent, answer }) => (
          <li>
            <code>{name}</code> <span class="muted">{sent}</span> <span aria-hidden="true">→</span> <span class="unseen">answered</span> <code>{answer}</code>
          </li>
        ))}
      </ul>
      {check.cases > cases.length ? <p class="muted">The others are in exchanges.jsonl.</p> : undefined}
    </details>
  );
}

const maxObservations = 20;

function Observations({ check: { observations } }: { check: Check }): VNode {
  const left = observations.length - maxObservations;
  return (
    <dl class="observations">
      {observations.slice(0, maxObservations).map(({ code, text }) => (
        <div>
          <dt>{code}</dt>
          <dd>
            <bdi>{text}</bdi>
          </dd>
        </div>
      ))}
      {left > 0 ? <div>and {left} more</div> : undefined}
    </dl>
  );
}
