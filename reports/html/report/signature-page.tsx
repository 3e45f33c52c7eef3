import type { VNode } from "preact";
import { levels } from "../../record/levels.ts";
import { findingsOf } from "../../verdict/causes.ts";
import { countsInWords } from "../../verdict/status-counts.ts";
import { utc } from "../document/utc.ts";
import type { RunView } from "../view/run-view.ts";
import { type Fact, Facts } from "./facts.tsx";

const maxCauses = 6;

/** One page to print and sign: what was judged by what, the result, what the suite is worth, and who accepts it. Where it is the link's target, it is printed alone. */
export function SignaturePage({ view: { record, ruling, failures, accepted } }: { view: RunView }): VNode {
  const { suite, target, meta, seed, effort, checks } = record;
  const { proof } = suite;
  const causes = findingsOf(record, failures);
  const rows: readonly Fact[] = [
    ["Target", [<bdi>{target.endpoint}</bdi>, `, ${target.region}`]],
    ["Judged", [`${utc(meta.startedAt)}, run `, <code>{meta.runId}</code>, `, ${record.requests} requests, seed ${seed}, effort ${effort}`]],
    ["Judged by", [`${suite.name} ${suite.version}, contract `, <code>{suite.contract.sha256}</code>]],
    meta.narrowedBy.length === 0 ? undefined : ["Narrowed by", meta.narrowedBy.join(", ")],
    ...levels.map((level): Fact => {
      const words = countsInWords(checks.filter((check) => check.level === level));
      return words === "" ? undefined : [level, words];
    }),
    accepted.length === 0 ? undefined : ["Accepted by the baseline", accepted.map(({ id }) => id).join(", ")],
    causes.length === 0
      ? undefined
      : [
          "Causes",
          <ul class="plain">
            {causes.slice(0, maxCauses).map((one) => (
              <li>
                <bdi>{one.text}</bdi> {"failures" in one ? `(${one.failures.length})` : undefined}
              </li>
            ))}
            {causes.length > maxCauses ? <li>and {causes.length - maxCauses} more</li> : undefined}
          </ul>,
        ],
    proof === null
      ? undefined
      : [
          "The suite itself",
          `${proof.faults.caught} of ${proof.faults.all} faulty services caught, ${proof.variants.accused} of ${proof.variants.all} legal ones accused, ${proof.idle.passed} of ${proof.idle.all} stubs passed`,
        ],
  ];
  return (
    <section id="sign" class="sign panel" aria-labelledby="sign-title">
      <h2 id="sign-title">
        {suite.contract.operation} conformance of <bdi>{target.name}</bdi>: {record.verdict}
      </h2>
      <p>{ruling.because}</p>
      <Facts rows={rows} />
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
