import type { VNode } from "preact";
import { captureText } from "../../../spec/requirements/capture.ts";
import { notTestable } from "../../../spec/requirements/not-testable.ts";
import type { Requirement } from "../../../spec/requirements/requirement.ts";
import type { ContractGroup, ContractLine } from "../view/contract-lines.ts";
import { LevelTag, Outcome, toneOf } from "../document/outcome.tsx";
import type { RunView } from "../view/run-view.ts";

const bases: Readonly<Record<Requirement["basis"], string>> = {
  documented: "the page",
  protocol: "its protocol",
  observed: "observed",
  inferred: "inferred",
};

/** The contract in the order of its page, each statement with its outcome. */
export function ContractOutlineView({ view }: { view: RunView }): VNode {
  const { outline, record } = view;
  if (outline === undefined) return <Unknown view={view} />;
  return (
    <>
      {outline.note === undefined ? undefined : <p class="note">{outline.note}</p>}
      {outline.groups.map((group) => (
        <Group group={group} view={view} />
      ))}
      <h3 class="contract-part">Beyond the page</h3>
      <p class="muted">
        What the page leaves to its protocol, and what published answers of AWS, convention or inference add. Nothing that is only observed or inferred is a
        must.
      </p>
      {outline.others.map(({ title, demands }) => (
        <div class="contract-group" data-group>
          <h4>{title}</h4>
          <ul>
            {demands.map((demand) => (
              <li class="contract-line">
                <Demand demand={demand} view={view} />
              </li>
            ))}
          </ul>
        </div>
      ))}
      <details class="aside">
        <summary>What no property judges, and why</summary>
        <ul class="plain">
          {notTestable.map(({ statement, reason }) => (
            <li>
              {statement}: <span class="muted">{reason}</span>
            </li>
          ))}
        </ul>
      </details>
      <p class="muted digest">
        Contract of {record.suite.contract.operation}, SHA-256 <code>{record.suite.contract.sha256}</code>
      </p>
    </>
  );
}

function Group({ group: { title, depth, lines }, view }: { group: ContractGroup; view: RunView }): VNode {
  return (
    <div class="contract-group" data-group>
      {depth === 1 ? <h3 class="contract-part">{title}</h3> : <h4 class="member">{title}</h4>}
      <ul>
        {runsOf(lines).map((run) =>
          isSilent(run[0]) && run.length > 2 ? <SilentRun lines={run} view={view} /> : run.map((line) => <Line line={line} view={view} />),
        )}
      </ul>
    </div>
  );
}

function isSilent(line: ContractLine | undefined): boolean {
  return line !== undefined && line.demands.length === 0 && line.covers.length === 0;
}

/** Groups consecutive lines by whether they have demands. */
function runsOf(lines: readonly ContractLine[]): readonly (readonly ContractLine[])[] {
  const runs: ContractLine[][] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last === undefined || isSilent(last[0]) !== isSilent(line)) runs.push([line]);
    else last.push(line);
  }
  return runs;
}

/** Consecutive lines without demands, folded so that they do not separate those with demands. */
function SilentRun({ lines, view }: { lines: readonly ContractLine[]; view: RunView }): VNode {
  const reasons = [...new Set(lines.flatMap(({ excluded }) => (excluded === undefined ? [] : [excluded])))];
  return (
    <li>
      <details class="silent-run">
        <summary>
          lines {lines[0]?.number} to {lines.at(-1)?.number}: {reasons.join("; ")}
        </summary>
        <ul>
          {lines.map((line) => (
            <Line line={line} view={view} />
          ))}
        </ul>
      </details>
    </li>
  );
}

function Line({ line, view }: { line: ContractLine; view: RunView }): VNode {
  const { number, words, demands, covers, excluded } = line;
  return (
    <li class={isSilent(line) ? "contract-line silent" : "contract-line"} id={`line-${String(number)}`}>
      <p class="words">
        <span class="line-number">
          <span class="unseen">line </span>
          {number}
        </span>
        <span class="page-text">{words}</span>
        {covers.map((demand) => (
          <Cover demand={demand} view={view} />
        ))}
        {isSilent(line) && excluded !== undefined ? <span class="unseen"> (no demand: {excluded})</span> : undefined}
      </p>
      {demands.map((demand) => (
        <Demand demand={demand} view={view} />
      ))}
    </li>
  );
}

/** A demand of another line that covers this one too. */
function Cover({ demand: { id }, view }: { demand: Requirement; view: RunView }): VNode {
  const tone = view.toneOfRequirement(id);
  return (
    <a class="cover" href={`#${id}`}>
      {tone === undefined ? undefined : <Outcome tone={tone} text={id} />}
      {tone === undefined ? id : undefined}
    </a>
  );
}

function Demand({ demand: { id, level, text, source, basis, alsoObserved }, view }: { demand: Requirement; view: RunView }): VNode {
  const tone = view.toneOfRequirement(id);
  const checks = view.checksOf(id);
  const shown = checks.filter(({ status }) => status !== "passed");
  const outcome = tone === "warned" ? "failed" : (tone ?? "none");
  return (
    <div class={`demand ${tone ?? "skipped"}`} id={id} data-level={level} data-outcome={outcome}>
      {tone === undefined ? <span class="outcome skipped">not judged</span> : <Outcome tone={tone} />}
      <LevelTag level={level} />
      <p>{text}</p>
      <p class="small">
        <code>{id}</code>, {bases[basis]}
        {"rule" in source ? `: ${source.rule}` : ""}
        {"capture" in source ? `: ${captureText(source.capture)}` : ""}
        {alsoObserved === undefined ? "" : `; also seen: ${captureText(alsoObserved)}`}
        {shown.map((check) => (
          <>
            <br />
            <a href={`#${check.id}`}>{check.id}</a>
            {checks.length > 1 || check.status !== "failed" ? ` ${toneOf(check) === "accepted" ? "accepted" : check.status}` : ""}
          </>
        ))}
      </p>
    </div>
  );
}

/** Shown if this version does not have the contract that judged the record: the requirements in the record itself. */
function Unknown({ view: { record, checksOf, noteOf, toneOfRequirement } }: { view: RunView }): VNode {
  const { operation, sha256 } = record.suite.contract;
  const requirements = [...new Set(record.checks.map(({ requirement }) => requirement))].toSorted();
  return (
    <>
      <p class="note">
        This run was judged by another edition of the contract of <bdi>{operation}</bdi> (SHA-256 <code>{sha256}</code>) than this version of the suite holds,
        so its lines cannot be shown. These are the requirements in the record.
      </p>
      <div class="contract-group" data-group>
        <ul>
          {requirements.map((id) => {
            const tone = toneOfRequirement(id) ?? "skipped";
            return (
              <li class="contract-line">
                <div class={`demand ${tone}`} id={id} data-level={checksOf(id)[0]?.level} data-outcome={tone === "warned" ? "failed" : tone}>
                  <Outcome tone={tone} />
                  <LevelTag level={checksOf(id)[0]?.level ?? "may"} />
                  <p>{noteOf(id)?.text ?? <code>{id}</code>}</p>
                </div>
              </li>
            );
          })}
        </ul>
      </div>
    </>
  );
}
