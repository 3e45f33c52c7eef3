import { lexer, type Token } from "marked";
import { HarnessError } from "../../runtime/harness-error.ts";

/** What a changelog says of one version, as Markdown: the text below its heading. `Unreleased` is a version too. Throws a HarnessError where it has none. */
export function notesOf(changelog: string, version: string): string {
  const sections = sectionsOf(lexer(changelog));
  const section = sections.find(({ name }) => name.toLowerCase() === version.replace(/^v(?=\d)/u, "").toLowerCase());
  if (section === undefined)
    throw new HarnessError(
      "usage",
      `CHANGELOG.md has no section ${JSON.stringify(version)}; it has ${sections.map(({ name }) => name).join(", ") || "none"}. Give one of these, or rename the one that is released.`,
    );
  if (section.text === "")
    throw new HarnessError("usage", `CHANGELOG.md says nothing about ${section.name}. Write down what a user notices, or release nothing.`);
  return `${section.text}\n`;
}

interface Section {
  readonly name: string;
  readonly text: string;
}

/** The sections of the second level; a date behind the version belongs to no name. */
function sectionsOf(tokens: readonly Token[]): readonly Section[] {
  const starts = tokens.flatMap((token, index) => (token.type === "heading" && (token as { readonly depth?: number }).depth === 2 ? [index] : []));
  return starts.map((start, at) => ({
    name: ((tokens[start] as { readonly text?: string }).text ?? "").replace(/,? \(?\d{4}-\d{2}-\d{2}\)?$/u, ""),
    text: tokens
      .slice(start + 1, starts[at + 1])
      .map(({ raw }) => raw)
      .join("")
      .trim(),
  }));
}
