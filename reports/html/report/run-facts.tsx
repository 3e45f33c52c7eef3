import type { ComponentChildren, VNode } from "preact";
import { seconds } from "../../text/run-header.ts";
import { quoted } from "../../encoding/shell.ts";
import { Copyable } from "../document/copyable.tsx";
import type { RunView } from "../view/run-view.ts";
import { utc } from "../document/utc.ts";

/** What was run, by what, and how to run it again. */
export function RunFacts({ view: { record } }: { view: RunView }): VNode {
  const { suite, target, meta, seed, effort } = record;
  const command = `glue-conformance run --endpoint ${quoted(target.endpoint)} --region ${quoted(target.region)} --seed ${String(seed)} --effort ${effort}`;
  const isEmbedded = !/^https?:/u.test(target.endpoint);
  return (
    <>
      <dl class="facts">
        <Fact name="Suite">
          {suite.name} {suite.version}
        </Fact>
        <Fact name="Contract">
          {suite.contract.operation}, <code>{suite.contract.sha256}</code>
        </Fact>
        <Fact name="Target">
          <bdi>{target.name}</bdi>, <code>{target.endpoint}</code>, {target.region}
        </Fact>
        <Fact name="State">{target.state === "create" ? "creates sessions and takes them away" : "observes, creates nothing"}</Fact>
        <Fact name="Seed, effort">
          {seed}, {effort}
        </Fact>
        {meta.narrowedBy.length === 0 ? undefined : <Fact name="Narrowed by">{meta.narrowedBy.join(", ")}</Fact>}
        <Fact name="Started">
          {utc(meta.startedAt)}, took {seconds(meta.durationMs)} s
        </Fact>
        <Fact name="Run">
          <code>{meta.runId}</code>
        </Fact>
        <Fact name="Machine">
          Node {meta.node}, {meta.platform}
        </Fact>
        {(meta.ended ?? []).map(({ operation, text }) => (
          <Fact key={operation} name="May be left behind">
            <bdi>{text}</bdi>
          </Fact>
        ))}
        <Fact name="Sessions seen">{meta.sessionsSeen}</Fact>
      </dl>
      <h3>Run it again</h3>
      <Copyable id="run-again" label="Copy">
        {isEmbedded ? `glue-conformance run --seed ${String(seed)} --effort ${effort}` : command}
      </Copyable>
    </>
  );
}

/** One row of facts. */
export function Fact({ name, children }: { name: string; children: ComponentChildren }): VNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
