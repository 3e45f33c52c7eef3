import type { ComponentChildren, VNode } from "preact";
import { counted } from "../../encoding/layout.ts";
import type { Check } from "../../record/run-record.ts";
import { readOn } from "../../text/help-links.ts";
import { topicOfRun } from "../../text/help-topic.ts";
import { stopsTheRun } from "../../verdict/verdict.ts";
import { Brief, Commands } from "./failure.tsx";
import { LevelTag } from "../document/outcome.tsx";
import type { RunView } from "../view/run-view.ts";

/** What to do, in order: the first failure with its commands, then the rest. */
export function NextSteps({ view }: { view: RunView }): VNode {
  const steps = stepsOf(view);
  return (
    <div class="next panel">
      <h2>What to do next</h2>
      <ol>
        {steps.map((step) => (
          <li>{step}</li>
        ))}
      </ol>
    </div>
  );
}

function stepsOf(view: RunView): readonly ComponentChildren[] {
  const { record, failures, ruling } = view;
  const { meta, checks } = record;
  const steps: ComponentChildren[] = [];
  if (meta.suiteErrors.length > 0) {
    steps.push(
      <>
        Report an error of the suite itself, not of the target: <bdi>{meta.suiteErrors.slice(0, 3).join("; ")}</bdi>
      </>,
    );
  }
  if (stopsTheRun(meta.preflight)) {
    const topic = topicOfRun(record);
    steps.push(`Fix what the sentence above says and run again: nothing was judged.${topic === undefined ? "" : ` ${readOn(topic)}.`}`);
  }
  const [first, ...rest] = failures;
  if (first !== undefined) steps.push(<First check={first} view={view} />);
  const musts = rest.filter(({ level }) => level === "must").length;
  const shoulds = failures.filter(({ level }) => level !== "must").length - (first?.level === "must" ? 0 : 1);
  if (musts > 0)
    steps.push(
      <>
        Continue with <a href="#failures">{counted(musts, "other failed must")}</a>, in the order of the contract.
      </>,
    );
  if (shoulds > 0)
    steps.push(
      `Then look at ${counted(shoulds, "failed should")}: ${meta.strict === true ? "with --strict, a should fails the run." : "a should does not fail the run without --strict."}`,
    );
  if ((meta.staleBaseline ?? []).length > 0)
    steps.push(
      <>
        Update the baseline with <code>--update-baseline</code>: {(meta.staleBaseline ?? []).slice(0, 3).join("; ")}.
      </>,
    );
  const open = checks.filter(({ status, level }) => level === "must" && (status === "errored" || status === "unexercised"));
  if (open.length > 0)
    steps.push(
      <>
        See why <a href="#unjudged">{counted(open.length, "must")}</a> could not be judged: what was not exercised never counts as passed.
      </>,
    );
  if (meta.shard !== undefined)
    steps.push(
      <>
        Merge it with all other shards of the run for a verdict on the whole contract: <code>glue-conformance report --merge</code>.
      </>,
    );
  else if (meta.narrowedBy.length > 0)
    steps.push(
      <>
        Run without <code>{meta.narrowedBy.join(", ")}</code> for a verdict on the whole contract.
      </>,
    );
  if (record.verdict === "fails")
    steps.push(
      <>
        Put failures that have to stay for now into a baseline, each with a reason and a date: <code>--baseline FILE --update-baseline</code>.
      </>,
    );
  if (steps.length === 0 && ruling.exit === 0) steps.push("Nothing to do. Keep the run as a gate in CI, and compare the next run with this one.");
  return steps.length === 0 ? ["Run again to completion."] : steps;
}

function First({ check, view }: { check: Check; view: RunView }): VNode {
  const note = view.noteOf(check.requirement);
  return (
    <>
      <p>
        Start with the first failure of the contract: <LevelTag level={check.level} /> <strong>{note?.text ?? check.requirement}</strong>
      </p>
      <p class="brief">
        <Brief check={check} view={view} />
      </p>
      {check.counterexample === undefined ? undefined : <Commands id={`first:${check.id}`} counterexample={check.counterexample} view={view} />}
      <p>
        <a href={`#${check.id}`}>Request, answer and all details</a>
      </p>
    </>
  );
}
