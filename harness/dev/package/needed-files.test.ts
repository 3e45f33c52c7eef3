import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { makeFolder, removeFolders } from "../../cli/command-line.testdata.ts";
import { neededFiles, packingProblems } from "./needed-files.ts";

afterAll(removeFolders);

function written(files: Readonly<Record<string, string>>): string {
  const folder = makeFolder();
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

const files = {
  "dist/harness/cli/cli.js":
    'import { a } from "../../spec/a.js";\nconst later = await import("./later.js");\nimport data from "./data.json" with { type: "json" };',
  "dist/harness/cli/later.js": 'new Worker(new URL("worker.js", import.meta.url)); import "node:fs"; import "ajv/dist/2020.js";',
  "dist/harness/cli/worker.js": 'export { b } from "./cli.js";',
  "dist/harness/cli/data.json": "{}",
  "dist/harness/api/library.js": "",
  "dist/harness/api/msw.js": "",
  "dist/harness/api/vitest.js": "",
  "dist/harness/api/library.d.ts": 'export type { A } from "../../spec/a.ts";',
  "dist/harness/api/msw.d.ts": "",
  "dist/harness/api/vitest.d.ts": "",
  "dist/spec/a.js": "export const a = 1;",
  "dist/spec/a.d.ts": "export type A = 1;",
  "dist/spec/empty.js": "export {};\n",
  "dist/spec/soak.js": "export const soak = 1;",
};

describe("neededFiles()", () => {
  it("follows imports, dynamic ones, data and workers", () => {
    expect([...neededFiles(written(files), ["dist/harness/cli/cli.js"])].toSorted()).toEqual(
      ["cli.js", "data.json", "later.js", "worker.js"].map((name) => `dist/harness/cli/${name}`).concat("dist/spec/a.js"),
    );
  });
});

describe("packingProblems()", () => {
  it("names what is missing and what is of no use", () => {
    const folder = written(files);
    const packed = [...Object.keys(files), "package.json", "reports/run-record.schema.json"];
    expect(
      packingProblems(
        packed.filter((file) => file !== "dist/spec/soak.js"),
        folder,
      ),
    ).toEqual([]);
    expect(
      packingProblems(
        packed.filter((file) => file !== "dist/harness/cli/worker.js"),
        folder,
      ),
    ).toEqual([
      "dist/harness/cli/worker.js is needed but not packed: add it to files in package.json",
      "dist/spec/soak.js is packed but never loaded: remove it from files in package.json",
    ]);
  });
});
