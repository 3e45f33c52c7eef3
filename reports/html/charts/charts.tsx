import type { VNode } from "preact";
import { LatencyChart } from "./latency-chart.tsx";
import type { RunView } from "../view/run-view.ts";
import { TimelineChart } from "./timeline-chart.tsx";

/** The charts of what a run did: latencies and requests over time, if the record has them. */
export function Charts({ view }: { view: RunView }): VNode {
  const { meta } = view.record;
  return (
    <div class="charts">
      {meta.latencies === undefined || meta.latencies.length === 0 ? undefined : <LatencyChart latency={meta.latency} latencies={meta.latencies} />}
      {meta.timeline === undefined || meta.timeline.properties.length === 0 ? undefined : <TimelineChart timeline={meta.timeline} meta={meta} />}
    </div>
  );
}
