import { factOf } from "./labelled-line.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { quotedPageText } from "./diagnostics.ts";
import type { PageLine } from "./page-line.ts";
import { parseType } from "./type-line.ts";

/** The input is no API-reference page. The message says what was found, what was expected and what to do; the caller adds the file's name. */
export class PageError extends Error {
  override readonly name = "PageError";
}

type Heading = "requestSyntax" | "requestParameters" | "responseSyntax" | "responseElements" | "errors" | "rest";

const headings = new Map<string, Heading>([
  ["request syntax", "requestSyntax"],
  ["request parameters", "requestParameters"],
  ["response syntax", "responseSyntax"],
  ["response elements", "responseElements"],
  ["errors", "errors"],
  ["examples", "rest"],
  ["example", "rest"],
  ["see also", "rest"],
]);

/** A heading with the lines below it. */
export interface Section {
  readonly line: number;
  readonly lines: readonly PageLine[];
}

/** A page in its parts; a part that the page does not have is absent. */
export interface Sections extends Partial<Record<Exclude<Heading, "rest">, Section>> {
  readonly title: { readonly name: string; readonly line: number };
}

/** Cuts a page at its headings. Throws a PageError where there is no title, or no section of an API-reference page. */
export function splitSections(lines: readonly PageLine[], diagnostics: Diagnostics): Sections {
  const found = headingsOf(lines);
  const sections: { -readonly [K in keyof Omit<Sections, "title">]: Section } = {};
  let firstUsed = lines.length;
  for (const [index, { heading, at }] of found.entries()) {
    if (heading === "rest") continue;
    const content = lines.slice(at + 1, found[index + 1]?.at);
    const line = lines[at]?.number ?? 0;
    const earlier = sections[heading];
    // A table of contents names every section too, with nothing below.
    if (earlier === undefined || earlier.lines.length === 0) {
      sections[heading] = { line, lines: content };
      if (content.length > 0) firstUsed = Math.min(firstUsed, at);
    } else if (content.length > 0) {
      // The words of a heading may also stand in the description of the operation, above the sections.
      const isLater = !earlier.lines.some((entry) => factOf(entry)) && content.some((entry) => factOf(entry));
      if (isLater) sections[heading] = { line, lines: content };
      diagnostics.remark(
        line,
        `a second section ${quotedPageText(lines[at]?.text ?? "")}; ${isLater ? `it holds, as that in line ${earlier.line} states nothing` : "the first holds"}`,
      );
    }
  }
  const parts = Object.keys(sections).filter((heading) => heading !== "errors");
  const first = lines[0]?.text ?? "";
  const seen = lines.length === 0 ? "the page holds no text" : `the page begins with ${quotedPageText(first)}`;
  if (parts.length === 0) {
    throw new PageError(
      `${seen} and has none of the sections of an API-reference page. Expected headings such as Request Syntax, Request Parameters ` +
        "and Response Elements. Save the operation's whole reference page as text and give that file.",
    );
  }
  const title = titleOf(lines.slice(0, firstUsed));
  if (title === undefined) {
    throw new PageError(
      `${seen} and has no title above its first section. Expected the operation's name on a line of its own, such as ListSessions. ` +
        "Put it on the first line, or save the whole page again.",
    );
  }
  return { title, ...sections };
}

/**
 * Headings with their places. A line `Errors` or `Examples` is a member where a syntax block has that name, no list entry has, and a `Type:`
 * line follows. A line `Examples` with facts below it stands in a description: the section of that name has none.
 */
function headingsOf(lines: readonly PageLine[]): { heading: Heading; at: number }[] {
  const found: { heading: Heading; at: number }[] = [];
  const members = new Set(lines.flatMap(({ raw }) => /"\[?(errors|examples?)\b/iu.exec(raw)?.[1]?.toLowerCase() ?? []));
  for (const { text, bullet } of lines) if (bullet) members.delete(text.toLowerCase());
  let nextIsType = false;
  let hasFacts = false;
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const line = lines[at];
    if (line === undefined) continue;
    const heading = headingOf(line);
    const isWord = (nextIsType && members.has(line.text.toLowerCase())) || (hasFacts && /^example/iu.test(line.text));
    if (heading !== undefined && !isWord) {
      found.push({ heading, at });
      nextIsType = false;
      hasFacts = false;
      continue;
    }
    const fact = factOf(line);
    if (fact?.label === "type" && parseType(fact.value) !== undefined) nextIsType = true;
    else if (fact?.label === "http status code") nextIsType = false;
    else continue;
    hasFacts = true;
  }
  return found.toReversed();
}

function headingOf({ text, bullet }: PageLine): Heading | undefined {
  return bullet || text.length > 30
    ? undefined
    : headings.get(
        text
          .replace(/[:#¶]$/u, "")
          .trim()
          .toLowerCase(),
      );
}

const furniture = /^(?:AWS|API|PDF|RSS|PDFRSS|Actions|Contents|Documentation|Amazon|Services|Guides|Note|English)$/u;

function titleOf(lines: readonly PageLine[]): Sections["title"] | undefined {
  for (const { text, number } of lines) {
    const name = /^([A-Za-z]\w{0,99})(?: [-–—|] (?:AWS|Amazon)\b.*)?$/u.exec(text)?.[1];
    if (name !== undefined && !furniture.test(name) && !headings.has(name.toLowerCase())) {
      return { name: name.replace(/^API_/u, ""), line: number };
    }
  }
  return undefined;
}
