import type { FormatContext } from "../../text/format-context.ts";
import type { Check, RunRecord } from "../../record/run-record.ts";
import type { VNode } from "preact";
import { LatencyChart } from "../charts/latency-chart.tsx";
import { TimelineChart } from "../charts/timeline-chart.tsx";
import { ContractOutlineView } from "./contract.tsx";
import { renderDocument, DocumentSection } from "../document/document.tsx";
import { OutcomeFilter } from "../document/filter.tsx";
import { Failures, Passed, UnjudgedProperties } from "./properties.tsx";
import { ProofSection } from "./proof.tsx";
import { RunFacts } from "./run-facts.tsx";
import { OutcomeChart } from "../charts/outcome-chart.tsx";
import { SignaturePage } from "./signature-page.tsx";
import { runViewOf } from "../view/run-view.ts";
import { Legend, VerdictSection } from "./verdict.tsx";

/** A section of the report; it is there only where it has contents. */
interface Section {
  readonly id: string;
  /** Its link at the top of the page. */
  readonly name?: string;
  readonly title: string;
  readonly lead?: string;
  readonly contents: VNode | undefined;
}

/** A run as one HTML file: verdict, contract, failures, charts, facts. */
export function renderHtml(record: RunRecord, context: FormatContext): string {
  const view = runViewOf(record, context);
  const { target, suite, checks } = record;
  const has = (isSuch: (check: Check) => boolean): boolean => checks.some(isSuch);
  const all: readonly Section[] = [
    {
      id: "contract",
      name: "Contract",
      title: "The contract, line by line",
      lead: "Each statement in the order of the API page, with the outcome of the properties that judge it.",
      contents: (
        <>
          <Legend />
          <ContractOutlineView view={view} />
        </>
      ),
    },
    {
      id: "failures",
      name: "Failures",
      title: "Failures",
      lead: "By cause, the cause that explains most first; in each, musts first in the order of the contract, each with its request beside a valid one.",
      contents: has(({ status }) => status === "failed") ? <Failures view={view} /> : undefined,
    },
    {
      id: "unjudged",
      name: "Unjudged",
      title: "Not judged",
      lead: "What was not exercised never counts as passed.",
      contents: has(({ status }) => status !== "passed" && status !== "failed") ? <UnjudgedProperties view={view} /> : undefined,
    },
    {
      id: "passed",
      title: "Passed",
      lead: "With the observations of the run.",
      contents: has(({ status }) => status === "passed") ? <Passed view={view} /> : undefined,
    },
    { id: "charts", name: "Charts", title: "The run at a glance", contents: chartsOf(record) },
    { id: "run", name: "Run", title: "The run", contents: <RunFacts view={view} /> },
    {
      id: "proof",
      title: "What this verdict is worth",
      lead: "The suite itself is judged by services that it must catch and services that it must not accuse.",
      contents: <ProofSection figures={suite.proof} />,
    },
  ];
  const sections = all.filter(({ contents }) => contents !== undefined);
  return renderDocument({
    title: `${record.verdict}: ${target.name} against ${suite.contract.operation}`,
    subject: target.name,
    sections: [{ id: "verdict", name: "Verdict" }, ...sections.flatMap(({ id, name }) => (name === undefined ? [] : [{ id, name }]))],
    suite,
    origin: "run.json",
    children: (
      <>
        <VerdictSection view={view} />
        {checks.length === 0 ? undefined : (
          <section id="subjects" aria-labelledby="outcomes-title">
            <OutcomeChart view={view} />
          </section>
        )}
        <OutcomeFilter />
        {sections.map(({ contents, ...section }) => (
          <DocumentSection {...section}>{contents}</DocumentSection>
        ))}
        <SignaturePage view={view} />
      </>
    ),
  });
}

/** The charts of what a run did: latencies and requests over time, if the record has them. */
function chartsOf({ meta }: RunRecord): VNode | undefined {
  const { latency, latencies = [], timeline } = meta;
  const hasTimeline = timeline !== undefined && timeline.properties.length > 0;
  if (latencies.length === 0 && !hasTimeline) return undefined;
  return (
    <div class="charts">
      {latencies.length === 0 ? undefined : <LatencyChart latency={latency} latencies={latencies} />}
      {hasTimeline ? <TimelineChart timeline={timeline} meta={meta} /> : undefined}
    </div>
  );
}
