import { type OutcomeChange, changeKinds } from "./outcome-change.ts";
import type { Comparison } from "./comparison.ts";
import { changeInWords, kindTitles, latencyInWords, runInWords } from "./comparison-wording.ts";
import { escapeText } from "../encoding/escape.ts";
import { renderFullFailure } from "../text/failure.ts";
import { type Layout, marksOf, painter, plain, type Style, wrap } from "../encoding/layout.ts";
import { namedSafely } from "../redaction/normalise.ts";

export interface ComparisonLayout extends Layout {
  /** Show every change, and every new failure in full. */
  readonly verbose?: boolean;
}

/** Changes of a kind that are shown without --verbose. */
const maxListedChanges = 8;

/** A comparison as text: the runs, the changes by kind, the latency, and a result line. */
export function renderComparison(comparison: Comparison, layout: ComparisonLayout): string {
  const sections = [headLines(comparison, layout), remarkLines(comparison, layout), ...kindSections(comparison, layout), latencyLines(comparison, layout)];
  const parts = sections.filter(({ length }) => length > 0).map((lines) => `${lines.join("\n")}\n`);
  return `${parts.join("\n")}\n${resultLine(comparison, layout)}\n`;
}

function headLines({ old, new: now }: Comparison, layout: Layout): readonly string[] {
  const paint = painter(layout);
  return [["OLD", old] as const, ["NEW", now] as const].flatMap(([which, record]) => {
    const first = `${which} ${record.verdict.toUpperCase().padEnd(10)} `;
    const style: Style = record.verdict === "conforms" ? "green" : record.verdict === "fails" ? "red" : "yellow";
    const lines = wrap(escapeText(runInWords(record)), { width: layout.width, first, hanging: first.length });
    return lines.map((line, index) => (index === 0 ? line.replace(record.verdict.toUpperCase(), (word) => paint("bold", paint(style, word))) : line));
  });
}

function remarkLines({ remarks }: Comparison, layout: Layout): readonly string[] {
  return remarks.flatMap((remark) => wrap(plain(escapeText(remark), layout), { width: layout.width, first: "! ", hanging: 2 }));
}

function kindSections(comparison: Comparison, layout: ComparisonLayout): readonly (readonly string[])[] {
  const first = comparison.changes.find(({ kind }) => kind === "newly-failing");
  return changeKinds.map((kind) => {
    const changes = comparison.changes.filter((change) => change.kind === kind);
    if (changes.length === 0) return [];
    const shown = layout.verbose === true ? changes : changes.slice(0, maxListedChanges);
    const rest = changes.slice(shown.length).map(({ id }) => escapeText(id));
    const isFull = (change: OutcomeChange): boolean => kind === "newly-failing" && (layout.verbose === true || change === first);
    const lines = shown.flatMap((change) => (isFull(change) ? fullLines(change, comparison, layout) : changeLines(change, comparison, layout)));
    const more =
      rest.length === 0
        ? []
        : wrap(`and ${String(rest.length)} more (--verbose shows them): ${rest.join(", ")}`, { ...layout, first: "  ", hanging: 4, maxLines: 2 });
    const paint = painter(layout);
    return [paint("bold", `${kindTitles[kind]} (${String(changes.length)})`), ...lines, ...more.map((line) => paint("dim", plain(line, layout)))];
  });
}

function changeLines(change: OutcomeChange, comparison: Comparison, layout: ComparisonLayout): readonly string[] {
  const head = headOf(change, layout);
  const text = plain(escapeText(changeInWords(change, comparison)), layout);
  const limit = layout.verbose === true ? undefined : 3;
  const lines = wrap(text, { width: layout.width, first: `${head.text}: `, hanging: 6, maxLines: limit });
  return lines.map((line) =>
    plain(
      line.replace(head.text, () => head.painted),
      layout,
    ),
  );
}

/** A new failure with everything needed to understand and reproduce it. */
function fullLines(change: OutcomeChange, comparison: Comparison, layout: ComparisonLayout): readonly string[] {
  const { new: check } = change;
  if (check === undefined) return [];
  const lines = renderFullFailure(check, comparison.new, layout).slice(1);
  return [headOf(change, layout).painted, ...lines.map((line) => namedSafely(line, comparison.new))];
}

function headOf({ level, id, regression, kind }: OutcomeChange, layout: Layout): { readonly text: string; readonly painted: string } {
  const marks = marksOf(layout);
  const mark = regression !== undefined ? marks.failed : kind === "newly-passing" || kind === "newly-exercised" ? "+" : marks.dot;
  const name = escapeText(`${level} ${id}`);
  const paint = painter(layout);
  const style: Style = regression !== undefined ? "red" : mark === "+" ? "green" : "dim";
  return { text: `  ${mark} ${name}`, painted: `  ${paint(style, mark)} ${name}` };
}

function latencyLines(comparison: Comparison, layout: Layout): readonly string[] {
  return wrap(plain(latencyInWords(comparison), layout), { width: layout.width, hanging: 2 });
}

function resultLine({ regression, because }: Comparison, layout: Layout): string {
  const word = regression ? "REGRESSION" : "NO REGRESSION";
  const paint = painter(layout);
  const text = escapeText(regression ? because : because.replace(/^No regression: /u, ""));
  const lines = wrap(plain(`${word} (exit ${regression ? "1" : "0"}) ${text}`, layout), { width: layout.width, hanging: 2 });
  return lines.join("\n").replace(word, () => paint("bold", paint(regression ? "red" : "green", word)));
}
