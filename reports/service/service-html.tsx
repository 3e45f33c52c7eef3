import type { VNode } from "preact";
import { counted } from "../encoding/layout.ts";
import { renderDocument, DocumentSection } from "../html/document/document.tsx";
import { FilterBar } from "../html/document/filter.tsx";
import { Outcome, type Tone } from "../html/document/outcome.tsx";
import type { OperationOutcome, OperationResult, PartCounts, ServiceRecord } from "../record/service-record.ts";
import { countsInWords, exercisedShare, outcomeWords, serviceSummary } from "./service-wording.ts";

const tones: Readonly<Record<OperationOutcome, Tone>> = {
  fails: "failed",
  incomplete: "unexercised",
  conforms: "passed",
  unsure: "errored",
  "not-implemented": "skipped",
  "not-judged": "skipped",
};

/** A service as one HTML file: a table of its operations, each row leading to the report of its run. */
export function renderServiceHtml(record: ServiceRecord): string {
  const { target, source, suite, operations, server, causes } = record;
  const judged = operations.filter(({ run }) => run !== undefined);
  return renderDocument({
    title: `${record.verdict}: ${target.name}, ${source.name}`,
    subject: `${target.name}, ${source.name}`,
    sections: [
      { id: "verdict", name: "Verdict" },
      { id: "causes", name: "Causes" },
      { id: "operations", name: "Operations" },
    ],
    suite,
    origin: "service.json",
    children: (
      <>
        <section id="verdict" aria-label="Verdict">
          <h1 class="matrix-title">{serviceSummary(record)}</h1>
          <p class="lead">
            <bdi>{target.name}</bdi> at <bdi>{target.endpoint}</bdi>, judged by {sourceWords(record)}. {counted(record.requests, "request")} for properties,
            seed {record.seed}, {target.state === "create" ? "operations that change something included" : "only operations that read"}.
          </p>
          <p>
            The server, judged once for all operations: <Run counts={server} text={countsInWords(server) || "not judged"} />
          </p>
        </section>
        <DocumentSection id="causes" title="Why checks failed" lead="The cause that explains most comes first.">
          {causes.length === 0 ? (
            <p>Nothing failed.</p>
          ) : (
            <ul>
              {causes.map(({ cause, operations: concerned, checks }) => (
                <li>
                  <details>
                    <summary>
                      <strong>{cause}</strong>: {counted(concerned.length, "operation")}, {counted(checks.length, "property", "properties")}
                    </summary>
                    <p>{concerned.join(", ")}</p>
                    <p class="muted small">{checks.join(", ")}</p>
                  </details>
                </li>
              ))}
            </ul>
          )}
        </DocumentSection>
        <DocumentSection
          id="operations"
          title="Operation by operation"
          lead={`${String(judged.length)} of ${counted(operations.length, "operation")} were judged. What was not exercised never counts as passed.`}
        >
          <FilterBar
            label="Operations"
            choice={{ name: "Outcome", all: "all outcomes", options: outcomeWords }}
            examples="ListTables, missing …"
            hasLevels={false}
          />
          <div class="grid service panel" role="region" aria-label="Operations" tabIndex={0}>
            <table>
              <thead>
                <tr>
                  {["Operation", "Outcome", "must failed", "must passed", "exercised", "should failed", "Why"].map((title) => (
                    <th scope="col">{title}</th>
                  ))}
                </tr>
              </thead>
              <tbody data-group>
                {byOutcome(operations).map((one) => (
                  <Row one={one} />
                ))}
              </tbody>
            </table>
          </div>
        </DocumentSection>
      </>
    ),
  });
}

/** What was judged comes first. */
function byOutcome(operations: readonly OperationResult[]): readonly OperationResult[] {
  const order = Object.keys(outcomeWords);
  return operations.toSorted((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome));
}

function sourceWords({ source: { kind, name, sha256 } }: ServiceRecord): string {
  const what = kind === "model" ? `the service model of ${name}` : kind === "pages" ? `the API pages of ${name}` : `the shipped contracts of ${name}`;
  return `${what} (${sha256.slice(0, 12)})`;
}

function Row({ one }: { one: OperationResult }): VNode {
  const { target, operation, outcome, reason, must, should } = one;
  const share = exercisedShare(one);
  return (
    <tr id={target} data-outcome={outcome} data-level="" data-counts>
      <th scope="row">
        <Run counts={one} text={operation} />
      </th>
      <td>
        <Outcome tone={tones[outcome]} text={outcomeWords[outcome]} />
      </td>
      {one.run !== undefined &&
        [must.failed, must.passed, share === undefined ? "" : `${String(share)} %`, should.failed].map((count) => <td class="number">{count}</td>)}
      <td class="small" colSpan={one.run === undefined ? 5 : 1}>
        {reason}
      </td>
    </tr>
  );
}

/** A text that leads to the report of a run, where there is one. */
function Run({ counts: { run }, text }: { counts: PartCounts; text: string }): VNode {
  if (run === undefined) return <bdi>{text}</bdi>;
  return <a href={`./${run.split("/").map(encodeURIComponent).join("/")}/report.html`}>{text}</a>;
}
