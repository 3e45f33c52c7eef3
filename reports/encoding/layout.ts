import stringWidth from "fast-string-width";
import { escapeText } from "./escape.ts";

/** What the reader's terminal can show: its width, colour, symbols. */
export interface Layout {
  readonly colour: boolean;
  /** Columns; less than 40 is taken as 40. */
  readonly width: number;
  /** False: ASCII only, for terminals and logs that cannot show symbols. Default true. */
  readonly unicode?: boolean;
}

export type Style = "bold" | "dim" | "red" | "green" | "yellow";

const codes: Readonly<Record<Style, readonly [number, number]>> = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39] };

/** A function that colours text, or returns it unchanged. */
export function painter({ colour }: Layout): (style: Style, text: string) => string {
  return (style, text) => (colour ? `\u001B[${codes[style][0]}m${text}\u001B[${codes[style][1]}m` : text);
}

/** Marks and their ASCII forms. A mark never carries meaning alone: a word is always beside it. */
export function marksOf({ unicode = true }: Layout): Readonly<Record<"failed" | "warned" | "open" | "arrow" | "dot" | "cut", string>> {
  return unicode
    ? { failed: "✗", warned: "!", open: "?", arrow: "→", dot: "·", cut: "…" }
    : { failed: "x", warned: "!", open: "?", arrow: "->", dot: "-", cut: "..." };
}

/** Replaces the symbols in our own sentences by ASCII if the terminal cannot show them. */
export function plain(text: string, { unicode = true }: Layout): string {
  if (unicode) return text;
  const ascii: Readonly<Record<string, string>> = { "…": "...", "×": "x", "·": "-", "→": "->", "–": "-" };
  return text.replace(/[…×·→–]/gu, (symbol) => ascii[symbol] ?? symbol);
}

/** How lines are indented and broken. */
export interface Wrapping {
  readonly width: number;
  /** Prefix of the first line; the others are indented by `hanging`. */
  readonly first?: string;
  readonly hanging?: number;
  /** Maximum number of lines; `…` marks what was cut. */
  readonly maxLines?: number | undefined;
}

/** A number with its noun: `1 property`, `2 properties`. */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${String(number)} ${number === 1 ? one : many}`;
}

/** Columns of an uncoloured text on a terminal: two for wide characters, none for combining ones. */
export function columnsOf(text: string): number {
  // Most text is ASCII, one column a character.
  return /^[\x20-\x7e]*$/u.test(text) ? text.length : stringWidth(text);
}

/** The longest beginning of a text that fits into a number of columns. */
export function cutTo(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let kept = "";
  let left = columns;
  for (const piece of text.match(onePiece) ?? []) {
    left -= columnsOf(piece);
    if (left < 0) break;
    kept += piece;
  }
  return kept;
}

/** A character with its combining marks. */
const onePiece = /[^]\p{M}*/gu;

/** Wraps uncoloured text to lines of at most `width` columns, broken between words; inner blanks are kept. */
export function wrap(text: string, { width, first = "", hanging = 0, maxLines: most }: Wrapping): readonly string[] {
  const columns = Math.max(width, 40);
  const lines: string[] = [];
  let line = first;
  let used = columnsOf(first);
  let isEmpty = true;
  // Only the first word has to fit beside what the first line begins with.
  for (const word of text.split(/ (?! )/u).flatMap((given, index) => chunks(given, columns - Math.max(hanging, index === 0 ? columnsOf(first) : 0)))) {
    const wide = columnsOf(word);
    if (!isEmpty && used + 1 + wide > columns) {
      lines.push(line);
      [line, used, isEmpty] = [" ".repeat(hanging), hanging, true];
    }
    line += isEmpty ? word : ` ${word}`;
    used += wide + Number(!isEmpty);
    isEmpty = false;
  }
  lines.push(line);
  if (most === undefined || lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), `${cutTo(lines[most - 1] ?? "", columns - 1)}…`];
}

/** Warnings of a report, escaped, each behind an exclamation mark. */
export function remarkLines(remarks: readonly string[], layout: Layout): readonly string[] {
  return remarks.flatMap((remark) => wrap(plain(escapeText(remark), layout), { width: layout.width, first: "! ", hanging: 2 }));
}

/** Breaks a word that is longer than a line. */
function chunks(word: string, size: number): readonly string[] {
  const most = Math.max(size, 20);
  const pieces: string[] = [];
  for (let rest = word; rest !== "" || pieces.length === 0; rest = rest.slice(pieces.at(-1)?.length)) pieces.push(cutTo(rest, most));
  return pieces;
}
