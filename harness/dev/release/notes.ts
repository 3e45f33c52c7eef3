import { lexer } from "marked";
import { HarnessError } from "../../runtime/harness-error.ts";

/** What a changelog says of one version, as Markdown: the text below its heading. `Unreleased` is a version too. Throws a HarnessError where it has none. */
export function notesOf(changelog: string, version: string): string {
  const sections = new Map<string, string>();
  let name = "";
  for (const token of lexer(changelog)) {
    // A date behind the version belongs to no name.
    if (token.type === "heading" && token.depth === 2) name = String(token.text).replace(/,? \(?\d{4}-\d{2}-\d{2}\)?$/u, "");
    if (name !== "") sections.set(name, sections.has(name) ? sections.get(name) + token.raw : "");
  }
  const wanted = version.replace(/^v(?=\d)/u, "").toLowerCase();
  const [found, text = ""] = [...sections].find(([known]) => known.toLowerCase() === wanted) ?? [];
  const known = [...sections.keys()].join(", ") || "none";
  const advice = `it has ${known}. Give one of these, or rename the one that is released.`;
  if (found === undefined) throw new HarnessError("usage", `CHANGELOG.md has no section ${JSON.stringify(version)}; ${advice}`);
  if (text.trim() === "") throw new HarnessError("usage", `CHANGELOG.md says nothing about ${found}. Write down what a user notices, or release nothing.`);
  return `${text.trim()}\n`;
}
