import type { PageLine } from "./page-line.ts";
import { withPlainBlanks } from "./page-line.ts";

/** A piece of a syntax block. `text` of a string is what stands between its quotation marks, without the line breaks that a page puts there. */
export interface Token {
  readonly kind: "{" | "}" | "[" | "]" | ":" | "," | "string" | "word";
  readonly text: string;
  readonly line: number;
}

const punctuation = new Set<string>(["{", "}", "[", "]", ":", ","]);

/** Cuts the lines of a syntax block into tokens; never fails. A string that is not closed ends with the block. */
export function tokenize(lines: readonly PageLine[]): Token[] {
  const tokens: Token[] = [];
  let string: { text: string; line: number } | undefined;
  for (const { raw, number } of lines) {
    for (const piece of unmarked(raw).match(/["{}[\]:,]|[^"{}[\]:,\s]+|\s+/gu) ?? []) {
      if (piece === '"') {
        if (string === undefined) string = { text: "", line: number };
        else {
          tokens.push({ kind: "string", text: placeholder(string.text), line: string.line });
          string = undefined;
        }
      } else if (string !== undefined) string.text += piece;
      else if (isPunctuation(piece)) tokens.push({ kind: piece, text: piece, line: number });
      else if (piece.trim() !== "") {
        tokens.push({ kind: "word", text: placeholder(piece), line: number });
      }
    }
  }
  if (string !== undefined) {
    tokens.push({ kind: "word", text: placeholder(string.text), line: string.line });
  }
  return tokens;
}

function isPunctuation(piece: string): piece is "{" | "}" | "[" | "]" | ":" | "," {
  return punctuation.has(piece);
}

/** A line without what Markdown and HTML put around its words: tags, links, `{{string}}`, curly quotation marks. */
function unmarked(raw: string): string {
  return withPlainBlanks(raw)
    .replace(/<\/?[a-z][^<>]*>/giu, "")
    .replace(/\[([\w.$-]{1,128})\]\([^()"]*\)/gu, "$1")
    .replace(/\{\{([\w. ]{1,40})\}\}/gu, "$1")
    .replace(/[“”„]/gu, '"');
}

function placeholder(text: string): string {
  return text
    .trim()
    .replace(/^[*`]+/u, "")
    .replace(/[*`]{1,4}$/u, "");
}
