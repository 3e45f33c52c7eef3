import { existsSync, readFileSync } from "node:fs";
import { posix } from "node:path";

/** Modules that something outside of the package starts or imports. */
const entries = {
  programs: ["dist/harness/cli/cli.js", "dist/harness/api/library.js", "dist/harness/api/msw.js", "dist/harness/api/vitest.js"],
  types: ["dist/harness/api/library.d.ts", "dist/harness/api/msw.d.ts", "dist/harness/api/vitest.d.ts"],
} as const;

// As tsc writes them; a worker is started by the address of its module.
const relative = /(?:\bfrom |\bimport\(|\bimport |new URL\()"(\.{0,2}[^":]*\.(?:js|json|ts))"/gu;

/** All modules that entries load, themselves included, by their paths in a folder: imports, dynamic ones and workers too. Throws where one is missing. */
export function neededFiles(folder: string, starts: readonly string[]): ReadonlySet<string> {
  const needed = new Set<string>();
  const open = [...starts];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (needed.has(file)) continue;
    needed.add(file);
    if (file.endsWith(".json")) continue;
    const text = readFileSync(posix.join(folder, file), "utf8");
    for (const [found, path = ""] of text.matchAll(relative)) {
      const isModule = path.startsWith(".") || found.startsWith("new URL");
      if (!isModule) continue;
      const place = posix.join(posix.dirname(file), path);
      const imported = file.endsWith(".d.ts") ? place.replace(/(?:\.d)?\.ts$|\.js$/u, ".d.ts") : place;
      if (imported.startsWith("dist/") || existsSync(posix.join(folder, imported))) open.push(imported);
    }
  }
  return needed;
}

/** Problems with the files of an archive, a sentence each: those that are needed and missing, and those that are useless. */
export function packingProblems(packed: readonly string[], folder: string): readonly string[] {
  const has = new Set(packed);
  const needed = new Set([...neededFiles(folder, entries.programs), ...neededFiles(folder, entries.types)]);
  const others = /^(?:LICENSE|README\.md|llms\.txt|harness\/docs\/[^/]+\.md|package\.json|spec\/.+\.json|reports\/[^/]+\.json)$/u;
  const isEmpty = (file: string): boolean => file.endsWith(".js") && /^export \{\};\s*$/u.test(readFileSync(posix.join(folder, file), "utf8"));
  return [
    ...[...needed].filter((file) => !has.has(file)).map((file) => `${file} is needed but not packed: add it to files in package.json`),
    ...packed
      .filter((file) => !needed.has(file) && !others.test(file) && !isEmpty(file))
      .map((file) => `${file} is packed but never loaded: remove it from files in package.json`),
  ];
}
