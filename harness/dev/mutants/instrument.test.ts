import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { instrument, sourcesOf, writeInstrumented } from "./instrument.ts";
import { identityOf } from "./mutant.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mutants-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const source = `export function isFirst(index) {\n    return index === 0;\n}\n`;

describe("sourcesOf()", () => {
  it("follows imports within the folder, and no others", () => {
    mkdirSync(join(folder, "faults"));
    writeFileSync(join(folder, "service.js"), 'import { a } from "./a.js";\nimport { b } from "../spec/b.js";\nimport { c } from "node:fs";\n');
    writeFileSync(join(folder, "a.js"), 'import {\n    d } from "./d.js";\nimport { a } from "./service.js";\n');
    writeFileSync(join(folder, "d.js"), "");
    writeFileSync(join(folder, "unused.js"), "");
    expect(sourcesOf(folder)).toEqual(["a.js", "d.js", "service.js"]);
  });
});

describe("instrument()", () => {
  it("says what each mutant changes", async () => {
    writeFileSync(join(folder, "first.js"), source);
    const { mutants } = await instrument(folder, ["first.js"]);
    expect(mutants.map(({ line, mutator, original, replacement }) => [line, mutator, original, replacement])).toEqual([
      ["export function isFirst(index) {", "BlockStatement", "{ return index === 0; }", "{}"],
      ["return index === 0;", "ConditionalExpression", "index === 0", "true"],
      ["return index === 0;", "ConditionalExpression", "index === 0", "false"],
      ["return index === 0;", "EqualityOperator", "index === 0", "index !== 0"],
    ]);
  });

  it("gives mutants the same identities when lines move", async () => {
    writeFileSync(join(folder, "first.js"), source);
    const before = await instrument(folder, ["first.js"]);
    writeFileSync(join(folder, "first.js"), `export const name = "x";\n\n${source}`);
    const after = await instrument(folder, ["first.js"]);
    const kept = new Set(after.mutants.map(identityOf));
    expect(before.mutants.filter((mutant) => !kept.has(identityOf(mutant)))).toEqual([]);
  });

  it("puts each mutant behind a switch", async () => {
    writeFileSync(join(folder, "first.js"), source);
    const { files, mutants } = await instrument(folder, ["first.js"]);
    writeInstrumented(files, join(folder, "mutated"));
    const code = readFileSync(join(folder, "mutated", "first.js"), "utf8");
    for (const { id } of mutants) expect(code).toContain(`stryMutAct_9fa48("${id}")`);
  });
});
