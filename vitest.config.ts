import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{spec,properties,reports,harness}/**/*.test.{ts,tsx}"],
    exclude: ["dist/**", "node_modules/**"],
    testTimeout: 20_000,
  },
});
