import { describe, expect, it } from "vitest";
import plugin from "./folder-order.ts";

/** What the rule reports of one import, with the order `spec/page`, `spec`, `harness/client`, `harness/run`. */
function reported(file: string, imported: string | null): readonly string[] {
  const messages: string[] = [];
  const rule = plugin.rules["folder-order"].create({
    cwd: "/p",
    filename: `/p/${file}`,
    options: [["spec/page", "spec", "harness/client", "harness/run"]],
    report: ({ message }) => void messages.push(message),
  });
  rule["ImportDeclaration"]?.({ source: imported === null ? null : { value: imported } });
  return messages;
}

describe("the order of folders", () => {
  it.each([
    ["harness/run/a.ts", "./b.ts"],
    ["harness/run/a.ts", "../client/b.ts"],
    ["spec/a.ts", "./page/b.ts"],
    ["spec/a.ts", "node:fs"],
    ["spec/a.ts", "./lines.json"],
    ["harness/client/a.test.ts", "../run/b.ts"],
    ["harness/docs/a.test.ts", "../../spec/b.ts"],
    ["spec/a.ts", null],
  ])("lets %s import %s", (file, imported) => {
    expect(reported(file, imported)).toEqual([]);
  });

  it.each([
    ["harness/client/a.ts", "../run/b.ts", "harness/client comes before harness/run in the order of folders, so it may not import from it."],
    ["spec/page/a.ts", "../b.ts", "spec/page comes before spec in the order of folders, so it may not import from it."],
    ["spec/a.test.ts", "../harness/client/b.ts", "spec comes before harness in the order of folders, so it may not import from it."],
    ["spec/new/a.ts", "../b.ts", "spec/new has no place in the order of folders: add it to house/folder-order in .oxlintrc.json."],
    ["spec/a.ts", "./new/b.ts", "spec/new has no place in the order of folders: add it to house/folder-order in .oxlintrc.json."],
  ])("does not let %s import %s", (file, imported, message) => {
    expect(reported(file, imported)).toEqual([message]);
  });
});
