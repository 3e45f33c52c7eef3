import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{spec,properties,reports,harness}/**/*.test.{ts,tsx}"],
    // The bank of hostile targets takes minutes and wants a quiet machine: `npm run test:hostile`.
    exclude: ["dist/**", "node_modules/**", ...(process.env["HOSTILE"] === undefined ? ["harness/hostile.test.ts"] : [])],
    testTimeout: 20_000,
  },
});
