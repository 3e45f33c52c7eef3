import type { BenchPart } from "./measure/part.ts";

/** Every part of the bench by its name, in the order of measuring. */
export const parts: Readonly<Record<string, () => Promise<BenchPart>>> = {
  limit: async () => (await import("./parts/limit.ts")).measureLimit,
  schemathesis: async () => (await import("./parts/schemathesis.ts")).measureSchemathesis,
  "start-up": async () => (await import("./parts/start-up.ts")).measureStartUp,
  memory: async () => (await import("./parts/memory.ts")).measureMemory,
  large: async () => (await import("./parts/large.ts")).measureLarge,
  growth: async () => (await import("./parts/growth.ts")).measureGrowth,
};
