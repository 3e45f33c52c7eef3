import type { Part } from "./part.ts";

/** Every part of the bench by its name, in the order of measuring. */
export const parts: Readonly<Record<string, () => Promise<Part>>> = {
  limit: async () => (await import("./limit.ts")).measureLimit,
  schemathesis: async () => (await import("./schemathesis.ts")).measureSchemathesis,
  "start-up": async () => (await import("./start-up.ts")).measureStartUp,
  memory: async () => (await import("./memory.ts")).measureMemory,
  large: async () => (await import("./large.ts")).measureLarge,
  growth: async () => (await import("./growth.ts")).measureGrowth,
};
