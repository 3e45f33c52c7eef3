import type { ComponentChildren, VNode } from "preact";
import { seconds } from "../../text/run-header.ts";
import { shellQuoted } from "../../encoding/shell.ts";
import { Copyable } from "../document/copyable.tsx";
import type { RunView } from "../view/run-view.ts";
import { utc } from "../document/utc.ts";

/** What was run, with which versions and options, and how to run it again. */
export function RunFacts({ view: { record } }: { view: RunView }): VNode {
  const { suite, target, meta, seed, effort } = record;
  const command = `glue-conformance run --endpoint ${shellQuoted(target.endpoint)} --region ${shellQuoted(target.region)} --seed ${String(seed)} --effort ${effort}`;
  const isEmbedded = !/^https?:/u.test(target.endpoint);
  return (
    <>
      <dl class="facts">
        <FactRow name="Suite">
          {suite.name} {suite.version}
        </FactRow>
        <FactRow name="Contract">
          {suite.contract.operation}, <code>{suite.contract.sha256}</code>
        </FactRow>
        <FactRow name="Target">
          <bdi>{target.name}</bdi>, <code>{target.endpoint}</code>, {target.region}
        </FactRow>
        <FactRow name="State">{target.state === "create" ? "creates and deletes sessions" : "observes, creates nothing"}</FactRow>
        <FactRow name="Seed, effort">
          {seed}, {effort}
        </FactRow>
        {meta.narrowedBy.length === 0 ? undefined : <FactRow name="Narrowed by">{meta.narrowedBy.join(", ")}</FactRow>}
        <FactRow name="Started">
          {utc(meta.startedAt)}, took {seconds(meta.durationMs)} s
        </FactRow>
        <FactRow name="Run">
          <code>{meta.runId}</code>
        </FactRow>
        <FactRow name="Machine">
          Node {meta.node}, {meta.platform}
        </FactRow>
        {(meta.ended ?? []).map(({ operation, text }) => (
          <FactRow key={operation} name="May be left behind">
            <bdi>{text}</bdi>
          </FactRow>
        ))}
        <FactRow name="Sessions seen">{meta.sessionsSeen}</FactRow>
      </dl>
      <h3>Run it again</h3>
      <Copyable id="run-again" label="Copy">
        {isEmbedded ? `glue-conformance run --seed ${String(seed)} --effort ${effort}` : command}
      </Copyable>
    </>
  );
}

/** One row of facts. */
export function FactRow({ name, children }: { name: string; children: ComponentChildren }): VNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
