import type { Part } from "./part.ts";

/** Every part of the bench by its name, in the order of measuring. */
export const parts: Readonly<Record<string, () => Promise<Part>>> = {
  limit: async () => (await import("./limit.ts")).measureLimit,
  schemathesis: async () => (await import("./schemathesis.ts")).measureSchemathesis,
  "start-up": async () => (await import("./start-up.ts")).measureStartUp,
  large: async () => (await import("./large.ts")).measureLarge,
};
