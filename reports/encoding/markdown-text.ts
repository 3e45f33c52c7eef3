import { escapeText } from "./escape.ts";

/** A word that may be written unchanged: nothing in it is syntax of Markdown or of GitHub's mentions, references, links and emoji. */
const plainWord = /^["'(]*[\p{L}\p{N}\p{M}’×→…±–-]+(?:[,/'-][\p{L}\p{N}\p{M}]+)*["')]*(?:\.{1,3}|[,;:?!%])?["')]*$|^[→…×–=.,;:()]{1,3}$/u;

/** Any text as a code span, in which no syntax takes effect, including GitHub's mentions and links. Not for table cells: a pipe would end one. */
export function inlineCode(text: string): string {
  const escaped = escapeText(text);
  if (escaped.trim() === "") return escaped === "" ? "" : "`␣`";
  const fence = "`".repeat(longestRun(escaped) + 1);
  const room = /^[` ]|[` ]$/u.test(escaped) ? " " : "";
  return fence + room + escaped + room + fence;
}

/** Any text as part of a sentence: plain words unchanged, everything else, and text between backticks, as code. Never use it at the start of a line. */
export function prose(text: string): string {
  const parts = escapeText(text).split("`");
  if (parts.length % 2 === 0) return inlineCode(text);
  const pieces = parts.map((part, index) => (index % 2 === 1 ? inlineCode(part) : sentence(part)));
  // Two adjacent code spans would be read as one, or as none.
  return pieces.reduce((before, piece) => (before.endsWith("`") && piece.startsWith("`") ? `${before} ${piece}` : before + piece), "");
}

function sentence(text: string): string {
  const words = text.split(/( +)/u).map((word) => ({ word, plain: word === "" || word.startsWith(" ") || plainWord.test(word) }));
  const pieces: { text: string; plain: boolean }[] = [];
  for (const [index, { word, plain }] of words.entries()) {
    // A blank between two code words belongs to the code.
    const joins = word.startsWith(" ") && words[index - 1]?.plain === false && words[index + 1]?.plain === false;
    const last = pieces.at(-1);
    if (last !== undefined && last.plain === (plain && !joins)) last.text += word;
    else pieces.push({ text: word, plain: plain && !joins });
  }
  return pieces.map((piece) => (piece.plain ? piece.text : inlineCode(piece.text))).join("");
}

/** Any text as a table cell, where even inside a code span a pipe would end the cell. */
export function cell(text: string): string {
  return inlineCode(text.replaceAll("|", "¦"));
}

/** A table of cells that are Markdown already; columns from `numbers` on are aligned to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], numbers = head.length): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), `|${head.map((_, column) => (column < numbers ? "---|" : "---:|")).join("")}`, ...rows.map(line)].join("\n");
}

/** Items that are Markdown already as one block, or none. */
export function bulletList(items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [items.map((item) => `- ${item}`).join("\n")];
}

/** Lines folded behind a summary. */
export function folded(summary: string, text: string): string {
  return `<details><summary>${summary}</summary>\n\n${text}\n\n</details>`;
}

/** Indents each line of a text by two blanks, as a part of a list item. */
export function indented(text: string): string {
  return text
    .split("\n")
    .map((line) => (line === "" ? line : `  ${line}`))
    .join("\n");
}

/** As many blocks of text as fit into a number of bytes; a note says so if some do not. */
export function within(blocks: readonly string[], most: number, note: string): string {
  const kept: string[] = [];
  let left = most - Buffer.byteLength(note) - 1;
  for (const block of blocks) {
    left -= Buffer.byteLength(block) + 2;
    if (left < 0) return `${[...kept, note].join("\n\n")}\n`;
    kept.push(block);
  }
  return `${kept.join("\n\n")}\n`;
}

/** Lines as a block of code. */
export function fenced(lines: readonly string[]): string {
  const escaped = lines.map(escapeText);
  const fence = "`".repeat(Math.max(3, ...escaped.map((line) => longestRun(line) + 1)));
  return [`${fence}text`, ...escaped, fence].join("\n");
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length));
}
