import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { lexer, type Token, type Tokens, walkTokens } from "marked";

/** The folder of the package. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** The documents for people, by their paths from the root; those that tests render are none. */
export function documents(): readonly string[] {
  const below = ["spec", "properties", "reports", "harness"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`),
  );
  return [...readdirSync(root), ...below].filter((file) => file.endsWith(".md") && !file.includes("/golden/")).toSorted();
}

/** The text of a document. */
export function documentText(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

function tokensOf(text: string): readonly Token[] {
  const all: Token[] = [];
  void walkTokens(lexer(text), (token) => void all.push(token));
  return all;
}

/** Where the links and pictures of a document lead, those in HTML included. */
export function linksIn(text: string): readonly string[] {
  return tokensOf(text).flatMap((token) => {
    if (token.type === "link" || token.type === "image") return [(token as Tokens.Link | Tokens.Image).href];
    return token.type === "html" ? [...token.raw.matchAll(/ (?:href|src)="([^"]+)"/gu)].map(([, link = ""]) => link) : [];
  });
}

/** The anchors that GitHub gives the headings of a document: lower case, punctuation left out, blanks as hyphens, numbered where one comes again. */
export function anchorsIn(text: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const token of tokensOf(text)) {
    if (token.type !== "heading") continue;
    const slug = (token as Tokens.Heading).text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, "")
      .replaceAll(" ", "-");
    let anchor = slug;
    for (let again = 1; anchors.has(anchor); again += 1) anchor = `${slug}-${String(again)}`;
    anchors.add(anchor);
  }
  return anchors;
}
