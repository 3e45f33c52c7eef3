import type { FormatContext } from "../../text/format-context.ts";
import type { RunRecord } from "../../record/run-record.ts";
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
import { type RunView, runViewOf } from "../view/run-view.ts";
import { Legend, VerdictSection } from "./verdict.tsx";

/** A run as one HTML file: verdict, contract, failures, charts, facts. */
export function renderHtml(record: RunRecord, context: FormatContext): string {
  const view = runViewOf(record, context);
  const { target, suite, checks, meta } = record;
  const hasFailures = view.failures.length + view.accepted.length > 0;
  const hasUnjudged = checks.some(({ status }) => status !== "passed" && status !== "failed");
  const hasPassed = checks.some(({ status }) => status === "passed");
  const hasCharts = (meta.latencies ?? []).length > 0 || (meta.timeline?.properties ?? []).length > 0;
  const sections = [
    { id: "verdict", name: "Verdict", isThere: true },
    { id: "contract", name: "Contract", isThere: true },
    { id: "failures", name: "Failures", isThere: hasFailures },
    { id: "unjudged", name: "Unjudged", isThere: hasUnjudged },
    { id: "charts", name: "Charts", isThere: hasCharts },
    { id: "run", name: "Run", isThere: true },
  ].filter(({ isThere }) => isThere);
  return renderDocument({
    title: `${record.verdict}: ${target.name} against ${suite.contract.operation}`,
    subject: target.name,
    sections,
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
        <DocumentSection
          id="contract"
          title="The contract, line by line"
          lead="Each statement in the order of the API page, with the outcome of the properties that judge it."
        >
          <Legend />
          <ContractOutlineView view={view} />
        </DocumentSection>
        {hasFailures ? (
          <DocumentSection
            id="failures"
            title="Failures"
            lead="By cause, the cause that explains most first; in each, musts first in the order of the contract, each with its request beside a valid one."
          >
            <Failures view={view} />
          </DocumentSection>
        ) : undefined}
        {hasUnjudged ? (
          <DocumentSection id="unjudged" title="Not judged" lead="What was not exercised never counts as passed.">
            <UnjudgedProperties view={view} />
          </DocumentSection>
        ) : undefined}
        {hasPassed ? (
          <DocumentSection id="passed" title="Passed" lead="With the observations of the run.">
            <Passed view={view} />
          </DocumentSection>
        ) : undefined}
        {!hasCharts ? undefined : (
          <DocumentSection id="charts" title="The run at a glance">
            <Charts view={view} />
          </DocumentSection>
        )}
        <DocumentSection id="run" title="The run">
          <RunFacts view={view} />
        </DocumentSection>
        <DocumentSection
          id="proof"
          title="What this verdict is worth"
          lead="The suite itself is judged by services that it must catch and services that it must not accuse."
        >
          <ProofSection figures={suite.proof} />
        </DocumentSection>
        <SignaturePage view={view} />
      </>
    ),
  });
}

/** The charts of what a run did: latencies and requests over time, if the record has them. */
function Charts({ view }: { view: RunView }): VNode {
  const { meta } = view.record;
  return (
    <div class="charts">
      {meta.latencies === undefined || meta.latencies.length === 0 ? undefined : <LatencyChart latency={meta.latency} latencies={meta.latencies} />}
      {meta.timeline === undefined || meta.timeline.properties.length === 0 ? undefined : <TimelineChart timeline={meta.timeline} meta={meta} />}
    </div>
  );
}
