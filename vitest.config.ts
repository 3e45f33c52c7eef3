import { defineConfig } from "vitest/config";

// Files that put something in the place of a module; all others share what they import, which halves the time that they take.
const mocking = ["harness/run-suite.test.ts", "harness/rejudgement.test.ts"];
// The bank of hostile targets takes minutes and wants a quiet machine: `npm run test:hostile`.
const exclude = ["dist/**", "node_modules/**", ...(process.env["HOSTILE"] === undefined ? ["harness/hostile.test.ts"] : [])];

export default defineConfig({
  test: {
    testTimeout: 20_000,
    // Many tests wait for processes of their own, so no core is left to the main one.
    maxWorkers: "100%",
    projects: [
      {
        extends: true,
        test: { name: "shared", isolate: false, include: ["{spec,properties,reports,harness}/**/*.test.{ts,tsx}"], exclude: [...exclude, ...mocking] },
      },
      { extends: true, test: { name: "mocking", include: mocking } },
    ],
  },
});
