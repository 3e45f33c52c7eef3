import type { Timeline } from "../../reports/record/run-record.ts";
import type { Purpose } from "../client/sent-exchange.ts";

const maxSpans = 60;
const firstSpanMs = 50;

type Kind = "properties" | "state" | "others";

const kinds: Readonly<Record<Purpose | "again", Kind>> = {
  properties: "properties",
  state: "state",
  polls: "state",
  preflight: "others",
  shrinking: "others",
  confirmation: "others",
  again: "others",
};

/** Counts requests by the time they ended. In a long run the spans get longer, not more. */
export class TimelineCounter {
  #spanMs = firstSpanMs;
  readonly #counts: Record<Kind, number[]> = { properties: [], state: [], others: [] };

  /** Counts a request by the milliseconds since the run began. */
  add(ms: number, purpose: Purpose | "again"): void {
    while (ms >= this.#spanMs * maxSpans) this.#widen();
    const counts = this.#counts[kinds[purpose]];
    const at = Math.floor(Math.max(ms, 0) / this.#spanMs);
    while (counts.length <= at) counts.push(0);
    counts[at] = (counts[at] ?? 0) + 1;
  }

  /** The counts so far; each kind has as many spans. */
  counts(): Timeline {
    const spans = Math.max(...Object.values(this.#counts).map(({ length }) => length));
    const filled = (kind: Kind): readonly number[] => Array.from({ length: spans }, (_, at) => this.#counts[kind][at] ?? 0);
    return { spanMs: this.#spanMs, properties: filled("properties"), state: filled("state"), others: filled("others") };
  }

  #widen(): void {
    this.#spanMs *= 2;
    for (const counts of Object.values(this.#counts)) {
      const half = Math.ceil(counts.length / 2);
      for (let at = 0; at < half; at += 1) counts[at] = (counts[2 * at] ?? 0) + (counts[2 * at + 1] ?? 0);
      counts.length = half;
    }
  }
}
