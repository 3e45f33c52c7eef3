import type { VNode } from "preact";
import { counted } from "../encoding/layout.ts";
import { levels } from "../record/levels.ts";
import { statuses } from "../verdict/status-counts.ts";
import type { Cell, LevelCounts, Matrix, MatrixRow, MatrixTarget } from "./matrix.ts";
import { cellInWords, countsNote, levelsOf } from "./matrix-text.ts";
import { renderDocument, DocumentSection } from "../html/document/document.tsx";
import { FilterBar } from "../html/document/filter.tsx";
import { LevelTag, Outcome, type Tone } from "../html/document/outcome.tsx";
import { utc } from "../html/document/utc.ts";

/** A matrix of several targets as one HTML file. */
export function renderMatrixHtml(matrix: Matrix): string {
  const { operation, targets, remarks } = matrix;
  const count = `${String(targets.length)} targets`;
  return renderDocument({
    title: `${operation}: ${count} side by side`,
    subject: `${operation}, ${count}`,
    sections: [
      { id: "targets", name: "Targets" },
      { id: "requirements", name: "Requirements" },
      { id: "reasons", name: "Not judged" },
    ],
    origin: "the records of the runs",
    children: (
      <>
        <h1 class="matrix-title">{operation}, target by target</h1>
        <DocumentSection id="targets" title="Targets" lead={countsNote}>
          <Counts targets={targets} />
          {remarks.length === 0 ? undefined : (
            <ul class="remarks note">
              {remarks.map((remark) => (
                <li>{remark}</li>
              ))}
            </ul>
          )}
        </DocumentSection>
        <DocumentSection
          id="requirements"
          title="Requirement by requirement"
          lead="By level, in the order of the page. A cell links to the requirement in the report of its run, if there is one."
        >
          <FilterBar
            label="Requirements"
            choice={{ name: "Rows", all: "all rows", options: { differs: "where targets differ", alike: "where they do not" } }}
            examples="MaxResults, paging, failed …"
          />
          <Grid matrix={matrix} />
        </DocumentSection>
        <DocumentSection id="reasons" title="Not judged, and why">
          <Reasons matrix={matrix} />
        </DocumentSection>
      </>
    ),
  });
}

function Counts({ targets }: { targets: readonly MatrixTarget[] }): VNode {
  return (
    <div class="shares">
      {targets.map((target) => (
        <div class="panel share">
          <h3>
            <TargetName target={target} />
          </h3>
          <p class="muted small">
            {target.record.verdict} · suite {target.record.suite.version} · {target.record.effort} · {utc(target.record.meta.startedAt)}
          </p>
          {target.stopped === undefined ? undefined : <p class="small">Not judged. {target.stopped}</p>}
          {levelsOf(target).map(({ counts, words }) => (
            <div class="bar-row">
              <LevelTag level={counts.level} />
              <Bar counts={counts} />
              <span class="small">{words}</span>
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

function TargetName({ target: { name, link } }: { target: MatrixTarget }): VNode {
  return link === undefined ? <bdi>{name}</bdi> : <a href={link}>{name}</a>;
}

function Bar({ counts }: { counts: LevelCounts }): VNode {
  const all = statuses.reduce((sum, status) => sum + counts[status], counts.unknown);
  const [passed, failed] = [(100 * counts.passed) / all, (100 * counts.failed) / all];
  return (
    <svg class="share-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect class="passed" width={passed} height="4" />
      <rect class="failed" x={passed} width={failed} height="4" />
    </svg>
  );
}

function Grid({ matrix: { targets, rows } }: { matrix: Matrix }): VNode {
  return (
    <div class="grid panel" role="region" aria-label="Requirements by target" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Requirement</th>
            {targets.map((target) => (
              <th scope="col">
                <TargetName target={target} />
              </th>
            ))}
          </tr>
        </thead>
        {levels.map((level) => {
          const ofLevel = rows.filter(({ requirement }) => requirement.level === level);
          return ofLevel.length === 0 ? undefined : (
            <tbody data-group>
              <tr class="level-row">
                <th scope="rowgroup">{level}</th>
                <td colSpan={targets.length} />
              </tr>
              {ofLevel.map((row) => (
                <Row row={row} targets={targets} />
              ))}
            </tbody>
          );
        })}
      </table>
    </div>
  );
}

function Row({ row: { requirement, cells, differs }, targets }: { row: MatrixRow; targets: readonly MatrixTarget[] }): VNode {
  const { id, level, text, source } = requirement;
  return (
    <tr id={id} data-level={level} data-outcome={differs ? "differs" : "alike"} data-counts>
      <th scope="row">
        {text}{" "}
        <span class="muted small">
          <a href={`#${id}`}>{id}</a>, {source}
        </span>
      </th>
      {cells.map((cell, index) => {
        const chip = <Outcome tone={toneOf(cell, requirement)} text={cellInWords(cell)} />;
        const link = targets[index]?.link;
        return <td id={cellId(index, id)}>{link === undefined ? chip : <a href={`${link}#${id}`}>{chip}</a>}</td>;
      })}
    </tr>
  );
}

/** Identifies the target by its index, so that no target's name is part of a link. */
function cellId(index: number, requirement: string): string {
  return `t${String(index + 1)}:${requirement}`;
}

function toneOf({ standing, accepted, failed }: Cell, { level }: MatrixRow["requirement"]): Tone {
  if (standing === "passed") return "passed";
  if (standing === "partly" || standing === "not-judged") return "unexercised";
  if (accepted === failed) return "accepted";
  return level === "must" ? "failed" : "warned";
}

/** Requirements that were not judged, by target and reason, with links to the cells. */
function Reasons({ matrix: { targets, rows } }: { matrix: Matrix }): VNode {
  return (
    <>
      {targets.map(({ name }, index) => {
        const open = rows.filter(({ cells }) => (cells[index]?.reasons.length ?? 0) > 0);
        const reasons = [...new Set(open.flatMap(({ cells }) => cells[index]?.reasons ?? []))];
        return (
          <details class="reasons">
            <summary>
              <bdi>{name}</bdi>: {counted(open.length, "requirement")} not judged, or only in part
            </summary>
            {reasons.map((reason) => (
              <p>
                <bdi>{reason}</bdi>:{" "}
                {open
                  .filter(({ cells }) => cells[index]?.reasons.includes(reason) === true)
                  .map(({ requirement: { id } }, place) => (
                    <>
                      {place === 0 ? "" : ", "}
                      <a href={`#${cellId(index, id)}`}>{id}</a>
                    </>
                  ))}
              </p>
            ))}
          </details>
        );
      })}
    </>
  );
}
