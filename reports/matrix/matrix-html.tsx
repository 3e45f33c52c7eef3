import type { ComponentChildren, VNode } from "preact";
import { counted } from "../encoding/layout.ts";
import { levels } from "../record/levels.ts";
import { statuses } from "../verdict/status-counts.ts";
import type { Cell, LevelCounts, Matrix, MatrixRow, MatrixTarget } from "./matrix.ts";
import { cellInWords, countsNote, levelsOf } from "./matrix-text.ts";
import { DocumentSection, Remarks, renderDocument } from "../html/document/document.tsx";
import { FilterBar } from "../html/document/filter.tsx";
import { LevelTag, Outcome, type Tone } from "../html/document/outcome.tsx";
import { utc } from "../html/document/utc.ts";

/** A matrix of several targets as one HTML file. */
export function renderMatrixHtml(matrix: Matrix): string {
  const { operation, targets, remarks } = matrix;
  const count = `${targets.length} targets`;
  const names = { targets: "Targets", requirements: "Requirements", reasons: "Not judged" };
  const options = { differs: "where targets differ", alike: "where they do not" };
  return renderDocument({
    title: `${operation}: ${count} side by side`,
    subject: `${operation}, ${count}`,
    sections: Object.entries(names).map(([id, name]) => ({ id, name })),
    origin: "the records of the runs",
    children: (
      <>
        <h1 class="matrix-title">{operation}, target by target</h1>
        <DocumentSection id="targets" title="Targets" lead={countsNote}>
          <div class="shares">{targets.map(countsOf)}</div>
          <Remarks remarks={remarks} />
        </DocumentSection>
        <DocumentSection
          id="requirements"
          title="Requirement by requirement"
          lead="By level, in the order of the page. A cell links to the requirement in the report of its run, if there is one."
        >
          <FilterBar label="Requirements" choice={{ name: "Rows", all: "all rows", options }} examples="MaxResults, paging, failed …" />
          <Grid matrix={matrix} />
        </DocumentSection>
        <DocumentSection id="reasons" title="Not judged, and why">
          <Reasons matrix={matrix} />
        </DocumentSection>
      </>
    ),
  });
}

function countsOf(target: MatrixTarget): VNode {
  const { stopped, record } = target;
  return (
    <div class="panel share">
      <h3>{nameOf(target)}</h3>
      <p class="muted small">
        {record.verdict} · suite {record.suite.version} · {record.effort} · {utc(record.meta.startedAt)}
      </p>
      {stopped === undefined ? undefined : <p class="small">Not judged. {stopped}</p>}
      {levelsOf(target).map(({ counts, words }) => (
        <div class="bar-row">
          <LevelTag level={counts.level} />
          <Bar counts={counts} />
          <span class="small">{words}</span>
        </div>
      ))}
    </div>
  );
}

function nameOf({ name, link }: MatrixTarget): VNode {
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
              <th scope="col">{nameOf(target)}</th>
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
              {ofLevel.map((row) => rowOf(row, targets))}
            </tbody>
          );
        })}
      </table>
    </div>
  );
}

function rowOf({ requirement, cells, differs }: MatrixRow, targets: readonly MatrixTarget[]): VNode {
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
  return `t${index + 1}:${requirement}`;
}

function toneOf({ standing, accepted, failed }: Cell, { level }: MatrixRow["requirement"]): Tone {
  if (standing === "passed") return "passed";
  if (standing === "partly" || standing === "not-judged") return "unexercised";
  return accepted === failed ? "accepted" : level === "must" ? "failed" : "warned";
}

/** Requirements that were not judged, by target and reason, with links to the cells. */
function Reasons({ matrix: { targets, rows } }: { matrix: Matrix }): VNode {
  return (
    <>
      {targets.map(({ name }, index) => {
        const open = rows.flatMap(({ requirement: { id }, cells }) => {
          const { reasons = [] } = cells[index] ?? {};
          return reasons.length === 0 ? [] : [{ id, reasons }];
        });
        const linkTo = (id: string, place: number): ComponentChildren => [place === 0 ? "" : ", ", <a href={`#${cellId(index, id)}`}>{id}</a>];
        return (
          <details class="reasons">
            <summary>
              <bdi>{name}</bdi>: {counted(open.length, "requirement")} not judged, or only in part
            </summary>
            {[...new Set(open.flatMap(({ reasons }) => reasons))].map((reason) => (
              <p>
                <bdi>{reason}</bdi>: {open.flatMap(({ id, reasons }) => (reasons.includes(reason) ? [id] : [])).map(linkTo)}
              </p>
            ))}
          </details>
        );
      })}
    </>
  );
}
