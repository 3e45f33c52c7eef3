import type { ComponentChildren, VNode } from "preact";
import { counted } from "../../encoding/layout.ts";
import type { Check } from "../../record/run-record.ts";
import { readOn } from "../../text/help-links.ts";
import { topicOfRun } from "../../text/help-topic.ts";
import { listed, stopsTheRun } from "../../verdict/verdict.ts";
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
  const { meta, checks, verdict } = record;
  const { suiteErrors, preflight, staleBaseline = [], narrowedBy, shard } = meta;
  const [first, ...rest] = failures;
  const musts = rest.filter(({ level }) => level === "must").length;
  const shoulds = rest.length - musts;
  const topic = topicOfRun(record);
  const open = checks.filter(({ status, level }) => level === "must" && (status === "errored" || status === "unexercised"));
  const steps: readonly ComponentChildren[] = [
    suiteErrors.length > 0 && ["Report an error of the suite itself, not of the target: ", <bdi>{suiteErrors.slice(0, 3).join("; ")}</bdi>],
    stopsTheRun(preflight) && `Fix what the sentence above says and run again: nothing was judged.${topic === undefined ? "" : ` ${readOn(topic)}.`}`,
    first !== undefined && <First check={first} view={view} />,
    musts > 0 && ["Continue with ", <a href="#failures">{counted(musts, "other failed must")}</a>, ", in the order of the contract."],
    shoulds > 0 &&
      `Then look at ${counted(shoulds, first?.level === "must" ? "failed should" : "other failed should")}: ${meta.strict === true ? "with --strict, a should fails the run." : "a should does not fail the run without --strict."}`,
    staleBaseline.length > 0 && ["Update the baseline with ", <code>--update-baseline</code>, `: ${staleBaseline.slice(0, 3).join("; ")}.`],
    open.length > 0 && [
      "See why ",
      <a href="#unjudged">{counted(open.length, "must")}</a>,
      " could not be judged: what was not exercised never counts as passed.",
    ],
    shard !== undefined && [
      "Merge it with all other shards of the run for a verdict on the whole contract: ",
      <code>glue-conformance report --merge</code>,
      ".",
    ],
    shard === undefined && narrowedBy.length > 0 && ["Run without ", <code>{listed(narrowedBy)}</code>, " for a verdict on the whole contract."],
    verdict === "fails" && ["After a change, judge what failed or could not be judged with ", <code>--failed</code>, ", then everything without it."],
    verdict === "fails" && [
      "Put failures that have to stay for now into a baseline, each with a reason and a date: ",
      <code>--baseline FILE --update-baseline</code>,
      ".",
    ],
  ].filter((step) => step !== false);
  if (steps.length > 0) return steps;
  return [ruling.exit === 0 ? "Nothing to do. Keep the run as a gate in CI, and compare the next run with this one." : "Run again to completion."];
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
