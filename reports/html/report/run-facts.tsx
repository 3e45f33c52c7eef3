import type { VNode } from "preact";
import { seconds } from "../../text/run-header.ts";
import { shellQuoted } from "../../encoding/shell.ts";
import { Copyable } from "../document/copyable.tsx";
import type { RunView } from "../view/run-view.ts";
import { utc } from "../document/utc.ts";
import { type Fact, Facts } from "./facts.tsx";

/** What was run, with which versions and options, and how to run it again. */
export function RunFacts({ view: { record } }: { view: RunView }): VNode {
  const { suite, target, meta, seed, effort } = record;
  const isEmbedded = !/^https?:/u.test(target.endpoint);
  const address = isEmbedded ? "" : `--endpoint ${shellQuoted(target.endpoint)} --region ${shellQuoted(target.region)} `;
  return (
    <>
      <Facts
        rows={[
          ["Suite", `${suite.name} ${suite.version}`],
          ["Contract", [`${suite.contract.operation}, `, <code>{suite.contract.sha256}</code>]],
          ["Target", [<bdi>{target.name}</bdi>, ", ", <code>{target.endpoint}</code>, `, ${target.region}`]],
          ["State", target.state === "create" ? "creates and deletes sessions" : "observes, creates nothing"],
          ["Seed, effort", `${seed}, ${effort}`],
          meta.narrowedBy.length === 0 ? undefined : ["Narrowed by", meta.narrowedBy.join(", ")],
          ["Started", `${utc(meta.startedAt)}, took ${seconds(meta.durationMs)} s`],
          ["Run", <code>{meta.runId}</code>],
          ["Machine", `Node ${meta.node}, ${meta.platform}`],
          ...(meta.ended ?? []).map(({ text }): Fact => ["May be left behind", <bdi>{text}</bdi>]),
          ["Sessions seen", meta.sessionsSeen],
        ]}
      />
      <h3>Run it again</h3>
      <Copyable id="run-again" label="Copy">
        {`glue-conformance run ${address}--seed ${seed} --effort ${effort}`}
      </Copyable>
    </>
  );
}
