import { readFileSync } from "node:fs";

/** A recipe of `harness/recipes/README.md`: its heading, and its block of code. */
export interface Recipe {
  readonly name: string;
  readonly language: "sh" | "yaml";
  readonly code: string;
}

/** The recipes of the page, in its order. */
export function recipes(): readonly Recipe[] {
  const page = readFileSync(new URL("README.md", import.meta.url), "utf8");
  return [...page.matchAll(/^## (?<name>.+)$(?<rest>[\s\S]*?)(?=^## |(?![\s\S]))/gmu)].flatMap(({ groups }) =>
    [...(groups?.["rest"] ?? "").matchAll(/^```(?<language>sh|yaml)\n(?<code>[\s\S]*?)^```$/gmu)].map((block) => ({
      name: groups?.["name"] ?? "",
      language: block.groups?.["language"] === "sh" ? ("sh" as const) : ("yaml" as const),
      code: block.groups?.["code"] ?? "",
    })),
  );
}

/** The words of every call of the command line in a text of shell commands, without its name; a text in double quotes is one word, variables included. */
export function callsIn(code: string): readonly (readonly string[])[] {
  return [...code.matchAll(/(?:npx |node_modules\/\.bin\/)glue-conformance (?<rest>[^\n]*?)(?: &)?$/gmu)].map(({ groups }) =>
    [...(groups?.["rest"] ?? "").matchAll(/'(?<single>[^']*)'|"(?<double>[^"]*)"|(?<bare>\S+)/gu)].map(
      ({ groups: word }) => word?.["single"] ?? word?.["double"] ?? word?.["bare"] ?? "",
    ),
  );
}
