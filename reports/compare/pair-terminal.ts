import { escapeText } from "../encoding/escape.ts";
import { type Layout, marksOf, painter, plain, type Style, wrap } from "../encoding/layout.ts";
import { type PairEntry, type PairReport, type PairSection, runInWords } from "./pair-report.ts";

export interface PairLayout extends Layout {
  /** Show every entry, with its details. */
  readonly verbose?: boolean;
}

/** Entries of a section that are shown without --verbose. */
const maxListed = 8;

/** Two runs beside each other as text: the runs, warnings, what differs, and a result line. */
export function renderPair(report: PairReport, layout: PairLayout): string {
  const remarks = report.remarks.flatMap((remark) => wrap(plain(escapeText(remark), layout), { width: layout.width, first: "! ", hanging: 2 }));
  const parts = [headLines(report, layout), remarks, ...report.sections.map((section) => sectionLines(section, layout))];
  return `${parts.flatMap((lines) => (lines.length === 0 ? [] : [`${lines.join("\n")}\n`])).join("\n")}\n${resultLine(report, layout)}\n`;
}

function headLines({ old, new: now }: PairReport, layout: Layout): readonly string[] {
  const paint = painter(layout);
  return [["OLD", old] as const, ["NEW", now] as const].flatMap(([which, record]) => {
    const first = `${which} ${record.verdict.toUpperCase().padEnd(10)} `;
    const style: Style = record.verdict === "conforms" ? "green" : record.verdict === "fails" ? "red" : "yellow";
    const lines = wrap(escapeText(runInWords(record)), { width: layout.width, first, hanging: first.length });
    return lines.map((line, index) => (index === 0 ? line.replace(record.verdict.toUpperCase(), (word) => paint("bold", paint(style, word))) : line));
  });
}

function sectionLines({ title, entries, detailed }: PairSection, layout: PairLayout): readonly string[] {
  const paint = painter(layout);
  const shown = layout.verbose === true ? entries : entries.slice(0, maxListed);
  const rest = entries.slice(shown.length).map(({ id, name = id }) => escapeText(name));
  const more = wrap(`and ${String(rest.length)} more (--verbose shows them): ${rest.join(", ")}`, { ...layout, first: "  ", hanging: 4, maxLines: 2 });
  return [
    paint("bold", `${title} (${String(entries.length)})`),
    ...shown.flatMap((entry, index) => entryLines(entry, layout.verbose === true || index < detailed, layout)),
    ...(rest.length === 0 ? [] : more.map((line) => paint("dim", plain(line, layout)))),
  ];
}

function entryLines({ id, name: title = id, level, tone, text, details }: PairEntry, isDetailed: boolean, layout: PairLayout): readonly string[] {
  const marks = marksOf(layout);
  const [mark, style] = ({ worse: [marks.failed, "red"], better: ["+", "green"], neutral: [marks.dot, "dim"] } as const)[tone];
  const name = escapeText(level === undefined ? title : `${level} ${title}`);
  const painted = (line: string): string =>
    plain(
      line.replace(`  ${mark} ${name}`, () => `  ${painter(layout)(style, mark)} ${name}`),
      layout,
    );
  const whole = details === undefined || !isDetailed ? [] : details(layout);
  // The details of a failure say the same as its line, and more.
  if (whole.length > 0 && level !== undefined) return [painted(`  ${mark} ${name}`), ...whole];
  const maxLines = layout.verbose === true ? undefined : 3;
  const lines = wrap(plain(escapeText(text), layout), { width: layout.width, first: `  ${mark} ${name}: `, hanging: 6, maxLines });
  return [...lines.map(painted), ...whole];
}

function resultLine({ result, tone, exit, because }: PairReport, layout: Layout): string {
  const word = result.toUpperCase();
  const text = escapeText(because.startsWith(`${result}: `) ? because.slice(result.length + 2) : because);
  const lines = wrap(plain(`${word} (exit ${String(exit)}) ${text}`, layout), { width: layout.width, hanging: 2 });
  return lines.join("\n").replace(word, () => painter(layout)("bold", painter(layout)(({ good: "green", bad: "red", open: "yellow" } as const)[tone], word)));
}
