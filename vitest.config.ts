import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import type { Reporter } from "vitest/node";

const folders = ["spec", "properties", "reports", "harness"];
const all = [`{${folders.join(",")}}/**/*.test.{ts,tsx}`];
// Files that mock a module are isolated, and named for it; all others share what they import, which halves the time that they take.
const mocking = ["**/*.mocking.test.{ts,tsx}"];
// Files that judge for many seconds, or start many processes.
const slow = ["**/*.slow.test.{ts,tsx}"];
const built = ["dist/**", "node_modules/**"];

const slowFiles = folders.flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".slow.test.ts")));

/** Says after `npm test` what it left out. */
const leftOut: Reporter = {
  onTestRunEnd: () =>
    void process.stdout.write(`\n Not run: ${String(slowFiles.length)} files of slow tests, *.slow.test.ts. \`npm run test:all\` runs them too.\n`),
};

export default defineConfig({
  test: {
    testTimeout: 20_000,
    // Many tests wait for processes of their own, so no core is left to the main one.
    maxWorkers: "100%",
    reporters: process.env["npm_lifecycle_event"] === "test" ? ["default", leftOut] : ["default"],
    projects: [
      { extends: true, test: { name: "shared", isolate: false, include: all, exclude: [...built, ...mocking, ...slow] } },
      { extends: true, test: { name: "mocking", include: mocking, exclude: built } },
      // They wait a third of their time, for processes, a browser, and answers that never come.
      {
        extends: true,
        test: { name: "slow", isolate: false, include: slow, exclude: built, maxWorkers: availableParallelism() + 1, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
