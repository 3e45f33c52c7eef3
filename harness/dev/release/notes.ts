import { lexer, type Token, type Tokens } from "marked";
import { HarnessError } from "../../runtime/harness-error.ts";

/** What a changelog says of one version, as Markdown: the text below its heading. `Unreleased` is a version too. Throws a HarnessError where it has none. */
export function notesOf(changelog: string, version: string): string {
  const sections: { readonly name: string; text: string }[] = [];
  for (const token of lexer(changelog)) {
    const last = sections.at(-1);
    // A date behind the version belongs to no name.
    if (isVersion(token)) sections.push({ name: token.text.replace(/,? \(?\d{4}-\d{2}-\d{2}\)?$/u, ""), text: "" });
    else if (last !== undefined) last.text += token.raw;
  }
  const section = sections.find(({ name }) => name.toLowerCase() === version.replace(/^v(?=\d)/u, "").toLowerCase());
  if (section === undefined) {
    const known = sections.map(({ name }) => name).join(", ") || "none";
    const advice = "Give one of these, or rename the one that is released.";
    throw new HarnessError("usage", `CHANGELOG.md has no section ${JSON.stringify(version)}; it has ${known}. ${advice}`);
  }
  const text = section.text.trim();
  if (text === "") throw new HarnessError("usage", `CHANGELOG.md says nothing about ${section.name}. Write down what a user notices, or release nothing.`);
  return `${text}\n`;
}

function isVersion(token: Token): token is Tokens.Heading {
  return token.type === "heading" && (token as Tokens.Heading).depth === 2;
}
