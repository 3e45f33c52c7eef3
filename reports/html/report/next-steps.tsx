import type { ComponentChildren, VNode } from "preact";
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
        Report a fault of the suite itself, not of the target: <bdi>{meta.suiteErrors.slice(0, 3).join("; ")}</bdi>
      </>,
    );
  }
  if (stopsTheRun(meta.preflight)) {
    const topic = topicOfRun(record);
    steps.push(`Put right what the sentence above says, and run again: nothing was judged.${topic === undefined ? "" : ` ${readOn(topic)}.`}`);
  }
  const [first, ...rest] = failures;
  if (first !== undefined) steps.push(<First check={first} view={view} />);
  const musts = rest.filter(({ level }) => level === "must").length;
  const shoulds = failures.filter(({ level }) => level !== "must").length - (first?.level === "must" ? 0 : 1);
  if (musts > 0)
    steps.push(
      <>
        Go on with <a href="#failures">the other {count(musts, "failed must", "failed musts")}</a>, in the order of the contract.
      </>,
    );
  if (shoulds > 0)
    steps.push(
      `Look at ${count(shoulds, "failed should", "failed shoulds")} then: ${meta.strict === true ? "with --strict they fail the run." : "they do not fail the run, unless --strict is given."}`,
    );
  if ((meta.staleBaseline ?? []).length > 0)
    steps.push(
      <>
        Renew the baseline: {(meta.staleBaseline ?? []).slice(0, 3).join("; ")}. <code>--update-baseline</code> does it.
      </>,
    );
  const open = checks.filter(({ status, level }) => level === "must" && (status === "errored" || status === "unexercised"));
  if (open.length > 0)
    steps.push(
      <>
        See why <a href="#unjudged">{count(open.length, "must", "musts")}</a> could not be judged: what was not exercised never counts as passed.
      </>,
    );
  if (meta.shard !== undefined)
    steps.push(
      <>
        Join it with all other shards of the run, for a verdict on the whole contract: <code>glue-conformance report --merge</code>.
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
        What has to stay for now goes into a baseline, each entry with a reason and a date: <code>--baseline FILE --update-baseline</code>.
      </>,
    );
  if (steps.length === 0 && ruling.exit === 0) steps.push("Nothing is to be done. Keep the run as a gate in CI, and compare the next one with this.");
  return steps.length === 0 ? ["Run again, to the end."] : steps;
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
        <a href={`#${check.id}`}>Request, answer and all that is known of it</a>
      </p>
    </>
  );
}

function count(number: number, one: string, many: string): string {
  return `${String(number)} ${number === 1 ? one : many}`;
}
