import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TimelineCounter } from "./timeline.ts";

describe("TimelineCounter", () => {
  it("has no spans where nothing was sent", () => {
    expect(new TimelineCounter().counts()).toEqual({ spanMs: 50, properties: [], state: [], others: [] });
  });

  it("counts requests by their purpose", () => {
    const timeline = new TimelineCounter();
    for (const purpose of ["properties", "state", "polls", "again", "confirmation", "preflight"] as const) timeline.add(75, purpose);
    expect(timeline.counts()).toEqual({ spanMs: 50, properties: [0, 1], state: [0, 2], others: [0, 3] });
  });

  it("has at most 60 spans, and each request in the span of its time, however long the run", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e7, noNaN: true }), { minLength: 1, maxLength: 100 }), (times) => {
        const timeline = new TimelineCounter();
        for (const time of times) timeline.add(time, "properties");
        const { spanMs, properties, state } = timeline.counts();
        expect(properties.length).toBeLessThanOrEqual(60);
        expect(state).toHaveLength(properties.length);
        for (const [at, count] of properties.entries()) expect(count).toBe(times.filter((time) => Math.floor(time / spanMs) === at).length);
      }),
    );
  });
});
