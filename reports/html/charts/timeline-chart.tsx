import type { VNode } from "preact";
import { seconds } from "../../text/run-header.ts";
import type { RunRecord, Timeline } from "../../record/run-record.ts";
import { ColumnChart } from "./column-chart.tsx";
import { ChartFigure, Keys } from "./figure.tsx";

const kinds = [
  { key: "properties", tone: "plain-bar", name: "for properties" },
  { key: "state", tone: "state-bar", name: "sessions created, deleted, listed" },
  { key: "others", tone: "other-bar", name: "preflight, retries, confirmation" },
] as const;

/** Requests over time, by purpose. */
export function TimelineChart({ timeline, meta }: { timeline: Timeline; meta: RunRecord["meta"] }): VNode {
  const { spanMs } = timeline;
  const { properties, state, polls, ...others } = meta.requests;
  const rest = Object.values(others).reduce((sum, count) => sum + count, 0);
  const spans = Array.from({ length: timeline.properties.length }, (_, at) => at);
  const every = Math.max(1, Math.ceil(spans.length / 6));
  return (
    <ChartFigure
      id="timeline"
      title="Requests over time"
      summary={`${String(properties)} requests for properties, ${String(state + polls)} for sessions, ${String(rest)} others, in ${seconds(meta.durationMs)} s; a column is ${seconds(spanMs)} s wide${spanMs < 100 ? ` (${String(spanMs)} ms)` : ""}.`}
      columns={["Until s", ...kinds.map(({ name }) => name)]}
      rows={spans.map((at) => ({ name: (((at + 1) * spanMs) / 1000).toFixed(2), values: kinds.map(({ key }) => timeline[key][at] ?? 0) }))}
    >
      <Keys keys={kinds} />
      <ColumnChart
        columns={spans.map((at) => ({
          parts: kinds.map(({ key, tone }) => ({ tone, count: timeline[key][at] ?? 0 })),
          ...((at + 1) % every === 0 ? { label: `${seconds((at + 1) * spanMs)} s` } : {}),
        }))}
      />
    </ChartFigure>
  );
}
