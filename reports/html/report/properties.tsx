import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { counted } from "../../encoding/layout.ts";
import type { Check } from "../../record/run-record.ts";
import { causeGroups } from "../../verdict/causes.ts";
import { visible } from "../document/document.tsx";
import { Failure } from "./failure.tsx";
import { LevelTag, Outcome, toneOf } from "../document/outcome.tsx";
import type { RunView } from "../view/run-view.ts";

/** Maximum bytes of failures in full; the others get one line each, so that the page opens at once whatever a target answers. */
const maxPageBytes = 550_000;

/** All failures by their causes, the first one open; those that the baseline accepts come last. */
export function Failures({ view }: { view: RunView }): VNode {
  const { record, failures, accepted } = view;
  const groups = [
    ...causeGroups(record, failures).map(({ text, failures: explained }) => ({ text, checks: explained.map(({ check }) => check) })),
    ...(accepted.length === 0 ? [] : [{ text: "Accepted by the baseline.", checks: accepted }]),
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
      {groups.map(({ text, checks }) => {
        const short = checks.filter((check) => !full.has(check));
        return (
          <div data-group class="cause">
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

/** Passed properties, with observations. */
export function Passed({ view: { record } }: { view: RunView }): VNode {
  const passed = record.checks.filter(({ status }) => status === "passed");
  return <Rows checks={passed} />;
}

/** Properties, one a line, with their observations. */
function Rows({ checks }: { checks: readonly Check[] }): VNode {
  return (
    <ul class="rows">
      {checks.map((check) => (
        <li id={check.id} data-level={check.level} data-outcome={check.status} data-counts>
          <Outcome tone={toneOf(check)} />
          <LevelTag level={check.level} />
          <span>
            <code>{check.id}</code> <span class="muted small">{counted(check.cases, "case")}</span>
          </span>
          {check.observations.length === 0 ? undefined : <Observations check={check} />}
        </li>
      ))}
    </ul>
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
