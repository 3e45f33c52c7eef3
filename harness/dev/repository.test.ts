import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** All test files of the repository, by their paths. */
const tests = ["spec", "properties", "reports", "harness"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((file) => join(folder, file))
    .filter((file) => /\.test\.tsx?$/u.test(file)),
);

/** Words that the field does not use, each with what to write in its place. */
const privateWords: readonly (readonly [RegExp, string])[] = [
  [/\b(?:told|tellings?)\b/iu, "report, print, distinguish"],
  // `trouble` is a member of the journal's published lines.
  [/(?<!\.)\btrouble\b(?![?:]| \})/iu, "error, failure, problem"],
  [/\btally\b/iu, "property result, count"],
  // An id in requests ends in "-nobody".
  [/(?<![-}])\b(?:nobody|somebody|whoever)\b/iu, "the subject of the sentence"],
  [/\b(?:takes? away|taken away)\b/iu, "delete"],
  [/\bat the most\b/iu, "at most"],
  [/\bhangs on\b/iu, "depends on"],
  [/\bleads astray\b/iu, "what it may name"],
  [/\bballast\b/iu, "response memory budget"],
  [/\blately\b/iu, "LRU cache"],
  [/\bvitality\b/iu, "circuit breaker"],
  [/\breception\b/iu, "response handler"],
  [/\bsingling\b/iu, "selective throttling"],
  [/\bsayings\b/iu, "evaluations"],
];

describe("source files and documents", () => {
  it("use the field's words", () => {
    const files = ["spec", "properties", "reports", "harness"]
      .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)))
      .filter((file) => /\.(?:tsx?|md)$/u.test(file) && !/\.(?:test|testdata)\.tsx?$/u.test(file))
      .concat("README.md", "CONTRIBUTING.md");
    const found = files.flatMap((file) =>
      readFileSync(join(root, file), "utf8")
        .split("\n")
        .flatMap((line, index) => {
          const words = line.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, " ");
          return privateWords.flatMap(([word, instead]) => (word.test(words) ? [`${file}:${String(index + 1)}: ${String(word)}; write ${instead}`] : []));
        }),
    );
    expect(found).toEqual([]);
  });
});

describe("test files", () => {
  it("are named `*.mocking.test.ts` where they mock a module, and only there: the others share their modules", () => {
    const mocking = tests.filter((file) => /^\s*vi\.(?:do)?[mM]ock\(/mu.test(readFileSync(join(root, file), "utf8")));
    expect(mocking.length).toBeGreaterThan(0);
    expect(mocking).toEqual(tests.filter((file) => file.includes(".mocking.test.")));
  });
});
