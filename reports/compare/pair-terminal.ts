import { escapeText } from "../encoding/escape.ts";
import { type Layout, marksOf, painter, plain, remarkLines, type Style, wrap } from "../encoding/layout.ts";
import type { RunRecord } from "../record/run-record.ts";
import { type PairEntry, type PairReport, type PairSection, selectionOf } from "./pair-report.ts";

export interface PairLayout extends Layout {
  /** Show every entry, with its details. */
  readonly verbose?: boolean;
}

/** Entries of a section that are shown without --verbose. */
const maxListed = 8;

const colours = { good: "green", bad: "red", open: "yellow", conforms: "green", fails: "red", incomplete: "yellow" } as const satisfies Record<string, Style>;

/** Two runs beside each other as text: the runs, warnings, what differs, and a result line. */
export function renderPair(report: PairReport, layout: PairLayout): string {
  const heads = [...headLines("OLD", report.old, layout), ...headLines("NEW", report.new, layout)];
  const parts = [heads, remarkLines(report.remarks, layout), ...report.sections.map((section) => sectionLines(section, layout))];
  return `${parts.flatMap((lines) => (lines.length === 0 ? [] : [`${lines.join("\n")}\n`])).join("\n")}\n${resultLine(report, layout)}\n`;
}

/** A run: verdict, target, version, seed, time. */
function headLines(which: string, record: RunRecord, layout: Layout): readonly string[] {
  const { target, suite, seed, effort, requests, meta, verdict } = record;
  const narrowed = meta.narrowedBy.length === 0 ? "" : `, narrowed by ${selectionOf(record)}`;
  const text = `${target.name} at ${target.endpoint}, suite ${suite.version}, seed ${seed}, effort ${effort}, ${requests} requests, ${meta.startedAt}${narrowed}`;
  const first = `${which} ${verdict.toUpperCase().padEnd(10)} `;
  const paint = painter(layout);
  const [line = "", ...rest] = wrap(escapeText(text), { width: layout.width, first, hanging: first.length });
  return [line.replace(verdict.toUpperCase(), (word) => paint("bold", paint(colours[verdict], word))), ...rest];
}

function sectionLines({ title, entries, detailed }: PairSection, layout: PairLayout): readonly string[] {
  const paint = painter(layout);
  const shown = layout.verbose === true ? entries : entries.slice(0, maxListed);
  const rest = entries.slice(shown.length).map(({ id, name = id }) => escapeText(name));
  const more = wrap(`and ${rest.length} more (--verbose shows them): ${rest.join(", ")}`, { ...layout, first: "  ", hanging: 4, maxLines: 2 });
  return [
    paint("bold", `${title} (${entries.length})`),
    ...shown.flatMap((entry, index) => entryLines(entry, layout.verbose === true || index < detailed, layout)),
    ...(rest.length === 0 ? [] : more.map((line) => paint("dim", plain(line, layout)))),
  ];
}

function entryLines({ id, name: title = id, level, tone, text, details }: PairEntry, isDetailed: boolean, layout: PairLayout): readonly string[] {
  const marks = marksOf(layout);
  const [mark, style] = ({ worse: [marks.failed, "red"], better: ["+", "green"], neutral: [marks.dot, "dim"] } as const)[tone];
  const name = escapeText(level === undefined ? title : `${level} ${title}`);
  const paintedMark = (line: string): string => line.replace(`  ${mark} ${name}`, () => `  ${painter(layout)(style, mark)} ${name}`);
  const whole = (isDetailed ? details?.(layout) : undefined) ?? [];
  // The details of a failure say the same as its line, and more.
  const isTitle = whole.length > 0 && level !== undefined;
  const wrapping = { width: layout.width, first: `  ${mark} ${name}: `, hanging: 6, maxLines: layout.verbose === true ? undefined : 3 };
  const lines = isTitle ? [`  ${mark} ${name}`] : wrap(plain(escapeText(text), layout), wrapping);
  return [...lines.map((line) => plain(paintedMark(line), layout)), ...whole];
}

function resultLine({ result, tone, exit, because }: PairReport, layout: Layout): string {
  const word = result.toUpperCase();
  const text = escapeText(because.startsWith(`${result}: `) ? because.slice(result.length + 2) : because);
  const lines = wrap(plain(`${word} (exit ${exit}) ${text}`, layout), { width: layout.width, hanging: 2 });
  return lines.join("\n").replace(word, () => painter(layout)("bold", painter(layout)(colours[tone], word)));
}
