import type { VNode } from "preact";
import { counted } from "../encoding/layout.ts";
import { levels } from "../record/levels.ts";
import type { Cell, Matrix, MatrixRow, MatrixTarget } from "./matrix.ts";
import { cellInWords, percent } from "./matrix-wording.ts";
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
      { id: "reasons", name: "Not shown" },
    ],
    origin: "the records of the runs",
    children: (
      <>
        <h1 class="matrix-title">What each target keeps of {operation}</h1>
        <DocumentSection
          id="targets"
          title="Targets"
          lead="Shares are of all requirements of a level, including those that a target did not answer: not shown counts as not kept. Levels are not added up."
        >
          <Shares targets={targets} />
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
            examples="MaxResults, paging, broken …"
          />
          <Grid matrix={matrix} />
        </DocumentSection>
        <DocumentSection id="reasons" title="Not shown, and why">
          <Reasons matrix={matrix} />
        </DocumentSection>
      </>
    ),
  });
}

function Shares({ targets }: { targets: readonly MatrixTarget[] }): VNode {
  return (
    <div class="shares">
      {targets.map(({ name, record, link, shares, stopped }) => (
        <div class="panel share">
          <h3>{link === undefined ? <bdi>{name}</bdi> : <a href={link}>{name}</a>}</h3>
          <p class="muted small">
            {record.verdict} · suite {record.suite.version} · {record.effort} · {utc(record.meta.startedAt)}
          </p>
          {stopped === undefined ? undefined : <p class="small">Not judged. {stopped}</p>}
          {shares
            .filter(({ level, all }) => level !== "may" && all > 0)
            .map(({ level, all, kept, broken, notShown }) => (
              <div class="bar-row">
                <LevelTag level={level} />
                <svg class="share-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                  <rect class="passed" width={(100 * kept) / all} height="4" />
                  <rect class="failed" x={(100 * kept) / all} width={(100 * broken) / all} height="4" />
                </svg>
                <span class="small">
                  {kept} of {all} kept ({percent(kept, all)}), {broken} broken, {notShown} not shown
                </span>
              </div>
            ))}
        </div>
      ))}
    </div>
  );
}

function Grid({ matrix: { targets, rows } }: { matrix: Matrix }): VNode {
  return (
    <div class="grid panel" role="region" aria-label="Requirements by target" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Requirement</th>
            {targets.map(({ name, link }) => (
              <th scope="col">{link === undefined ? <bdi>{name}</bdi> : <a href={link}>{name}</a>}</th>
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
        const chip = <Outcome tone={toneOf(cell, requirement)} text={cellInWords(cell, requirement)} />;
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

function toneOf({ standing, accepted, broken }: Cell, { level }: MatrixRow["requirement"]): Tone {
  if (standing === "kept") return "passed";
  if (standing === "partly" || standing === "not-shown") return "unexercised";
  if (accepted === broken) return "accepted";
  return level === "must" ? "failed" : "warned";
}

/** Requirements that targets did not show, by target and reason, with links to the cells. */
function Reasons({ matrix: { targets, rows } }: { matrix: Matrix }): VNode {
  return (
    <>
      {targets.map(({ name }, index) => {
        const open = rows.filter(({ cells }) => (cells[index]?.reasons.length ?? 0) > 0);
        const reasons = [...new Set(open.flatMap(({ cells }) => cells[index]?.reasons ?? []))];
        return (
          <details class="reasons">
            <summary>
              <bdi>{name}</bdi>: {counted(open.length, "requirement")} not shown, or only in part
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
