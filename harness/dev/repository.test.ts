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

describe("test files", () => {
  it("are named `*.mocking.test.ts` where they mock a module, and only there: the others share their modules", () => {
    const mocking = tests.filter((file) => /^\s*vi\.(?:do)?[mM]ock\(/mu.test(readFileSync(join(root, file), "utf8")));
    expect(mocking.length).toBeGreaterThan(0);
    expect(mocking).toEqual(tests.filter((file) => file.includes(".mocking.test.")));
  });
});
