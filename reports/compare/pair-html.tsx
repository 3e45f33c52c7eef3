import type { ComponentChildren, VNode } from "preact";
import { DocumentSection, Remarks, renderDocument } from "../html/document/document.tsx";
import { OutcomeFilter } from "../html/document/filter.tsx";
import { LevelTag, Outcome, toneOf } from "../html/document/outcome.tsx";
import { AnswerView } from "../html/exchange/answer.tsx";
import { Failure } from "../html/report/failure.tsx";
import { type RunView, runViewOf } from "../html/view/run-view.ts";
import type { Check, RecordedResponse } from "../record/run-record.ts";
import type { FormatContext } from "../text/format-context.ts";
import { type AnswerPair, type PairEntry, type PairReport, type PairSection, requestInLine, runFacts } from "./pair-report.ts";

/** Entries beyond this number get one line each, so that the page opens at once. */
const maxInFull = 40;
/** Characters of a body in an example of answers. */
const maxExample = 2_000;

/** Two runs beside each other as one HTML file: the result, the runs, and what differs by kind. */
export function renderPairHtml(report: PairReport, requirementOf: FormatContext["requirementOf"]): string {
  const { old, new: now, subject, result, tone, exit, because, remarks, sections } = report;
  // The contract is in the run's own report; nothing here links to it.
  const view: RunView = { ...runViewOf(now, { requirementOf, journal: () => "" }), outline: undefined };
  const { operation } = now.suite.contract;
  const [mark, colour] = ({ good: ["✓", "passed"], bad: ["✗", "failed"], open: ["≠", "unexercised"] } as const)[tone];
  const children = (
    <>
      <section id="result" class={`verdict whole ${colour}`} aria-labelledby="result-title">
        <div class="panel">
          <h1 id="result-title">
            <span class="stamp">
              <span aria-hidden="true">{mark}</span> {result}
            </span>
            <span class="what">
              <bdi>{old.target.name}</bdi> before, <bdi>{now.target.name}</bdi> now, {operation} {subject}
            </span>
          </h1>
          <p class="because">{because}</p>
          <p class="muted small">exit status {exit}</p>
        </div>
      </section>
      <DocumentSection id="runs" title="The two runs">
        <Runs report={report} />
        <Remarks remarks={remarks} />
      </DocumentSection>
      {sections.some(({ entries }) => entries.some(({ level }) => level !== undefined)) ? <OutcomeFilter /> : undefined}
      {sections.map((section) => (
        <DocumentSection id={section.id} title={`${section.title} (${section.entries.length})`}>
          <Entries section={section} view={view} />
        </DocumentSection>
      ))}
    </>
  );
  return renderDocument({
    title: `${result}: ${old.target.name} to ${now.target.name}, ${operation} ${subject}`,
    subject: old.target.name === now.target.name ? now.target.name : `${old.target.name} → ${now.target.name}`,
    sections: [{ id: "result", name: "Result" }, { id: "runs", name: "Runs" }, ...sections.slice(0, 3).map(({ id, title }) => ({ id, name: title }))],
    suite: now.suite,
    origin: "the two runs",
    children,
  });
}

function Runs({ report: { old, new: now } }: { report: PairReport }): VNode {
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
        {runFacts.map(([name, of]) => (
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

/** Entries with everything needed to understand them, the first one of a section open where a terminal shows its details; all others in one line each. */
function Entries({ section: { entries, detailed }, view }: { section: PairSection; view: RunView }): VNode {
  const full = entries.filter(({ property, examples }) => failureOf(property) !== undefined || examples !== undefined).slice(0, maxInFull);
  const rest = entries.filter((entry) => !full.includes(entry));
  return (
    <div data-group>
      {full.map((entry, index) => (
        <Whole entry={entry} view={view} isOpen={index < detailed} />
      ))}
      {rest.length === 0 ? undefined : <ul class="rows">{rest.map(lineOf)}</ul>}
    </div>
  );
}

function failureOf(property: PairEntry["property"]): Check | undefined {
  return property?.isFull === true && property.new?.status === "failed" ? property.new : undefined;
}

function Whole({ entry: { id, name = id, text, property, examples = [] }, view, isOpen }: { entry: PairEntry; view: RunView; isOpen: boolean }): VNode {
  const check = failureOf(property);
  if (check !== undefined && property !== undefined) {
    const { old, before } = property;
    const earlier = old === undefined || old.status === "passed" ? undefined : { words: before, ...(old.status === "failed" ? { check: old } : {}) };
    return <Failure check={check} view={view} isOpen={isOpen} before={earlier} />;
  }
  return (
    <details class="failure" id={id} open={isOpen}>
      <summary>
        <strong>
          <bdi>{name}</bdi>
        </strong>
        <span class="brief">
          <bdi>{text}</bdi>
        </span>
      </summary>
      <div class="failure-body">{examples.map(exampleOf)}</div>
    </details>
  );
}

function exampleOf({ caseId, request, old, new: now }: AnswerPair): VNode {
  const side = (name: string, response: RecordedResponse): ComponentChildren => (
    <div>
      <h5>{name}</h5>
      <AnswerView response={response} pointers={new Set()} limit={maxExample} />
    </div>
  );
  return (
    <>
      <h4>
        <code class="id">{caseId}</code>
      </h4>
      <p>
        <code>{requestInLine(request)}</code>
      </p>
      <div class="pair">
        {side("Before", old)}
        {side("Now", now)}
      </div>
    </>
  );
}

function lineOf({ id, name = id, level, flag, text, property }: PairEntry): VNode {
  const check = property?.new ?? property?.old;
  return (
    <li id={id} data-level={level} data-outcome={check?.baselined === true ? "accepted" : (check?.status ?? "")} data-counts>
      {check === undefined ? undefined : <Outcome tone={toneOf(check)} />}
      {level === undefined ? undefined : <LevelTag level={level} />}
      <span>
        <code>{name}</code>{" "}
        <span class="small">
          {flag === undefined ? undefined : <strong>{flag}. </strong>}
          <bdi>{text}</bdi>
        </span>
      </span>
    </li>
  );
}
