import type { Course, CoursePoint } from "../measure/course.ts";
import { shownNumber } from "../measure/figure.ts";

const panel = { width: 200, height: 110, left: 52, top: 34, gapX: 66, gapY: 66 };
const columns: readonly { readonly title: string; readonly of: (point: CoursePoint) => number }[] = [
  { title: "requests", of: ({ requests }) => requests },
  { title: "seconds", of: ({ seconds }) => seconds },
  { title: "MB at the peak", of: ({ megabytes }) => megabytes },
];

/** Courses as a plot: a row for each, with requests, time and memory side by side. The same courses give the same text. */
export function growthPlot(courses: readonly Course[]): string {
  const width = panel.left + columns.length * (panel.width + panel.gapX) - panel.gapX + 12;
  const height = panel.top + courses.length * (panel.height + panel.gapY) - panel.gapY + 40;
  const panels = courses.flatMap((course, row) =>
    columns.map(({ title, of }, column) => {
      const x = panel.left + column * (panel.width + panel.gapX);
      const y = panel.top + row * (panel.height + panel.gapY);
      return `<g transform="translate(${String(x)} ${String(y)})">\n${panelOf(course, title, of)}\n</g>`;
    }),
  );
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(width)} ${String(height)}" width="${String(width)}" height="${String(height)}" role="img" font-family="sans-serif" font-size="11">`,
    "<title>Requests, time and memory of a default run as accounts and contracts grow</title>",
    // Grey and blue that can be read on white and on black.
    "<style>text { fill: #7d8590 } .axis { stroke: #7d8590; fill: none } .line { stroke: #2f81f7; fill: none; stroke-width: 2 } .point { fill: #2f81f7 }</style>",
    ...panels,
    "</svg>",
  ].join("\n")}\n`;
}

function panelOf({ of: what, points }: Course, title: string, of: (point: CoursePoint) => number): string {
  const [mostX, mostY] = [Math.max(...points.map(({ size }) => size)), roundedUp(Math.max(...points.map(of)))];
  const at = (point: CoursePoint): readonly [number, number] => [
    tenth((panel.width * point.size) / mostX),
    tenth(panel.height - (panel.height * of(point)) / mostY),
  ];
  const places = points.map(at);
  return [
    `<text x="0" y="-12" font-weight="bold">${title}</text>`,
    `<path class="axis" d="M0 0V${String(panel.height)}H${String(panel.width)}"/>`,
    `<text x="-6" y="4" text-anchor="end">${shownNumber(mostY)}</text>`,
    `<text x="-6" y="${String(panel.height + 4)}" text-anchor="end">0</text>`,
    `<text x="0" y="${String(panel.height + 16)}">0</text>`,
    `<text x="${String(panel.width)}" y="${String(panel.height + 16)}" text-anchor="end">${shownNumber(mostX)} ${what}</text>`,
    `<polyline class="line" points="${places.map((place) => place.join(",")).join(" ")}"/>`,
    ...places.map(([x, y]) => `<circle class="point" cx="${String(x)}" cy="${String(y)}" r="3"/>`),
  ].join("\n");
}

/** The next number of one or two digits and zeros. */
function roundedUp(value: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  return Math.ceil(value / step) * step;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
