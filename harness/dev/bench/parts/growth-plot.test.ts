import { expect, it } from "vitest";
import { growthPlot } from "./growth-plot.ts";

const points = [
  { size: 0, requests: 100, seconds: 1, megabytes: 90 },
  { size: 10_000, requests: 345, seconds: 12.5, megabytes: 99 },
];
const plot = growthPlot([{ of: "sessions", points }]);

it("draws each course from its own zero to the next round number", () => {
  expect(plot.match(/<polyline/gu)).toHaveLength(3);
  expect(plot).toContain('<text x="-6" y="4" text-anchor="end">350</text>');
  expect(plot).toContain('points="0,78.6 200,1.6"');
  expect(plot).toContain("10,000 sessions</text>");
});

it("is the same text for the same points", () => {
  expect(growthPlot([{ of: "sessions", points }])).toBe(plot);
});
