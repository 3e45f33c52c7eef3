import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { hostileTargets } from "./adversarial/all-targets.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const rows = readFileSync(join(root, "harness/reference/PROMISES.md"), "utf8")
  .split("\n")
  .filter((line) => /^\|(?! *(?:promise|-+) *\|)/u.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, promise = "", tests = "", targets = ""]) => ({
    promise,
    tests: [...tests.matchAll(/`([^`]+)` ((?:“[^”]+”)(?:, “[^”]+”)*)/gu)].flatMap(([, file = "", titles = ""]) =>
      [...titles.matchAll(/“([^”]+)”/gu)].map(([, title = ""]) => ({ file, title })),
    ),
    targets: targets === "" ? [] : targets.split(", "),
  }));

describe("the table of promises", () => {
  it("names at least one test for each of two dozen promises", () => {
    expect(rows.length).toBeGreaterThanOrEqual(24);
    expect(rows.filter(({ tests }) => tests.length === 0)).toEqual([]);
  });

  it.each(rows.map(({ promise, tests }) => [promise, tests] as const))("names existing tests: %s", (_promise, tests) => {
    const missing = tests.filter(({ file, title }) => !existsSync(join(root, file)) || !readFileSync(join(root, file), "utf8").includes(title));
    expect(missing).toEqual([]);
  });

  it("names existing hostile targets", () => {
    const known = new Set(hostileTargets.map(({ name }) => name));
    expect(rows.flatMap(({ targets }) => targets).filter((name) => !known.has(name))).toEqual([]);
  });
});
