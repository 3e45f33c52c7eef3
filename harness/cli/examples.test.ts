import { existsSync } from "node:fs";
import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import { documentText } from "../docs/documents.testdata.ts";
import { callsIn } from "../recipes/recipes.testdata.ts";
import { allCommands } from "./commands.ts";

function helpOf(command: Command): string {
  let text = "";
  command.configureOutput({ writeOut: (part) => void (text += part) }).outputHelp();
  return text;
}

/** What a command line has that its command does not know, and how many arguments it has; what the shell takes is left out. */
function understood(words: readonly string[]): { readonly unknown: readonly string[]; readonly isEnough: boolean } {
  const [name, ...args] = words;
  const command = allCommands.map((make) => make().exitOverride()).find((one) => one.name() === name);
  if (command === undefined) return { unknown: [String(name)], isEnough: false };
  const { operands, unknown } = command.parseOptions(args);
  const { registeredArguments: known } = command;
  const isOpen = known.some(({ variadic }) => variadic);
  return { unknown, isEnough: operands.length >= known.filter(({ required }) => required).length && (isOpen || operands.length <= known.length) };
}

const withoutShell = (line: string): string => line.replace(/ (?:>> \S+|\|\| true)$/u, "").replaceAll("$i", "1");

describe("--help", () => {
  it.each(allCommands.map((make) => [make().name(), make] as const))("of %s has an example that it understands", (name, make) => {
    const [, examples = ""] = /\nExamples?:\n((?: {2}.+\n?)+)/u.exec(helpOf(make())) ?? [];
    const lines = examples.trimEnd().split("\n");
    for (const line of lines) {
      const [words = [], ...others] = callsIn(withoutShell(line.replace(/^ {2}/u, "npx ")));
      expect([words[0], ...others]).toEqual([name]);
      expect(understood(words)).toEqual({ unknown: [], isEnough: true });
    }
    expect(lines.length).toBeGreaterThan(0);
  });

  it.each(allCommands.map((make) => [make().name(), make] as const))("of %s names only schemas that exist", (_, make) => {
    const schemas = helpOf(make()).match(/[\w./-]+\.schema\.json/gu) ?? [];
    expect(schemas.filter((file) => !existsSync(file))).toEqual([]);
  });
});

describe("the guide", () => {
  const blocks = [...documentText("harness/docs/guide.md").matchAll(/^```sh\n([\s\S]*?)^```$/gmu)].map(([, code = ""]) => code);
  const calls = blocks.flatMap((code) => callsIn(code.split("\n").map(withoutShell).join("\n")));

  it("has several command lines", () => {
    expect(calls.length).toBeGreaterThan(4);
  });

  it.each(calls.map((words) => [words.join(" "), words] as const))("shows a command line that there is: %s", (_, words) => {
    expect(understood(words)).toEqual({ unknown: [], isEnough: true });
  });
});
