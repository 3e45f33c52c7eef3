import type { VNode } from "preact";
import { textOf } from "../../record/recorded-body.ts";
import type { Counterexample, RecordedBody, RecordedStep } from "../../record/run-record.ts";
import { clip } from "./clip.ts";

const maxSteps = 12;

/** All requests of a case with several, in the order of sending; the violating one is marked. */
export function Steps({ counterexample: { steps }, limit }: { counterexample: Counterexample; limit: number }): VNode {
  const at = steps.findIndex(({ violates }) => violates);
  const start = Math.max(0, Math.min(at - maxSteps + 2, steps.length - maxSteps));
  const shown = steps.slice(start, start + maxSteps);
  return (
    <details class="steps">
      <summary>All {steps.length} requests of the case</summary>
      {shown.length < steps.length ? (
        <p class="muted">
          Shown are {start + 1} to {start + shown.length}; the others are in run.json.
        </p>
      ) : undefined}
      <ol start={start + 1}>
        {shown.map((step) => (
          <li class={step.violates ? "violates" : undefined}>
            <Step step={step} limit={limit} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function Step({ step: { request, response, violates }, limit }: { step: RecordedStep; limit: number }): VNode {
  const operation = request.headers["x-amz-target"] ?? `${request.method} ${request.path}`;
  const sent = <code>{`${clip(operation, 120)} ${bodyText(request.body, limit)}`}</code>;
  const got = "failure" in response ? `no answer, ${response.failure.kind}` : `${String(response.status)} ${bodyText(response.body, limit)}`;
  return (
    <>
      {violates ? <mark>{sent}</mark> : sent}
      <br />
      <span aria-hidden="true">→</span> <span class="unseen">answered</span> <code>{got}</code>
      {violates ? <span class="muted"> (the breach was seen here)</span> : undefined}
    </>
  );
}

function bodyText(body: RecordedBody, limit: number): string {
  const text = textOf(body);
  return text === undefined ? "(not UTF-8)" : clip(text, limit);
}
