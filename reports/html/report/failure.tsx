import type { VNode } from "preact";
import { renderBugReport } from "../../text/bug-report.ts";
import { briefOf, grouped, repeatsOf } from "../../text/failure-wording.ts";
import { shortText } from "../../record/request-diff.ts";
import { replayCommand } from "../../text/curl.ts";
import { shellQuoted } from "../../encoding/shell.ts";
import type { Check, Counterexample } from "../../record/run-record.ts";
import { breachesByEvidence } from "../../record/breaches.ts";
import { AnswerView } from "../exchange/answer.tsx";
import { Breaches } from "./breaches.tsx";
import { Copyable } from "../document/copyable.tsx";
import { LevelTag, Outcome, toneOf } from "../document/outcome.tsx";
import { RequestPair } from "../exchange/request-pair.tsx";
import type { RunView } from "../view/run-view.ts";
import { Steps } from "../exchange/steps.tsx";

/** The outcome of the property in an earlier run. */
export interface FailureBefore {
  readonly words: string;
  /** Present if it failed then, too. */
  readonly check?: Check;
}

interface FailureParts {
  readonly check: Check;
  readonly view: RunView;
  readonly isOpen: boolean;
  readonly before?: FailureBefore | undefined;
}

/** A failed property, folded: a summary in two lines, and inside everything needed to understand and reproduce it. */
export function Failure({ check, view, isOpen, before }: FailureParts): VNode {
  const { id, level, requirement, counterexample } = check;
  const note = view.noteOf(requirement);
  return (
    <details class={`failure ${toneOf(check)}`} id={id} data-level={level} data-outcome={check.baselined ? "accepted" : "failed"} data-counts open={isOpen}>
      <summary>
        <span class="failure-head">
          <Outcome tone={toneOf(check)} /> <LevelTag level={level} /> <strong>{note?.text ?? requirement}</strong>
        </span>
        <span class="brief">
          {before === undefined ? undefined : (
            <span class="before">
              <strong>Before:</strong> <bdi>{before.words}</bdi>
            </span>
          )}
          {before === undefined ? undefined : <strong>Now: </strong>}
          <Brief check={check} view={view} />
        </span>
        <code class="id">{id}</code>
      </summary>
      <div class="failure-body">
        <p class="muted">
          <Source requirement={requirement} view={view} />
        </p>
        {before?.check === undefined ? undefined : <BreachesBefore check={before.check} view={view} />}
        <Breaches check={check} view={view} />
        {counterexample === undefined ? <p>Its request was not stored.</p> : <Evidence check={check} counterexample={counterexample} view={view} />}
      </div>
    </details>
  );
}

function BreachesBefore({ check, view }: { check: Check; view: RunView }): VNode {
  const { counterexample, violations } = check;
  const pointers = new Set((counterexample?.violations ?? violations).map(({ pointer }) => pointer));
  return (
    <>
      <h4>Before</h4>
      <Breaches check={check} view={view} />
      {counterexample === undefined ? undefined : <AnswerView response={counterexample.response} pointers={pointers} limit={Math.floor(view.blockLimit / 4)} />}
      <h4>Now</h4>
    </>
  );
}

/** A failure in a sentence: what was sent, received and expected. */
export function Brief({ check, view }: { check: Check; view: RunView }): VNode {
  const { sent, received, count, expected } = briefOf({ check, breaches: breachesByEvidence(check, view.record).own }, view.record);
  return (
    <>
      {sent === "" ? undefined : (
        <>
          Sent <code>{shortText(view.named(sent))}</code>
        </>
      )}
      {received === "" ? undefined : (
        <>
          {sent === "" ? "Received " : ", received "}
          <code>{received}</code>
          {count > 1 ? ` ${grouped(count)} times` : ""}; expected {shortText(expected, 200)}.
        </>
      )}
    </>
  );
}

function Evidence({ check, counterexample, view }: { check: Check; counterexample: Counterexample; view: RunView }): VNode {
  const { id } = check;
  const pointers = new Set((counterexample.violations ?? check.violations).map(({ pointer }) => pointer));
  return (
    <>
      <RequestPair counterexample={counterexample} limit={view.blockLimit} />
      <h4>Answer</h4>
      <AnswerView response={counterexample.response} pointers={pointers} limit={view.blockLimit} />
      {counterexample.steps.length > 1 ? <Steps counterexample={counterexample} limit={Math.floor(view.blockLimit / 4)} /> : undefined}
      <h4>Repeat it</h4>
      <p class="muted">Sent again alone at the end of the run: {repeatsOf(check)}.</p>
      <Commands id={id} counterexample={counterexample} view={view} />
      <BugReport check={check} view={view} />
    </>
  );
}

function BugReport({ check, view }: { check: Check; view: RunView }): VNode {
  const text = renderBugReport(check, view.record, view.noteOf(check.requirement));
  if (text.length > view.blockLimit * 2) {
    const { caseId = check.id } = check.counterexample ?? {};
    return (
      <p class="muted">
        <code>{view.named(`glue-conformance explain --run {out} ${shellQuoted(caseId)}`)}</code> prints the bug report, which is too long for this page.
      </p>
    );
  }
  return (
    <details class="bug-report">
      <summary>Bug report, ready to paste into the target's tracker</summary>
      <Copyable id={`bug-report:${check.id}`} label="Copy bug report">
        {text}
      </Copyable>
    </details>
  );
}

/** The lines that send a case again. */
export function Commands({ id, counterexample, view }: { id: string; counterexample: Counterexample; view: RunView }): VNode {
  const { curl, caseId } = counterexample;
  const [first = "", ...rest] = view.named(curl).split("\n");
  const reason = first.startsWith("# not with curl: ") ? first.slice(2) : undefined;
  const isLong = curl.length > view.blockLimit * 2;
  return (
    <div class="commands">
      {reason === undefined && !isLong ? (
        <Copyable id={`curl:${id}`} label="Copy curl">
          {[first, ...rest].join("\n")}
        </Copyable>
      ) : (
        <p class="muted">{reason === undefined ? "The curl command is too long for this page; it is in run.json." : `${reason}.`}</p>
      )}
      <Copyable id={`replay:${id}`} label="Copy replay">
        {view.named(replayCommand(caseId))}
      </Copyable>
    </div>
  );
}

/** The source of a demand, with a link to it in the contract. */
function Source({ requirement, view }: { requirement: string; view: RunView }): VNode {
  const note = view.noteOf(requirement);
  const link = view.outline === undefined ? <code>{requirement}</code> : <a href={`#${requirement}`}>{requirement}</a>;
  return (
    <>
      Required by {link}
      {note === undefined ? "" : `, from ${note.source}`}
    </>
  );
}
