import { levels } from "../../record/levels.ts";
import type { VNode } from "preact";
import { seconds } from "../../text/run-header.ts";
import type { Level } from "../../../properties/core/property.ts";
import { counted } from "../../encoding/layout.ts";
import { findingsOf } from "../../verdict/causes.ts";
import { statuses } from "../../verdict/status-counts.ts";
import { exitInWords } from "../../verdict/verdict.ts";
import type { Check, RunRecord, Status, Verdict } from "../../record/run-record.ts";
import { NextSteps } from "./next-steps.tsx";
import { gravestOf, nameOf, Outcome, type Tone, toneOf } from "../document/outcome.tsx";
import type { RunView } from "../view/run-view.ts";
import { utc } from "../document/utc.ts";

const appearances: Readonly<Record<Verdict, { readonly word: string; readonly mark: string; readonly tone: Tone }>> = {
  conforms: { word: "Conforms", mark: "✓", tone: "passed" },
  fails: { word: "Fails", mark: "✗", tone: "failed" },
  incomplete: { word: "Incomplete", mark: "?", tone: "unexercised" },
};

/** The first section: the verdict, its reason, the counts, and what to do next. */
export function VerdictSection({ view }: { view: RunView }): VNode {
  const { record, ruling } = view;
  const { target, suite, meta } = record;
  const { word, mark, tone } = appearances[record.verdict];
  return (
    <section id="verdict" class={`verdict ${tone}`} aria-labelledby="verdict-title">
      <div class="panel">
        <h1 id="verdict-title">
          <span class="stamp">
            <span aria-hidden="true">{mark}</span> {word}
          </span>
          <span class="what">
            <bdi>{target.name}</bdi> against the {suite.contract.operation} contract
          </span>
        </h1>
        <p class="because">{ruling.because}</p>
        <p class="muted small">
          {target.name === target.endpoint ? undefined : (
            <>
              <bdi>{target.endpoint}</bdi> ·{" "}
            </>
          )}
          {target.region} · {utc(meta.startedAt)} · {record.requests} requests in {seconds(meta.durationMs)} s · seed {record.seed} ·{" "}
          {exitInWords(ruling, record)}
        </p>
        <Counts record={record} />
        <Causes view={view} />
        <p class="small">
          <a href="#sign">One page to print and sign</a>
        </p>
      </div>
      <NextSteps view={view} />
    </section>
  );
}

/** Why properties failed or were not judged, each with a link to them. */
function Causes({ view: { record, failures } }: { view: RunView }): VNode | undefined {
  const found = findingsOf(record, failures);
  if (found.length === 0) return undefined;
  return (
    <>
      <h2 class="causes-title">Why</h2>
      <ol class="causes">
        {found.map((one) => (
          <li>
            <bdi>{one.text}</bdi>{" "}
            {"failures" in one ? <a href={`#cause:${one.cause}`}>{counted(one.failures.length, "property", "properties")}</a> : <a href="#unjudged">Which</a>}
          </li>
        ))}
      </ol>
    </>
  );
}

/** Outcomes of the properties by level. */
function Counts({ record: { checks } }: { record: RunRecord }): VNode {
  const shown = statuses.filter((status) => status === "failed" || status === "passed" || checks.some((check) => check.status === status));
  return (
    <>
      <table class="counts">
        <caption class="unseen">Properties by outcome and level</caption>
        <thead>
          <tr>
            <th scope="col">Properties</th>
            {levels.map((level) => (
              <th scope="col" class="number">
                {level}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((status) => (
            <tr>
              <th scope="row">{status}</th>
              {levels.map((level) => (
                <td class="number">
                  <Count status={status} level={level} checks={checks.filter((check) => check.status === status && check.level === level)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="muted small meaning">must: the page or its protocol requires it. should: strong convention. may: observed, never failed.</p>
    </>
  );
}

/** A number that leads to the properties that it counts. */
function Count({ status, level, checks }: { status: Status; level: Level; checks: readonly Check[] }): VNode {
  const tone = gravestOf(checks.map(toneOf));
  const accepted = checks.filter(({ baselined }) => baselined).length;
  if (tone === undefined) return <span class="muted">0</span>;
  return (
    <>
      {accepted === 0 ? undefined : <span class="muted">({accepted} accepted) </span>}
      <a class={`count ${tone}`} href={`#?level=${level}&outcome=${accepted === checks.length ? "accepted" : status}`}>
        {checks.length}
      </a>
    </>
  );
}

const legend: readonly (readonly [tone: Tone, meaning?: string])[] = [
  ["failed"],
  ["warned"],
  ["passed"],
  ["unexercised", "not exercised by any request"],
  ["errored", "could not be judged"],
  ["skipped", "excluded by the user"],
];

/** The legend of outcomes. */
export function Legend(): VNode {
  return (
    <ul class="legend">
      {legend.map(([tone, meaning]) => (
        <li>
          <Outcome tone={tone} text={nameOf(tone)} /> {meaning === undefined ? undefined : <span class="muted">{meaning}</span>}
        </li>
      ))}
    </ul>
  );
}
