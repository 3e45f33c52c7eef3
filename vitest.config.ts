import { defineConfig } from "vitest/config";

// Files that mock a module are isolated, and named for it; all others share what they import, which halves the time that they take.
const mocking = ["{spec,properties,reports,harness}/**/*.mocking.test.{ts,tsx}"];

export default defineConfig({
  test: {
    testTimeout: 20_000,
    // Many tests wait for processes of their own, so no core is left to the main one.
    maxWorkers: "100%",
    projects: [
      {
        extends: true,
        test: {
          name: "shared",
          isolate: false,
          include: ["{spec,properties,reports,harness}/**/*.test.{ts,tsx}"],
          exclude: ["dist/**", "node_modules/**", ...mocking],
        },
      },
      { extends: true, test: { name: "mocking", include: mocking } },
    ],
  },
});
