import type { VNode } from "preact";
import type { Latency, LatencyCount } from "../../record/run-record.ts";
import { ColumnChart } from "./column-chart.tsx";
import { ChartFigure } from "./figure.tsx";

/** Latencies on a logarithmic scale. */
export function LatencyChart({ latency, latencies }: { latency: Latency; latencies: readonly LatencyCount[] }): VNode {
  const { p50, p90, p99, max } = latency;
  const all = latencies.reduce((sum, { count }) => sum + count, 0);
  const every = Math.max(1, Math.ceil(latencies.length / 8));
  return (
    <ChartFigure
      id="latency"
      title="Latency"
      summary={`Half of ${String(all)} exchanges took ${ms(p50)} at most, nine in ten ${ms(p90)}, 99 in a hundred ${ms(p99)}, the longest ${ms(max)}. Milliseconds, on a logarithmic scale.`}
      columns={["Up to ms", "Exchanges"]}
      rows={latencies.map(({ upTo, count }) => ({ name: String(upTo), values: [count] }))}
    >
      <ColumnChart
        columns={latencies.map(({ upTo, count }, index) => ({
          parts: [{ tone: "plain-bar", count }],
          ...(index % every === every - 1 ? { label: String(upTo) } : {}),
        }))}
        marks={[
          { at: placeOf(p50, latencies), name: "half" },
          { at: placeOf(p99, latencies), name: "99 %" },
        ]}
      />
    </ChartFigure>
  );
}

/** The position of a latency among the columns, each one step of the logarithmic scale. */
function placeOf(value: number, latencies: readonly LatencyCount[]): number {
  const index = latencies.findIndex(({ upTo }) => value <= upTo);
  const upTo = latencies[index]?.upTo;
  if (upTo === undefined) return index === -1 ? latencies.length : 0;
  const from = latencies[index - 1]?.upTo ?? upTo / 1.5;
  return index + Math.max(0, Math.log(Math.max(value, from) / from) / Math.log(upTo / from));
}

function ms(value: number): string {
  return `${value < 10 ? value.toFixed(1) : String(Math.round(value))} ms`;
}
