import type { VNode } from "preact";
import { levels } from "../../record/levels.ts";
import { findingsOf } from "../../verdict/causes.ts";
import { statusCounts } from "../../verdict/status-counts.ts";
import { utc } from "../document/utc.ts";
import type { RunView } from "../view/run-view.ts";
import { FactRow } from "./run-facts.tsx";

const maxCauses = 6;

/** One page to print and sign: what was judged by what, the result, what the suite is worth, and who accepts it. Where it is the link's target, it is printed alone. */
export function SignaturePage({ view }: { view: RunView }): VNode {
  const { record, ruling, failures, accepted } = view;
  const { suite, target, meta, seed, effort } = record;
  const causes = findingsOf(record, failures);
  return (
    <section id="sign" class="sign panel" aria-labelledby="sign-title">
      <h2 id="sign-title">
        {suite.contract.operation} conformance of <bdi>{target.name}</bdi>: {record.verdict}
      </h2>
      <p>{ruling.because}</p>
      <dl class="facts">
        <FactRow name="Target">
          <bdi>{target.endpoint}</bdi>, {target.region}
        </FactRow>
        <FactRow name="Judged">
          {utc(meta.startedAt)}, run <code>{meta.runId}</code>, {record.requests} requests, seed {seed}, effort {effort}
        </FactRow>
        <FactRow name="Judged by">
          {suite.name} {suite.version}, contract <code>{suite.contract.sha256}</code>
        </FactRow>
        {meta.narrowedBy.length === 0 ? undefined : <FactRow name="Narrowed by">{meta.narrowedBy.join(", ")}</FactRow>}
        {levels.map((level) => {
          const counts = statusCounts(record.checks.filter((check) => check.level === level));
          const words = Object.entries(counts).flatMap(([status, count]) => (count === 0 ? [] : [`${String(count)} ${status}`]));
          return words.length === 0 ? undefined : <FactRow name={level}>{words.join(", ")}</FactRow>;
        })}
        {accepted.length === 0 ? undefined : <FactRow name="Accepted by the baseline">{accepted.map(({ id }) => id).join(", ")}</FactRow>}
        {causes.length === 0 ? undefined : (
          <FactRow name="Causes">
            <ul class="plain">
              {causes.slice(0, maxCauses).map((one) => (
                <li>
                  <bdi>{one.text}</bdi> {"failures" in one ? `(${String(one.failures.length)})` : undefined}
                </li>
              ))}
              {causes.length > maxCauses ? <li>and {causes.length - maxCauses} more</li> : undefined}
            </ul>
          </FactRow>
        )}
        {suite.proof === null ? undefined : (
          <FactRow name="The suite itself">
            {suite.proof.faults.caught} of {suite.proof.faults.all} faulty services caught, {suite.proof.variants.accused} of {suite.proof.variants.all} legal
            ones accused, {suite.proof.idle.passed} of {suite.proof.idle.all} stubs passed
          </FactRow>
        )}
      </dl>
      <dl class="signatures">
        {["Accepted by", "Place and date", "Signature"].map((name) => (
          <div>
            <dt>{name}</dt>
            <dd />
          </div>
        ))}
      </dl>
    </section>
  );
}
