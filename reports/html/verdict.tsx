import type { VNode } from "preact";
import type { Level } from "../../properties/property.ts";
import { seconds } from "../plan.ts";
import type { RunRecord, Status, Verdict } from "../run-record.ts";
import { NextSteps } from "./next-steps.tsx";
import { Outcome, type Tone } from "./outcome.tsx";
import type { RunView } from "./run-view.ts";
import { utc } from "./utc.ts";

const told: Readonly<Record<Verdict, { readonly word: string; readonly mark: string; readonly tone: Tone }>> = {
  conforms: { word: "Conforms", mark: "✓", tone: "passed" },
  fails: { word: "Fails", mark: "✗", tone: "failed" },
  incomplete: { word: "Incomplete", mark: "?", tone: "unexercised" },
};

/** The opening: the verdict, why, how many, and what to do next. */
export function VerdictSection({ view }: { view: RunView }): VNode {
  const { record, ruling } = view;
  const { target, suite, meta } = record;
  const { word, mark, tone } = told[record.verdict];
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
          {target.region} · {utc(meta.startedAt)} · {record.requests} requests in {seconds(meta.durationMs)} s · seed {record.seed} · exit status {ruling.exit}
        </p>
        <Counts record={record} />
      </div>
      <NextSteps view={view} />
    </section>
  );
}

const levels: readonly Level[] = ["must", "should", "may"];
const statuses: readonly Status[] = ["failed", "passed", "errored", "unexercised", "skipped"];
const meanings: Readonly<Record<Level, string>> = {
  must: "the page or its protocol settles it",
  should: "strong custom",
  may: "observed, never failed",
};

/** Outcomes of the properties, level by level. */
function Counts({ record: { checks } }: { record: RunRecord }): VNode {
  const shown = statuses.filter((status) => status === "failed" || status === "passed" || checks.some((check) => check.status === status));
  return (
    <table class="counts">
      <caption class="unseen">Properties by level and outcome</caption>
      <thead>
        <tr>
          <th scope="col">Properties</th>
          {shown.map((status) => (
            <th scope="col" class="number">
              {status}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {levels.map((level) => {
          const ofLevel = checks.filter((check) => check.level === level);
          const accepted = ofLevel.filter(({ baselined }) => baselined).length;
          return (
            <tr>
              <th scope="row">
                {level} <span class="muted meaning">{meanings[level]}</span>
              </th>
              {shown.map((status) => {
                const count = ofLevel.filter((check) => check.status === status).length;
                const tone = status === "failed" && level !== "must" ? "warned" : status;
                return (
                  <td class="number">
                    {count === 0 ? <span class="muted">0</span> : <span class={`count ${tone}`}>{count}</span>}
                    {status === "failed" && accepted > 0 ? <span class="muted"> ({accepted} accepted)</span> : undefined}
                  </td>
                );
              })}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** The marks of outcomes, explained. */
export function Legend(): VNode {
  return (
    <ul class="legend">
      <li>
        <Outcome tone="failed" text="failed must" />
      </li>
      <li>
        <Outcome tone="warned" text="failed should" />
      </li>
      <li>
        <Outcome tone="passed" />
      </li>
      <li>
        <Outcome tone="unexercised" /> <span class="muted">no occasion to show it</span>
      </li>
      <li>
        <Outcome tone="errored" /> <span class="muted">could not be judged</span>
      </li>
      <li>
        <Outcome tone="skipped" /> <span class="muted">ruled out by the user</span>
      </li>
    </ul>
  );
}
