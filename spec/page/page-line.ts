/** One line of a page that holds more than blanks. */
export interface PageLine {
  /** Counted from 1, blank lines included. */
  readonly number: number;
  /** Entities decoded, ends trimmed, else as printed. Patterns and syntax blocks are taken from here. */
  readonly raw: string;
  /** Without list mark, heading mark, emphasis, links, tags and escapes; empty for a list mark that stands alone. */
  readonly text: string;
  /** Whether a list mark led the line. */
  readonly bullet: boolean;
  /** Whether heading mark, emphasis, link or tag were taken off. */
  readonly marked: boolean;
}

/** Splits text into its lines, whichever line ends it has. A line end at the very end adds no line. */
export function splitLines(text: string): string[] {
  const lines = text.split(/\r\n?|\n/u);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** Reads page text, as copied, saved as Markdown or rendered, into the lines that hold something. */
export function readLines(text: string): PageLine[] {
  // A few patterns hold unusual blanks on purpose; only where a page has no plain blank at all were they put there by the way it was copied.
  const copied = text.includes(" ") ? text : withPlainBlanks(text);
  const read: PageLine[] = [];
  for (const [index, line] of splitLines(copied).entries()) {
    const raw = decoded(line).trim();
    const shown = withPlainBlanks(raw).trim();
    if (shown === "" || fence.test(shown) || rule.test(shown) || anchor.test(shown)) continue;
    const bullet = listMark.exec(shown)?.[0] ?? "";
    const rest = shown.slice(bullet.length);
    const words = plain(rest);
    read.push({ number: index + 1, raw, text: words, bullet: bullet !== "", marked: words !== rest });
  }
  return read;
}

/** Text without invisible characters, and with plain blanks in place of all others; line ends and tabs stay. */
export function withPlainBlanks(text: string): string {
  return text.replaceAll(/[\u200B-\u200D\u2060\uFEFF\u00AD]/gu, "").replaceAll(/[^\S\t\r\n ]/gu, " ");
}

/** Takes code marks off a value that has to stay as printed, such as a pattern. */
export function withoutCodeMarks(printed: string): string {
  const value = printed.trim();
  const code = /^(`{1,2})(.+)\1$/u.exec(value)?.[2] ?? /^<code[^<>]{0,80}>(.*)<\/code>$/u.exec(value)?.[1];
  return code === undefined ? value : code.trim();
}

const fence = /^(?:```|~~~)/u;
const rule = /^(?:-{2,}|={2,}|\*{3,}|_{3,})$/u;
const anchor = /^<a\s[^<>]*>\s*<\/a>$/u;
const listMark = /^(?:[-*+•◦▪‣·–—]|\d{1,3}[.)])(?:\s+|$)/u;

/** What Markdown and HTML add around words. Each expression reads every character a bounded number of times, whatever the line holds. */
function plain(raw: string): string {
  const text = raw
    .replace(/^#{1,6}\s/u, "")
    .replace(/<\/?[a-z][^<>]*>/giu, "")
    .replace(/!?\[([^[\]]*)\]\([^()]*\)/gu, "$1")
    .replace(/\*\*|`/gu, "")
    .replace(/\\([!-/:-@[-`{-~])/gu, "$1")
    .replace(/\s+/gu, " ")
    .trim();
  return /^([*_]{1,2})(\w+)\1$/u.exec(text)?.[2] ?? text;
}

const namedEntities = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", " "],
  ["lbrace", "{"],
  ["rbrace", "}"],
  ["lbrack", "["],
  ["rbrack", "]"],
  ["lsqb", "["],
  ["rsqb", "]"],
  ["lowbar", "_"],
  ["colon", ":"],
  ["bull", "•"],
  ["ndash", "–"],
  ["mdash", "—"],
  ["hellip", "..."],
]);

function decoded(line: string): string {
  return line.includes("&") ? line.replaceAll(/&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});/giu, decodedEntity) : line;
}

function decodedEntity(whole: string, name: string): string {
  if (!name.startsWith("#")) return namedEntities.get(name.toLowerCase()) ?? whole;
  const code = /^#x/iu.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0x10_ff_ff ? whole : String.fromCodePoint(code);
}
