import type { VNode } from "preact";
import { type OutcomeChange, changeKinds } from "./outcome-change.ts";
import { counted } from "../encoding/layout.ts";
import type { Comparison } from "./comparison.ts";
import { beforeInWords, changeInWords, latencyInWords, titleOf } from "./comparison-wording.ts";
import type { FormatContext } from "../text/format-context.ts";
import type { RunRecord } from "../record/run-record.ts";
import { renderDocument, DocumentSection } from "../html/document/document.tsx";
import { Failure, type FailureBefore } from "../html/report/failure.tsx";
import { OutcomeFilter } from "../html/document/filter.tsx";
import { LevelTag, Outcome, toneOf } from "../html/document/outcome.tsx";
import { type RunView, runViewOf } from "../html/view/run-view.ts";
import { utc } from "../html/document/utc.ts";

/** Failures beyond this number get one line each, so that the page opens at once. */
const maxInFull = 100;

/** A comparison as one HTML file: the result, the runs, and every change by kind. */
export function renderComparisonHtml(comparison: Comparison, requirementOf: FormatContext["requirementOf"]): string {
  const { old, new: now, changes, remarks, regression, because } = comparison;
  // The contract is in the run's own report; nothing here links to it.
  const view: RunView = { ...runViewOf(now, { requirementOf, journal: () => "" }), outline: undefined };
  const kinds = changeKinds.filter((kind) => changes.some((change) => change.kind === kind));
  const word = regression ? "Regression" : "No regression";
  const { operation } = now.suite.contract;
  return renderDocument({
    title: `${word}: ${old.target.name} to ${now.target.name}, ${operation}`,
    subject: old.target.name === now.target.name ? now.target.name : `${old.target.name} → ${now.target.name}`,
    sections: [{ id: "result", name: "Result" }, { id: "runs", name: "Runs" }, ...kinds.slice(0, 3).map((kind) => ({ id: kind, name: titleOf(kind) }))],
    suite: now.suite,
    origin: "the two run records",
    children: (
      <>
        <section id="result" class={`verdict whole ${regression ? "failed" : "passed"}`} aria-labelledby="result-title">
          <div class="panel">
            <h1 id="result-title">
              <span class="stamp">
                <span aria-hidden="true">{regression ? "✗" : "✓"}</span> {word}
              </span>
              <span class="what">
                <bdi>{old.target.name}</bdi> before, <bdi>{now.target.name}</bdi> now, against the {operation} contract
              </span>
            </h1>
            <p class="because">{because}</p>
            <p class="muted small">
              {counted(comparison.compared, "property", "properties")} compared, {comparison.stillPassing} still pass · exit status {regression ? 1 : 0}
            </p>
          </div>
        </section>
        <DocumentSection id="runs" title="The two runs">
          <Runs old={old} now={now} />
          <p class="small">{latencyInWords(comparison)}</p>
          {remarks.length === 0 ? undefined : (
            <ul class="remarks note">
              {remarks.map((remark) => (
                <li>{remark}</li>
              ))}
            </ul>
          )}
        </DocumentSection>
        {kinds.length === 0 ? undefined : <OutcomeFilter />}
        {kinds.map((kind) => (
          <DocumentSection id={kind} title={`${titleOf(kind)} (${String(changes.filter((change) => change.kind === kind).length)})`}>
            <Changes changes={changes.filter((change) => change.kind === kind)} comparison={comparison} view={view} />
          </DocumentSection>
        ))}
      </>
    ),
  });
}

function Runs({ old, now }: { old: RunRecord; now: RunRecord }): VNode {
  const rows: readonly (readonly [string, (record: RunRecord) => string])[] = [
    ["Target", ({ target }) => target.name],
    ["Endpoint", ({ target }) => `${target.endpoint}, ${target.region}, ${target.state}`],
    ["Verdict", ({ verdict }) => verdict],
    ["Suite", ({ suite }) => suite.version],
    ["Contract", ({ suite }) => suite.contract.sha256.slice(0, 12)],
    ["Seed, effort", ({ seed, effort }) => `${String(seed)}, ${effort}`],
    ["Selected properties", ({ meta }) => (meta.narrowedBy.length === 0 ? "all" : meta.narrowedBy.join(" "))],
    ["Requests", ({ requests }) => String(requests)],
    ["Started", ({ meta }) => utc(meta.startedAt)],
  ];
  return (
    <table class="panel runs">
      <thead>
        <tr>
          <th scope="col">
            <span class="unseen">Fact</span>
          </th>
          <th scope="col">Before</th>
          <th scope="col">Now</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, of]) => (
          <tr>
            <th scope="row">{name}</th>
            <td>
              <bdi>{of(old)}</bdi>
            </td>
            <td>{of(old) === of(now) ? <bdi>{of(now)}</bdi> : <mark>{of(now)}</mark>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** New failures with everything needed to reproduce them, the first one open; all other changes in one line each. */
function Changes({ changes, comparison, view }: { changes: readonly OutcomeChange[]; comparison: Comparison; view: RunView }): VNode {
  const isFull = ({ kind, new: now }: OutcomeChange): boolean => now?.status === "failed" && (kind === "newly-failing" || kind === "changed-violation");
  const full = changes.filter(isFull).slice(0, maxInFull);
  const rest = changes.filter((change) => !full.includes(change));
  return (
    <div data-group>
      {full.map((change, index) =>
        change.new === undefined ? undefined : (
          <Failure check={change.new} view={view} isOpen={index === 0 && change.kind === "newly-failing"} before={beforeOf(change, comparison)} />
        ),
      )}
      {rest.length === 0 ? undefined : (
        <ul class="rows">
          {rest.map((change) => (
            <Line change={change} comparison={comparison} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** What the old run found of a property, unless it passed. */
function beforeOf(change: OutcomeChange, comparison: Comparison): FailureBefore | undefined {
  const { old } = change;
  if (old === undefined || old.status === "passed") return undefined;
  return { words: beforeInWords(change, comparison), ...(old.status === "failed" ? { check: old } : {}) };
}

function Line({ change, comparison }: { change: OutcomeChange; comparison: Comparison }): VNode {
  const check = change.new ?? change.old;
  return (
    <li id={change.id} data-level={change.level} data-outcome={check?.baselined === true ? "accepted" : (check?.status ?? "")} data-counts>
      {check === undefined ? undefined : <Outcome tone={toneOf(check)} />}
      <LevelTag level={change.level} />
      <span>
        <code>{change.id}</code>{" "}
        <span class="small">
          {change.regression === undefined ? undefined : <strong>regression: {change.regression}. </strong>}
          <bdi>{changeInWords(change, comparison)}</bdi>
        </span>
      </span>
    </li>
  );
}
